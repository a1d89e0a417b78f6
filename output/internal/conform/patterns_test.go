package conform_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/scenarios/feasible"
	"github.com/breachsim/breachsim/scenarios/library"
)

// patternRow is a row of a built-in scenario with changes, or of a control.
var (
	patternRow = regexp.MustCompile(`(?m)^\| [^|]+ \| \[([a-z0-9-]+)\]\(library/([a-z0-9-]+)\.md\) \| ([^|]*)\|`)
	controlRow = regexp.MustCompile("(?m)^\\| ([^|]+) \\| `(\\{type: [^`]+\\})` \\|")
	changeSet  = regexp.MustCompile("`([^`]+)`")
)

// Each pattern and control of the page scenarios/PATTERNS.md is generated at a
// small scale and is what its file asks for.
func TestPatterns(t *testing.T) {
	page, err := os.ReadFile("../../../scenarios/PATTERNS.md")
	if err != nil {
		t.Fatal(err)
	}
	changed, named := 0, map[string]bool{}
	for _, row := range patternRow.FindAllStringSubmatch(string(page), -1) {
		id, sets := row[1], []string{}
		named[id] = true
		for _, m := range changeSet.FindAllStringSubmatch(row[3], -1) {
			sets = append(sets, m[1])
		}
		if row[2] != id {
			t.Errorf("%s is linked to %s", id, row[2])
		}
		if len(sets) == 0 {
			continue // a built-in scenario as it is has tests of its own
		}
		changed++
		t.Run(strings.Join(append([]string{id}, sets...), " "), func(t *testing.T) { conforms(t, id, sets) })
	}
	controls := controlRow.FindAllStringSubmatch(string(page), -1)
	for _, row := range controls {
		t.Run(row[1], func(t *testing.T) { conforms(t, "office-hours-bot", []string{"controls=[" + row[2] + "]"}) })
	}
	if changed < 10 || len(controls) < 10 {
		t.Errorf("%d changed patterns and %d controls: the page or its reader is wrong", changed, len(controls))
	}
	for _, b := range library.Builtins() {
		if sc, err := library.Builtin(b.ID); err == nil && len(sc.Campaigns) > 0 && !named[b.ID] && b.ID != "tiny" {
			t.Errorf("the page does not name %s", b.ID)
		}
	}
}

// conforms makes a built-in scenario with changes and holds it against them.
func conforms(t *testing.T, id string, sets []string) {
	t.Parallel()
	sc, err := library.Open(id, sets)
	if err != nil {
		t.Fatal(err)
	}
	o := generator.Options{Scale: feasible.SmallScale(sc)}
	for _, f := range check(t, datasettest.Write(t, id, o, output.Options{Formats: []string{"jsonl"}, Persons: "exposed"}, sets...)) {
		if !f.OK {
			t.Error(f)
		}
	}
}

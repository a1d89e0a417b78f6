package audit_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/audit"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
)

// bases are the datasets that faults are planted in.
func bases(t *testing.T) map[string]string {
	open := copyOf(t, datasettest.Write(t, "testdata/small.yaml", generator.Options{}, output.Options{}, "signals=[volume, rhythm, network, errors, sequence]"))
	masked(open)
	return map[string]string{
		"small":   datasettest.Write(t, "testdata/small.yaml", generator.Options{}, output.Options{}),
		"masked":  open.dir,
		"placed":  datasettest.Write(t, "testdata/small.yaml", generator.Options{}, output.Options{}, "signals=[volume, rhythm, network, user_agent, errors, sequence, geography]"),
		"patient": datasettest.Write(t, "testdata/small.yaml", generator.Options{}, output.Options{}, "portal.session_idle=4h"), // lets times be moved
		"plain":   datasettest.Write(t, "testdata/small.yaml", generator.Options{}, output.Options{}, "signals=[volume, rhythm, network, user_agent, errors]"),
		"browsers": datasettest.Write(t, "testdata/small.yaml", generator.Options{}, output.Options{},
			"signals=[volume, rhythm, network, errors, sequence]", "campaigns[0].client={user_agent: pool, tls: browser}"),
		"pages": datasettest.Write(t, "testdata/small.yaml", generator.Options{}, output.Options{},
			"signals=[volume, rhythm, network, errors, sequence, user_agent]",
			"campaigns[0].client={user_agent: pool, tls: browser, static_assets: true, navigation: full_flow}"),
		"loud": datasettest.Write(t, "testdata/small.yaml", generator.Options{}, output.Options{}, "campaigns[0].access.accounts=5",
			"campaigns[0].access.profiles={pharmacy: 5}", "campaigns[0].targets.exposed=2500", "campaigns[0].access.success=1", "campaigns[0].access.validate={lead: 1m, lookups: 1}"),
	}
}

func run(t testing.TB, dir string) *audit.Report {
	t.Helper()
	r, err := audit.Run(t.Context(), dir, audit.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// failing lists the figures that fail with their examples, by check.
func failing(r *audit.Report) map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, c := range r.Checks {
		for _, f := range c.Figures {
			if f.Verdict == figure.Fail {
				if out[c.ID] == nil {
					out[c.ID] = map[string]string{}
				}
				out[c.ID][f.Name] = f.Example
			}
		}
	}
	return out
}

// Each way of spoiling a dataset makes the one check fail that is there for it,
// and no other. What fails before anything is spoilt is not counted.
func TestPlantedFaults(t *testing.T) {
	before := map[string]map[string]map[string]string{}
	dirs := bases(t)
	for name, dir := range dirs {
		before[name] = failing(run(t, dir))
		t.Logf("%s fails before anything is spoilt: %v", name, before[name])
	}
	var table strings.Builder
	fmt.Fprintf(&table, "%-48s %s\n", "fault", strings.Join(audit.IDs(), " "))
	for _, f := range faults() {
		if only := os.Getenv("FAULT"); !strings.Contains(f.name, only) {
			continue
		}
		c := copyOf(t, dirs[f.base])
		f.spoil(c)
		after := failing(run(t, c.dir))
		fmt.Fprintf(&table, "%-48s", f.name)
		var fresh []string
		for _, id := range audit.IDs() {
			mark := "·"
			for _, figure := range slices.Sorted(maps.Keys(after[id])) {
				if _, old := before[f.base][id][figure]; !old {
					mark = "X"
					fresh = append(fresh, id+": "+figure+" at "+after[id][figure])
				}
			}
			fmt.Fprintf(&table, " %-*s", len(id), mark)
			if id != f.also && (mark == "X") != (id == f.check) {
				t.Errorf("%s: check %s: fails %v, want %v", f.name, id, mark == "X", id == f.check)
			}
		}
		if t.Failed() {
			t.Logf("%s: %q", f.name, fresh)
		}
		table.WriteByte('\n')
	}
	t.Log("\n" + table.String())
}

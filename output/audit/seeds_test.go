package audit_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/audit"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/scenarios"
)

// seedsOf is how many seeds of each scenario are audited: BREACHSIM_SEEDS, or two.
func seedsOf(t *testing.T) int {
	text := os.Getenv("BREACHSIM_SEEDS")
	if text == "" {
		return 2
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		t.Fatalf("BREACHSIM_SEEDS=%s: want a number of seeds, such as 5", text)
	}
	return n
}

// Whatever the seed, nothing tells of three attacks but what their scenarios declare: a
// program that hurries, one that tries old numbers, and one that counts numbers through. And
// what they declare does tell: a figure of each family is outside its bound with one of the
// seeds, or within a tenth of it, as such small worlds scatter.
func TestSeedsOfBuiltInScenarios(t *testing.T) {
	seeds := seedsOf(t)
	scale, err := scenarios.ParseScale("0.01")
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	fmt.Fprintf(&table, "%-20s %4s %10s %7s  %s\n", "scenario", "seed", "undeclared", "attack", "declared, with figures outside their bounds")
	for _, name := range []string{"amelipro-2022", "stale-list", "enumeration"} {
		needed := map[string]bool{}
		for seed := 1; seed <= seeds; seed++ {
			r := run(t, datasettest.Write(t, name, generator.Options{Scale: scale}, output.Options{}, fmt.Sprintf("scenario.seed=%d", seed)))
			undeclared, events := 0, int64(0)
			for id, figures := range failing(r) {
				for figure, example := range figures {
					undeclared++
					t.Errorf("%s, seed %d: %s: %s at %s", name, seed, id, figure, example)
				}
			}
			for _, c := range r.Checks {
				for _, f := range c.Figures {
					if f.Verdict != figure.NotApplicable && c.ID == "A1" {
						events = max(events, f.N)
					}
				}
			}
			var told []string
			for _, s := range r.Signals {
				needed[s.Family] = needed[s.Family] || s.Needed || near(s)
				told = append(told, fmt.Sprintf("%s %d", s.Family, s.Beyond))
			}
			fmt.Fprintf(&table, "%-20s %4d %10d %7d  %s\n", name, seed, undeclared, events, strings.Join(told, ", "))
		}
		for _, family := range sortedKeys(needed) {
			if !needed[family] {
				t.Errorf("%s declares %s, and no figure of %d seeds comes near its bound", name, family, seeds)
			}
		}
	}
	t.Log("\n" + table.String())
}

// near reports whether the strongest figure of a family is at least nine tenths of its bound.
func near(s audit.Signal) bool {
	words := strings.Fields(s.Bound)
	if len(words) == 0 {
		return false
	}
	bound, err := strconv.ParseFloat(words[len(words)-1], 64)
	return err == nil && s.Value >= 0.9*bound
}

func sortedKeys(m map[string]bool) (keys []string) {
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

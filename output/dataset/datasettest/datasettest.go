// Package datasettest makes datasets for the tests of detectors: in memory, where the
// detector is in Go or in Sigma, or as files for any other.
//
//	func TestMyRule(t *testing.T) {
//		data := datasettest.InMemory(t, "tiny", generator.Options{WithoutControls: true})
//		// sigma.Alerts, detect.Alerts or score.Watch, then score.Alerts
//	}
//
// It stands at the end of the flow, above generator and output.
package datasettest

import (
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios/library"
)

// InMemory returns the dataset of a scenario, built-in or a file, without writing it (see
// [dataset.InMemory]). Each set changes a key of the scenario, as the command line's
// --set: "scenario.seed=8".
func InMemory(tb testing.TB, scenario string, g generator.Options, sets ...string) *read.Dataset {
	tb.Helper()
	d, err := dataset.InMemory(planned(tb, scenario, g, sets))
	if err != nil {
		tb.Fatalf("reading the plan of %q: %v", scenario, err)
	}
	return d
}

// Tiny writes the built-in scenario "tiny" (two days, ten accounts, one small
// campaign; half a MB) into a temporary directory, which is removed when the
// test ends, and returns it. Each set changes a key of the scenario, as the
// command line's --set: "scenario.seed=8".
func Tiny(tb testing.TB, sets ...string) string {
	tb.Helper()
	return Write(tb, "tiny", generator.Options{}, output.Options{}, sets...)
}

// Write writes any scenario, built-in or a file, with the given options; the
// directory in o is replaced by a temporary one.
func Write(tb testing.TB, scenario string, g generator.Options, o output.Options, sets ...string) string {
	tb.Helper()
	p := planned(tb, scenario, g, sets)
	o.Dir, o.Force = tb.TempDir(), true
	if _, err := output.Write(tb.Context(), dataset.Source(p, "test"), o); err != nil {
		tb.Fatalf("writing the dataset of %q: %v", scenario, err)
	}
	return o.Dir
}

func planned(tb testing.TB, scenario string, g generator.Options, sets []string) *generator.Plan {
	tb.Helper()
	sc, err := library.Open(scenario, sets)
	if err != nil {
		tb.Fatalf("reading scenario %q: %v", scenario, err)
	}
	p, err := generator.New(sc, g)
	if err != nil {
		tb.Fatalf("planning scenario %q: %v", scenario, err)
	}
	return p
}

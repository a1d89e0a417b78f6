// Package datasettest makes datasets for the tests of detectors.
//
//	func TestMyRule(t *testing.T) {
//		dir := datasettest.Tiny(t)
//		// read dir/logs/audit/*.jsonl, compare with dir/truth
//	}
//
// It stands at the end of the flow, above generator and output.
package datasettest

import (
	"testing"

	"breachsim/generator"
	"breachsim/output"
	"breachsim/output/dataset"
	"breachsim/scenarios/library"
)

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
	sc, err := library.Open(scenario, sets)
	if err != nil {
		tb.Fatalf("reading scenario %q: %v", scenario, err)
	}
	p, err := generator.New(sc, g)
	if err != nil {
		tb.Fatalf("planning scenario %q: %v", scenario, err)
	}
	o.Dir, o.Force = tb.TempDir(), true
	if _, err := output.Write(tb.Context(), dataset.Source(p, "test"), o); err != nil {
		tb.Fatalf("writing the dataset of %q: %v", scenario, err)
	}
	return o.Dir
}

package conform_test

import (
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/internal/conform"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/feasible"
	"github.com/breachsim/breachsim/scenarios/library"
)

// Every built-in scenario, at its small scale, is what its file declares.
func TestBuiltInScenariosConform(t *testing.T) {
	for _, info := range library.Builtins() {
		t.Run(info.ID, func(t *testing.T) {
			t.Parallel()
			sc, err := library.Builtin(info.ID)
			if err != nil {
				t.Fatal(err)
			}
			dir := datasettest.Write(t, info.ID, generator.Options{Scale: feasible.SmallScale(sc)}, output.Options{Formats: []string{"jsonl"}, Persons: "exposed"})
			for _, f := range check(t, dir) {
				if !f.OK {
					t.Error(f)
				}
				t.Log(f)
			}
		})
	}
}

// opened opens a dataset with its scenario.
func opened(t *testing.T, dir string) (*read.Dataset, *scenarios.Scenario) {
	t.Helper()
	d, err := read.OpenDataset(dir)
	if err != nil {
		t.Fatal(err)
	}
	sc, err := conform.Scenario(d)
	if err != nil {
		t.Fatal(err)
	}
	return d, sc
}

func check(t *testing.T, dir string) []conform.Finding {
	t.Helper()
	d, sc := opened(t, dir)
	list, err := conform.Check(t.Context(), d, sc)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

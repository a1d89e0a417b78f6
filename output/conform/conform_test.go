package conform_test

import (
	"testing"

	"breachsim/generator"
	"breachsim/output"
	"breachsim/output/conform"
	"breachsim/output/dataset/datasettest"
	"breachsim/scenarios/feasible"
	"breachsim/scenarios/library"
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

func check(t *testing.T, dir string) []conform.Finding {
	t.Helper()
	sc, err := conform.Scenario(dir)
	if err != nil {
		t.Fatal(err)
	}
	list, err := conform.Check(t.Context(), dir, sc)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

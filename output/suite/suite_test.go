package suite

import (
	"path/filepath"
	"testing"

	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/scenarios/bench"
	"github.com/breachsim/breachsim/scenarios/library"
)

// The scenarios of each built-in suite are there, and the suite's numbers are sound.
func TestSuitesNameScenarios(t *testing.T) {
	for _, name := range bench.Names() {
		s, err := bench.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range s.Scenarios {
			if _, err := library.Builtin(id); err != nil {
				t.Error(err)
			}
		}
	}
}

// An entry over the budget counts nothing, and the board is in the order of scores.
func TestBoard(t *testing.T) {
	b, err := ReadBoard(filepath.Join(t.TempDir(), "none.json"))
	if err != nil {
		t.Fatal(err)
	}
	sets := []Set{{"a", "aa"}}
	for _, x := range []struct {
		name  string
		score float64
	}{{"low", 0.1}, {"high", 0.9}, {"between", 0.5}} {
		if err := b.Add(x.name, &Result{Suite: "s", Sets: sets, Score: x.score}, false); err != nil {
			t.Fatal(err)
		}
	}
	if b.Entries[0].Detector != "high" || b.Entries[2].Detector != "low" {
		t.Errorf("%+v", b.Entries)
	}
	if err := b.Add("other", &Result{Suite: "s", Sets: []Set{{"b", "bb"}}}, false); output.KindOf(err) != output.KindUsage {
		t.Errorf("other sets: %v", err)
	}
	if err := b.Add("high", &Result{Suite: "s", Sets: sets}, false); output.KindOf(err) != output.KindUsage {
		t.Errorf("a name twice: %v", err)
	}
	if err := b.Add("high", &Result{Suite: "s", Sets: sets}, true); err != nil || b.Entries[2].Detector != "high" {
		t.Errorf("%v %+v", err, b.Entries)
	}
}

package ladder

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

func TestOnlyWhatIsNewIsMissing(t *testing.T) {
	r := &results{Rungs: map[string]Rung{edition("R2"): {}, edition("R3"): {}, together([]string{"R2", "R3"}): {}}}
	for _, c := range []struct{ rules, missing string }{
		{"R2 R3", ""},
		{"R2", "R2"},         // all together is another thing
		{"R2 R3 R14", "R14"}, // and is measured with what is new
		{"R4 R14", "R4 R14"},
		{"R3 R2", "R3 R2"}, // kept by the order in which they are named
		{"R2 R3 R4 R9", "R4 R9"},
	} {
		if got := strings.Join(r.missing(strings.Fields(c.rules)), " "); got != c.missing {
			t.Errorf("of %s %q are missing, want %q", c.rules, got, c.missing)
		}
	}
}

// TestResultsAreThoseOfTheirWorld keeps results apart that anything but rules tells apart.
func TestResultsAreThoseOfTheirWorld(t *testing.T) {
	sc, err := library.Builtin("tiny")
	if err != nil {
		t.Fatal(err)
	}
	other := *sc
	other.Seed++
	base := Options{Seeds: 2, Budget: 1, Resamples: 10}
	seeds, budget, resamples := base, base, base
	seeds.Seeds, budget.Budget, resamples.Resamples = 3, 2, 20
	names := []string{base.file(sc), base.file(&other), seeds.file(sc), budget.file(sc), resamples.file(sc)}
	slices.Sort(names)
	if got := len(slices.Compact(names)); got != 5 {
		t.Errorf("five worlds have %d files", got)
	}
	badge := *sc
	badge.Difficulty = "hard"
	if base.file(&badge) != base.file(sc) {
		t.Error("another badge in the file makes its world another one")
	}
}

func TestKeptResultsAreReadAgain(t *testing.T) {
	sc, err := library.Builtin("tiny")
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Seeds: 2, Budget: 1, Resamples: 10, Cache: filepath.Join(t.TempDir(), "new", "folder")}
	want := &results{Short: true, Prevalence: 0.25, Rungs: map[string]Rung{edition("R2"): {Rule: "R2", Saved: 0.5}}}
	if err := o.keep(o.file(sc), want); err != nil {
		t.Fatal(err)
	}
	got, err := o.results(sc)
	if err != nil || !got.Short || got.Prevalence != 0.25 || got.Rungs[edition("R2")].Saved != 0.5 {
		t.Errorf("%+v, %v", got, err)
	}
	if err := os.WriteFile(o.file(sc), []byte("{"), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := o.results(sc); err == nil || !strings.Contains(err.Error(), "remove it") {
		t.Errorf("a spoilt result: %v", err)
	}
}

// TestBestOfAClass picks the rule that averts most, and none where none was run.
func TestBestOfAClass(t *testing.T) {
	s := Stair{Rungs: []Rung{{Rule: "R1", Saved: 0.1}, {Rule: "R5", Saved: 0.4}, {Rule: "R3", Saved: 0.3}}}
	if r, ok := s.best(Easy); !ok || r.Rule != "R5" {
		t.Errorf("the best easy rule is %+v", r)
	}
	if r, ok := s.best(Medium); !ok || r.Rule != "R3" {
		t.Errorf("the best medium rule is %+v", r)
	}
	if _, ok := s.best(Hard); ok {
		t.Error("no hard rule was run, and one is the best")
	}
}

// TestWhatWasNotRunSaysNothing leaves a scenario unsaid that a learned model was not run on,
// unless a rule says it.
func TestWhatWasNotRunSaysNothing(t *testing.T) {
	a := Added{Name: "cold", Dir: t.TempDir(), Learned: true}
	r, err := a.rung(&results{}, "insider", 2)
	if err != nil || !r.Absent || r.Rule != "cold" || !r.Learned {
		t.Fatalf("no folder: %+v, %v", r, err)
	}
	s := Stair{Scenario: &scenarios.Scenario{ID: "insider"}, Together: &Rung{Rule: "all"},
		Rungs: []Rung{{Rule: "R2"}}, Added: []Rung{r}}
	if badge, _ := s.Difficulty(); badge != "" || !strings.Contains(s.unsaid(), "no model was run") {
		t.Errorf("no rule works, no model was run: %q, %q", badge, s.unsaid())
	}
	if page := Page([]Stair{s}, nil, Options{Added: []Added{a}}); strings.Contains(page, "| cold |") {
		t.Errorf("a row of what was not run:\n%s", page)
	}
	if best, ok := s.best(Hard); ok {
		t.Errorf("the best is %+v", best)
	}
	s.Rungs[0].Works = true
	if badge, _ := s.Difficulty(); badge != Easy {
		t.Errorf("R2 works: %q", badge)
	}
	if err := os.Mkdir(filepath.Join(a.Dir, "insider"), 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := a.rung(&results{}, "insider", 2); err == nil || !strings.Contains(err.Error(), "is missing") {
		t.Errorf("an empty folder: %v", err)
	}
}

// Larger worlds say how large they are, and of how many seeds.
func TestPageOfLargerWorlds(t *testing.T) {
	worlds := func(accounts, seeds int) []Stair {
		sc := &scenarios.Scenario{ID: "insider"}
		sc.Population.Accounts = accounts
		return []Stair{{Scenario: sc, Seeds: seeds, Together: &Rung{Rule: "all"}, Rungs: []Rung{{Rule: "R1"}}}}
	}
	page := Page(worlds(1000, 10), worlds(20_000, 1), Options{Seeds: 10})
	for _, want := range []string{
		"Worlds of at most 20,000 accounts, 1 seed of each.", "## insider, 1,000 accounts, 10 seeds", "## insider, 20,000 accounts, 1 seed\n",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

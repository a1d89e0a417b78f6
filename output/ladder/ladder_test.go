package ladder

import (
	"math"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/output/score/report"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// The badge in each scenario's file is the one that the ladder has measured,
// and every scenario with a campaign has a claim to be held against.
func TestBadgesAreThoseOfTheLadder(t *testing.T) {
	page, err := os.ReadFile("../../scenarios/LADDER.md")
	if err != nil {
		t.Fatal(err)
	}
	overview, _, _ := strings.Cut(string(page), "\n## ") // what follows are larger worlds, and details
	measured := map[string]string{}
	for _, row := range regexp.MustCompile(`(?m)^\| \[([a-z0-9-]+)\]\([^)]*\) \| ([a-z]+) \|`).FindAllStringSubmatch(overview, -1) {
		measured[row[1]] = row[2]
	}
	for _, b := range library.Builtins() {
		if b.Difficulty != measured[b.ID] {
			t.Errorf("%s: its file says %q, the ladder %q", b.ID, b.Difficulty, measured[b.ID])
		}
	}
	for _, id := range Attacked() {
		unmeasured := id == "tiny" || id == "credential-stuffing" // too small, and nobody to save
		if (claims()[id] == "") != unmeasured {
			t.Errorf("%s: its story claims %q", id, claims()[id])
		}
	}
}

func TestEasierIsFound(t *testing.T) {
	s := Stair{Scenario: &scenarios.Scenario{ID: "x", Difficulty: Medium}, Together: &Rung{}, Rungs: []Rung{{Rule: "R2"}, {Rule: "R3", Works: true}}}
	if wrong := Easier([]Stair{s}); len(wrong) > 0 {
		t.Errorf("medium as before: %v", wrong)
	}
	s.Rungs[0].Works = true
	if wrong := Easier([]Stair{s}); len(wrong) != 1 {
		t.Errorf("easy now, and nobody minds: %v", wrong)
	}
	if s.Rungs = nil; remark(Medium, Open) != "harder than its story says" || remark(Easy, Easy) != "as its story says" {
		t.Error("remarks")
	}
	if badge, _ := s.Difficulty(); badge != Open {
		t.Errorf("no rule works: %s", badge)
	}
	s.Together.Works = true
	if badge, _ := s.Difficulty(); badge != Hard {
		t.Errorf("all together work: %s", badge)
	}
	nobody := Stair{Scenario: &scenarios.Scenario{Campaigns: make([]scenarios.Campaign, 1)}}
	if badge, _ := nobody.Difficulty(); badge != "" || nobody.unsaid() != "nobody to save" {
		t.Errorf("nobody is exposed: %q, %q", badge, nobody.unsaid())
	}
	s.Small = true
	if badge, _ := s.Difficulty(); badge != "" || remark(Easy, badge) != "" || Easier([]Stair{s}) != nil {
		t.Errorf("too small to measure: %q", badge)
	}
}

// TestWorksIsHalfOfWhatCanBeAverted holds the word that badges rest on against figures.
func TestWorksIsHalfOfWhatCanBeAverted(t *testing.T) {
	unknown := report.Number(math.NaN())
	for _, c := range []struct {
		name          string
		averted, most report.Number
		short, found  bool
		want          bool
	}{
		{"half of all", 0.5, 1, false, true, true},
		{"less than half of all", 0.49, 1, false, true, false},
		{"nearly all of little", 0.2, 0.3, false, true, true},
		{"nothing", 0, 0, false, false, false},
		{"over in a day, found", 0, 0, true, true, true},
		{"over in a day, not found", 0, 0, true, false, false},
		{"nobody exposed, found", unknown, unknown, false, true, true},
		{"nobody exposed, not found", unknown, unknown, false, false, false},
	} {
		r := &report.Result{Campaigns: []report.Campaign{{Found: c.found}}, Metrics: []report.Named{
			{Name: averted, Figure: report.Figure{Value: c.averted}},
			{Name: attainable, Figure: report.Figure{Value: c.most}},
		}}
		if got := works(r, c.short); got != c.want {
			t.Errorf("%s: works is %v", c.name, got)
		}
	}
}

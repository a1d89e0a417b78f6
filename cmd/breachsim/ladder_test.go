package main

import (
	"os"
	"regexp"
	"testing"

	"breachsim/scenarios"
	"breachsim/scenarios/library"
)

// The badge in each scenario's file is the one that the ladder has measured,
// and every scenario with a campaign has a claim to be held against.
func TestBadgesAreThoseOfTheLadder(t *testing.T) {
	page, err := os.ReadFile("../../scenarios/LADDER.md")
	if err != nil {
		t.Fatal(err)
	}
	measured := map[string]string{}
	for _, row := range regexp.MustCompile(`(?m)^\| \[([a-z0-9-]+)\]\([^)]*\) \| ([a-z]+) \|`).FindAllStringSubmatch(string(page), -1) {
		measured[row[1]] = row[2]
	}
	for _, b := range library.Builtins() {
		if b.Difficulty != measured[b.ID] {
			t.Errorf("%s: its file says %q, the ladder %q", b.ID, b.Difficulty, measured[b.ID])
		}
	}
	for _, id := range attacked() {
		if (claims()[id] == "") != (id == "tiny") { // which is too small to measure
			t.Errorf("%s: its story claims %q", id, claims()[id])
		}
	}
}

func TestEasierIsFound(t *testing.T) {
	s := stair{sc: &scenarios.Scenario{ID: "x", Difficulty: medium}, together: &rung{}, rungs: []rung{{rule: "R2"}, {rule: "R3", works: true}}}
	if err := easier([]stair{s}); err != nil {
		t.Errorf("medium as before: %v", err)
	}
	s.rungs[0].works = true
	if err := easier([]stair{s}); err == nil {
		t.Error("easy now, and nobody minds")
	}
	if s.rungs = nil; remark(medium, open) != "harder than its story says" || remark(easy, easy) != "as its story says" {
		t.Error("remarks")
	}
	if badge, _ := s.difficulty(); badge != open {
		t.Errorf("no rule works: %s", badge)
	}
	s.together.works = true
	if badge, _ := s.difficulty(); badge != hard {
		t.Errorf("all together work: %s", badge)
	}
	s.small = true
	if badge, _ := s.difficulty(); badge != "" || remark(easy, badge) != "" || easier([]stair{s}) != nil {
		t.Errorf("too small to measure: %q", badge)
	}
}

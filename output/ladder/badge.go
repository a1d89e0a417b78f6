package ladder

import (
	"fmt"
	"strings"
)

// A difficulty follows from which rules, tuned to the budget, avert half of
// the exposure: a threshold anybody would think of; one that knows the
// account's own past, its failures or its drift; all of them together; none.
const (
	Easy   = "easy"
	Medium = "medium"
	Hard   = "hard"
	Open   = "open"
)

// difficulties lists them from the easiest on.
func difficulties() []string { return []string{Easy, Medium, Hard, Open} }

// claims lists what the story of each built-in scenario promises a detector's
// developer. What is measured is held against it.
func claims() map[string]string {
	return map[string]string{
		"amelipro-2022":       Easy,
		"amelipro-2022-hard":  Medium,
		"amelipro-2022-month": Easy,
		"decoy-and-main":      Hard,
		"enumeration":         Easy,
		"insider":             Hard,
		"mailbox-reset":       Medium,
		"mobile-cgnat":        Medium,
		"office-hours-bot":    Medium,
		"ramp":                Hard,
		"registry-account":    Easy,
		"rotate-and-rest":     Hard,
		"session-hijack":      Hard,
		"smash-and-grab":      Easy,
		"stale-list":          Medium,
		"third-party-payer":   Easy,
		"under-the-limit":     Medium,
		"volume-relative":     Hard,
	}
}

// reasons says why a scenario is measured easier or harder than its story
// claims, where that is understood; it is told for as long as it is so.
func reasons() map[string]string {
	return map[string]string{
		"amelipro-2022-month": "Why harder: each account finds a thousand persons a working day, and a threshold by day that keeps " +
			"to the budget lies about there too, for laboratories and desks find as many. The story's speed is what R2 sees at once.",
		"ramp": "Why easier: R9 adds up by how much each day lies above the account's own past, and three weeks of slow rise " +
			"leave such a sum. R3, which looks at one day, sees nothing, as the story says.",
	}
}

// Difficulty is the measured badge, and the rules that earned it. There is none
// where the world is so small that a single false alert breaks the budget: no
// rule can be tuned to it.
func (s *Stair) Difficulty() (badge string, rules []string) {
	if s.Small {
		return "", nil
	}
	for _, g := range []struct{ badge, rules string }{{Easy, "R1 R2 R4"}, {Medium, "R3 R5 R9"}} {
		for _, r := range s.Rungs {
			if r.Works && strings.Contains(g.rules, r.Rule) {
				rules = append(rules, r.Rule)
			}
		}
		if len(rules) > 0 {
			return g.badge, rules
		}
	}
	if s.Together.Works {
		return Hard, []string{"all together"}
	}
	return Open, nil
}

// harder compares two difficulties: above 0 where a is the harder.
func harder(a, b string) int {
	place := func(x string) (at int) {
		for i, d := range difficulties() {
			if d == x {
				at = i
			}
		}
		return at
	}
	return place(a) - place(b)
}

// remark says how what was measured fits the claim.
func remark(claim, measured string) string {
	switch {
	case claim == "", measured == "":
		return ""
	case harder(measured, claim) > 0:
		return "harder than its story says"
	case harder(measured, claim) < 0:
		return "**easier than its story says**"
	}
	return "as its story says"
}

// Easier lists the scenarios that have become easier than the badge in their
// file: something that is not their story gives the campaign away.
func Easier(stairs []Stair) (wrong []string) {
	for i := range stairs {
		s := &stairs[i]
		says := s.Scenario.Difficulty
		if badge, rules := s.Difficulty(); says != "" && badge != "" && harder(badge, says) < 0 {
			wrong = append(
				wrong,
				fmt.Sprintf(
					"%s is %s now, by %s; its file says %s",
					s.Scenario.ID,
					badge,
					strings.Join(rules, ", "),
					says,
				),
			)
		}
	}
	return wrong
}

package main

import (
	"fmt"
	"strings"
)

// A difficulty follows from which rules, tuned to the budget, avert half of
// the exposure: a threshold anybody would think of; one that knows the
// account's own past, its failures or its drift; all of them together; none.
const (
	easy   = "easy"
	medium = "medium"
	hard   = "hard"
	open   = "open"
)

// difficulties lists them from the easiest on.
func difficulties() []string { return []string{easy, medium, hard, open} }

// claims lists what the story of each built-in scenario promises a detector's
// developer. What is measured is held against it.
func claims() map[string]string {
	return map[string]string{
		"amelipro-2022": easy, "amelipro-2022-month": easy, "decoy-and-main": hard, "enumeration": easy, "insider": hard,
		"mailbox-reset": medium, "mobile-cgnat": medium, "office-hours-bot": medium, "ramp": hard, "registry-account": easy,
		"rotate-and-rest": hard, "session-hijack": hard, "smash-and-grab": easy, "stale-list": medium, "third-party-payer": easy,
		"under-the-limit": medium, "volume-relative": hard,
	}
}

// reasons says why a scenario is measured easier or harder than its story
// claims, where that is understood; it is told for as long as it is so.
func reasons() map[string]string {
	return map[string]string{
		"amelipro-2022-month": "Why harder: each account finds a thousand persons a working day, and a threshold by day that keeps to the budget lies about there " +
			"too, for laboratories and desks find as many. The story's speed is what R2 sees at once.",
		"ramp": "Why easier: R9 adds up by how much each day lies above the account's own past, and three weeks of slow rise leave such a sum. " +
			"R3, which looks at one day, sees nothing, as the story says.",
	}
}

// difficulty is the measured badge, and the rules that earned it. There is none
// where the world is so small that a single false alert breaks the budget: no
// rule can be tuned to it.
func (s *stair) difficulty() (badge string, rules []string) {
	if s.small {
		return "", nil
	}
	for _, g := range []struct{ badge, rules string }{{easy, "R1 R2 R4"}, {medium, "R3 R5 R9"}} {
		for _, r := range s.rungs {
			if r.works && strings.Contains(g.rules, r.rule) {
				rules = append(rules, r.rule)
			}
		}
		if len(rules) > 0 {
			return g.badge, rules
		}
	}
	if s.together.works {
		return hard, []string{"all together"}
	}
	return open, nil
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

// easier fails where a scenario has become easier than the badge in its file:
// something that is not its story gives the campaign away.
func easier(stairs []stair) error {
	var wrong []string
	for i := range stairs {
		s := &stairs[i]
		if badge, rules := s.difficulty(); s.sc.Difficulty != "" && badge != "" && harder(badge, s.sc.Difficulty) < 0 {
			wrong = append(wrong, fmt.Sprintf("%s is %s now, by %s; its file says %s", s.sc.ID, badge, strings.Join(rules, ", "), s.sc.Difficulty))
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	return &failure{code: exitBad, err: fmt.Errorf("easier than measured before: %s", strings.Join(wrong, "; "))}
}

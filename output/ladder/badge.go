package ladder

import (
	"fmt"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/scenarios"
)

// A difficulty follows from which rules, tuned to the budget, avert half of the
// exposure: one that looks at an account's counts, errors or pace; one that looks at its
// context, its relations or its own past; only all of them together, or one that puts
// accounts side by side or learns, or a model that was trained on other scenarios; none.
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
		"amelipro-2022":        Easy,
		"amelipro-2022-hard":   Medium,
		"amelipro-2022-month":  Easy,
		"cover":                Open,
		"decoy-and-main":       Hard,
		"enumeration":          Easy,
		"human-farm":           Open,
		"insider":              Hard,
		"insider-neighbours":   Open,
		"laboratory-leak-2021": Medium,
		"mailbox-reset":        Medium,
		"mobile-cgnat":         Medium,
		"national":             Easy,
		"office-hours-bot":     Medium,
		"ramp":                 Hard,
		"registry-account":     Easy,
		"rotate-and-rest":      Hard,
		"session-hijack":       Medium,
		"smash-and-grab":       Easy,
		"stale-list":           Medium,
		"third-party-payer":    Easy,
		"under-the-limit":      Medium,
		"volume-relative":      Hard,
		"year-end":             Medium,
	}
}

// reasons says why a scenario is measured easier or harder than its story
// claims, where that is understood; it is told for as long as it is so.
func reasons() map[string]string {
	return map[string]string{
		"amelipro-2022-hard": "Why easier: whatever its clients and lines look like, 510,000 persons through 19 accounts are nine " +
			"hundred a working day for each, which R2 counts; and who asks so often meets errors, and asks again, more often than anybody (R15).",
		"laboratory-leak-2021": "Why easier: a file a year old holds numbers that the portal no longer finds, and fourteen accounts that " +
			"work through it meet more errors than any desk (R5).",
		"mobile-cgnat": "Why easier: one number in ten on the list is nobody's. Owners ask for patients that they know, and meet such an answer " +
			"far less often (R5).",
		"office-hours-bot": "Why easier: one number in twelve on the list is nobody's, six hundred times a day, whatever the hours and the pace (R5).",
		"stale-list":       "Why easier: every second number is nobody's any more, and a share of errors like that is no owner's (R5).",
		"under-the-limit": "Why easier: four hundred and forty look-ups a day keep to the portal's limit of five hundred, and are more than almost any owner " +
			"makes (R2, which runs over its budget in the judged worlds); and some numbers are nobody's (R5).",
		"year-end": "Why easier: between the holidays the portal is nearly empty and no rule on volume sees fifty look-ups a day, but one number " +
			"in ten finds nobody (R5).",
		"ramp": "Why easier: nothing at the place explains most of the persons that the account asks for (R11, at some four times its budget of false " +
			"alerts in the judged worlds), whatever the pace. R9, which adds up by how much each day lies above the account's own past, " +
			"comes near to half; R3, which looks at one day, sees nothing, as the story says.",
	}
}

// classOf is the difficulty of a scenario that a rule solves.
func classOf(rule string) string {
	switch rule {
	case "R1", "R2", "R4", "R5", "R15": // counts by minute, day and session, errors
		return Easy
	case "R8", "R12": // accounts side by side, learned sequences
		return Hard
	}
	return Medium // context, relations, the account's own past
}

// class is the difficulty of a scenario that the rung solves; "" = it says nothing of
// that, being somebody's own detector.
func (r *Rung) class(added bool) string {
	switch {
	case r.Learned:
		return Hard
	case added:
		return ""
	}
	return classOf(r.Rule)
}

// of lists the rungs of a class: rules, and models that learn.
func (s *Stair) of(class string) (list []*Rung) {
	for i := range s.Rungs {
		if s.Rungs[i].class(false) == class {
			list = append(list, &s.Rungs[i])
		}
	}
	for i := range s.Added {
		if s.Added[i].class(true) == class {
			list = append(list, &s.Added[i])
		}
	}
	return list
}

// best is the rung of a class that averts most; ok is false where none of it was run.
func (s *Stair) best(class string) (best *Rung, ok bool) {
	for _, r := range s.of(class) {
		if !r.Absent && (best == nil || r.Saved > best.Saved) {
			best = r
		}
	}
	return best, best != nil
}

// Difficulty is the measured badge, and the rules that earned it. There is none
// where the world is so small that a single false alert breaks the budget, so that no
// rule can be tuned to it; where nobody is exposed, as there is nothing to avert; and
// where no rule works and a model that might was not run.
func (s *Stair) Difficulty() (badge string, rules []string) {
	if s.Small || s.exposesNobody() {
		return "", nil
	}
	for _, class := range []string{Easy, Medium, Hard} {
		for _, r := range s.of(class) {
			if r.Works {
				rules = append(rules, r.Rule)
			}
		}
		if len(rules) > 0 {
			return class, rules
		}
	}
	if s.Together.Works {
		return Hard, []string{"all together"}
	}
	if s.unlearned() {
		return "", nil
	}
	return Open, nil
}

// unlearned reports whether a model that other scenarios were held against was not run on
// this one.
func (s *Stair) unlearned() bool {
	return slices.ContainsFunc(s.Added, func(r Rung) bool { return r.Learned && r.Absent })
}

// exposesNobody reports whether no campaign looks anybody up.
func (s *Stair) exposesNobody() bool {
	if s.Scenario == nil || len(s.Scenario.Campaigns) == 0 {
		return false
	}
	return !slices.ContainsFunc(s.Scenario.Campaigns, func(k scenarios.Campaign) bool { return k.Targets.Exposed > 0 })
}

// Demanding reports whether no single rule that looks at one account works.
func (s *Stair) Demanding() bool {
	badge, _ := s.Difficulty()
	return badge == Hard || badge == Open
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

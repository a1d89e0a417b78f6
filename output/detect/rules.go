package detect

import (
	"fmt"
	"slices"
	"strings"

	"breachsim/output/rules"
)

// Rules lists the rules that run where none are asked for, in their order: those
// of package rules, which count look-ups and times.
func Rules() []string { return []string{"R1", "R2", "R3", "R4", "R5", "R9"} }

// All lists all rules in their order: after those of [Rules], the ones that read
// more of a line than its time and its answer.
func All() []string {
	list := Rules()
	for _, r := range new(Params).further() {
		list = append(list, r.Name())
	}
	return list
}

// Further describes the rules of [All] that are not among [Rules]: name and what
// each finds.
func Further() (list [][2]string) {
	for _, r := range new(Params).further() {
		list = append(list, [2]string{r.Name(), r.What()})
	}
	return list
}

// Edition counts the states of a rule that fired on other lines with the same
// parameters: who keeps what it found keeps this with it. A change of that kind adds
// one here.
func Edition(rule string) int {
	changed := map[string]int{}
	return 1 + changed[rule]
}

// bits lists the rules in the order of [Rules], as package rules knows them.
func bits() [6]rules.Fired {
	return [6]rules.Fired{rules.R1, rules.R2, rules.R3, rules.R4, rules.R5, rules.R9}
}

// CheckRules reports rules that are unknown or given twice.
func CheckRules(rules []string) error {
	for i, r := range rules {
		if !slices.Contains(All(), r) {
			return fmt.Errorf("no rule %q; there are %s; all of them are \"all\"", r, strings.Join(All(), ", "))
		}
		if slices.Contains(rules[:i], r) {
			return fmt.Errorf("rule %s is given twice", r)
		}
	}
	return nil
}

func stamp(us int64) string { return string(appendTime(nil, us)) }

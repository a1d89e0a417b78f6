package detect

import (
	"fmt"
	"slices"
	"strings"

	"breachsim/output/rules"
)

// Rules lists the rules in their order.
func Rules() []string { return []string{"R1", "R2", "R3", "R4", "R5", "R9"} }

// bits lists the rules in the order of [Rules], as package rules knows them.
func bits() [6]rules.Fired {
	return [6]rules.Fired{rules.R1, rules.R2, rules.R3, rules.R4, rules.R5, rules.R9}
}

// CheckRules reports rules that are unknown or given twice.
func CheckRules(rules []string) error {
	for i, r := range rules {
		if !slices.Contains(Rules(), r) {
			return fmt.Errorf("no rule %q; there are %s", r, strings.Join(Rules(), ", "))
		}
		if slices.Contains(rules[:i], r) {
			return fmt.Errorf("rule %s is given twice", r)
		}
	}
	return nil
}

func stamp(us int64) string { return string(appendTime(nil, us)) }

package detect

import "github.com/breachsim/breachsim/output/rules"

// Rules lists the rules that run where none are asked for, in their order: those
// of package rules, which count look-ups and times.
func Rules() []string { return []string{"R1", "R2", "R3", "R4", "R5", "R9"} }

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

func stamp(us int64) string { return string(appendTime(nil, us)) }

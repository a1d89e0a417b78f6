package detect

import (
	"github.com/breachsim/breachsim/output/internal/detect/rule"
	"github.com/breachsim/breachsim/output/rules"
)

// account is what a run remembers of one account.
type account struct {
	id       string
	activeOn int32 // the last day with any line of it
	listed   bool  // among those with look-ups today
	*rules.Account

	// Of a sweep: the window of R1, and today as the rules of the day see it.
	window rule.Episode
	today  verdicts
}

// verdicts are those on an account's day: once a day of each rule.
type verdicts struct{ volume, deviation, notFound, drift rule.Episode }

// address is what a run remembers of one.
type address struct {
	rules.Rate
	window rule.Episode // of a sweep
}

package detect

import "breachsim/output/rules"

// account is what a run remembers of one account.
type account struct {
	id       string
	activeOn int32 // the last day with any line of it
	listed   bool  // among those with look-ups today
	*rules.Account
}

package campaign

import (
	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

// rightful turns a visit into one of the account's own users, who signs in as
// always: a delegate where there is one, else the owner. Nothing is taken over;
// what is done is what makes it an attack.
func (s *sim) rightful(l *lane, v *portal.Visit, now int64, phase event.Phase) {
	day := s.p.w.Calendar.Of(now).Number
	v.Auth = s.p.w.Accounts.Auth(l.account, day)
	v.UserAgent, v.ClientFP = s.p.w.Accounts.Client(l.account, l.human, day)
	v.Browser = true
	v.Truth.Actor, v.Truth.Number = event.Insider, uint16(l.human)
	if phase == event.Acquire {
		v.Truth.Purpose = event.AccessCheck
	}
}

// userOf chooses which of the users of an account the insider is.
func (w *World) userOf(l *lane) uint8 {
	if humans := w.Accounts.At(l.account).Humans; humans > 1 {
		return 1 + uint8(l.key.At(58).Below(uint64(humans-1)))
	}
	return 0
}

// takenBy says in the journal how the first sign-in came about.
func takenBy(how scenarios.Acquisition) string {
	switch how {
	case scenarios.Insider:
		return "rightful_access_misused"
	case scenarios.SelfRegistration:
		return "own_account_used"
	}
	return "account_taken_over"
}

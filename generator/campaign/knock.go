package campaign

import (
	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

// presses is a robot that does not look at the answers: after the reset it sends
// the rest of its list into the session that was closed.
func (s *sim) presses(a *account, v portal.Visit, now int64) {
	l := a.lane
	s.adapts(a, &v, now, "goes_on_refused")
	i := l.segments[len(l.segments)-1].last + 1
	s.goesOn(a, v, i, now, refusal{scenarios.OnAccountReset, event.SessionRevoked, forever, a.resetBy})
}

// knocks is a robot that tries to sign in again and again after a reset, with
// growing pauses, until it has no patience left.
func (s *sim) knocks(a *account, v portal.Visit, now int64, n int) {
	l, c := a.lane, a.camp
	if n > patience {
		s.giveUp(a, &v, now)
		return
	}
	if n == 1 {
		s.adapts(a, &v, now, "backed_off")
	}
	s.at(s.up(now+backoff(n, l.key.At2(76, uint64(l.steps)).Below(1<<20))), func(now int64) {
		if l.stopped || now >= c.end {
			return
		}
		v := s.visit(c, l, now, event.Adapt)
		if s.shutOut(a, &v, now) {
			return
		}
		why := event.BadCredentials // the owner has chosen a new password
		if a.reset {
			why = event.ResetRequired
		}
		s.play(a, action{do: doSignIn, visit: v, step: l.step(c, now), why: why})
		s.knocks(a, v, now, n+1)
	})
}

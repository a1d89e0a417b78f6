package defence

import (
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios"
)

// A challenge stands before look-ups: who is asked for it, or for a second
// factor, gets no answer until it is passed. A threshold asks once and counts
// anew; what a detection puts before an account asks in each session.
//
//	look-up ─► 403 challenge ─► answer, 14 s later ─┬─ right ─► the same look-up
//	                ▲                               └─ wrong ─► another answer
//	look-up ─► 401 step_up ──► phone of the owner ──┬─ yes ───► the same look-up
//	                                                └─ no, or nothing for a minute

// bar is a challenge that a detection has put before an account.
type bar struct {
	verdict Verdict
	from    int64
	passed  map[uint64]bool // sessions
}

// bars are the challenges before an account.
type bars []bar

// at is the challenge that stands before a look-up of a session.
func (x bars) at(ts int64, session uint64) Verdict {
	for i := range x {
		if b := &x[i]; ts >= b.from && ts < b.verdict.Until && !b.passed[session] {
			return b.verdict
		}
	}
	return Verdict{}
}

// pass lets a session through what a control asked it for.
func (x bars) pass(session uint64, by uint8) {
	for i := range x {
		if b := &x[i]; b.verdict.By == by {
			b.passed[session] = true
		}
	}
}

// stands reports whether a challenge of a control is there already.
func (x bars) stands(by uint8, now int64) bool {
	return slices.ContainsFunc(x, func(b bar) bool { return b.verdict.By == by && now < b.verdict.Until })
}

// challengeOf is the challenge that a control puts before look-ups until an
// instant, if it does that.
func challengeOf(c control, until int64) (v Verdict, ok bool) {
	switch {
	case slices.Contains(c.Actions, scenarios.AskSecondFactor):
		return Verdict{Why: event.StepUpNeeded, Reply: scenarios.OnStepUp, Until: until, By: c.id}, true
	case slices.Contains(c.Actions, scenarios.ChallengeClient):
		return Verdict{Why: event.Challenged, Reply: scenarios.OnCaptcha, Until: until, By: c.id}, true
	}
	return Verdict{}, false
}

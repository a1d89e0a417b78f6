package traffic

import (
	"slices"

	"breachsim/generator/event"
	"breachsim/generator/portal"
)

// Touch is what a campaign or a control does to one base session. The Plan
// resolves it beforehand; the session's script stays as it is and each of its
// lines is kept, rewritten or dropped as told here.
type Touch struct {
	SignInFails event.Reason // the accepted sign-in is refused for this reason instead; NoReason = it stands
	Refused     []Refusal    // steps that are refused
	Dead        []Span       // steps within do not happen
	Slow        []Refusal    // look-ups that a tarpit answers
	Changes     []int64      // accepted sign-ins at which a forced change is made up for that an earlier one was kept from
	Cause       event.Cause
	By          uint8 // 1 + index of the campaign or control
}

// Refusal is a step that a control refuses.
type Refusal struct {
	TS  int64
	Why event.Reason
	By  uint8 // 1 + index of the control

	Since int64 // when the control acted that ends the session; 0 = it goes on
}

// Lost reports whether a step at an instant does not happen or is refused.
func (t *Touch) Lost(ts int64) bool {
	if t == nil {
		return false
	}
	_, refused := t.refusal(ts)
	return refused || t.dead(ts)
}

// Refuses reports whether a step at an instant is refused.
func (t *Touch) Refuses(ts int64) bool {
	if t == nil {
		return false
	}
	_, refused := t.refusal(ts)
	return refused
}

// InVain reports whether a sign-in does not happen or is refused.
func (t *Touch) InVain(m *Moment) bool {
	return t.Lost(m.TS) || t != nil && m.SignIn && t.SignInFails != event.NoReason
}

func (t *Touch) dead(ts int64) bool {
	for _, d := range t.Dead {
		if ts >= d.From && ts < d.To {
			return true
		}
	}
	return false
}

// slow returns the tarpit that answers the step at an instant.
func (t *Touch) slow(ts int64) (Refusal, bool) {
	if t != nil {
		for _, r := range t.Slow {
			if r.TS == ts {
				return r, true
			}
		}
	}
	return Refusal{}, false
}

// putOff reports whether the forced change comes at the sign-in at an instant,
// for the one that it was due at came to nothing.
func (t *Touch) putOff(ts int64) bool { return t != nil && slices.Contains(t.Changes, ts) }

// refusal returns how the step at an instant is refused.
func (t *Touch) refusal(ts int64) (Refusal, bool) {
	for _, r := range t.Refused {
		if r.TS == ts {
			return r, true
		}
	}
	return Refusal{}, false
}

// Span is a stretch of time, [From, To), in microseconds.
type Span struct{ From, To int64 }

// Touches finds what happened to a session, nil for nearly all.
type Touches map[portal.Name]*Touch

// fate is what becomes of one step.
type fate uint8

const (
	keep fate = iota
	rewrite
	suppress
)

func (t *Touch) fate(st *step) fate {
	switch {
	case t == nil:
		return keep
	case st.kind == signIn && t.SignInFails != event.NoReason:
		return rewrite
	}
	if _, refused := t.refusal(st.ts); refused {
		return rewrite
	}
	if t.dead(st.ts) {
		return suppress
	}
	return keep
}

// Moment is one step of a base session, for those who plan around it.
type Moment struct {
	TS          int64
	SignIn      bool // the accepted sign-in
	Again       bool // a new sign-in after the portal had closed the session
	Expired     bool // the portal has closed the session
	NewPassword bool // the user chooses a new password
	Forced      bool // for a policy asks for it
	LookUp      bool
}

// Moments appends the steps of a session in order.
func (w *World) Moments(s *Session, dst []Moment) []Moment {
	for _, st := range w.stepsOf(s, nil) {
		dst = append(dst, Moment{TS: st.ts, LookUp: st.kind == lookUp, SignIn: st.kind == signIn, Again: st.kind == signInAgain, Expired: st.kind == expired, NewPassword: st.kind == setPassword || w.changes(s, &st), Forced: w.forced(s, &st)})
	}
	return dst
}

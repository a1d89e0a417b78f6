package traffic

import (
	"breachsim/generator/event"
	"breachsim/generator/portal"
)

// Touch is what a campaign or a control does to one base session. The Plan
// resolves it beforehand; the session's script stays as it is and each of its
// lines is kept, rewritten or dropped as told here.
type Touch struct {
	SignInFails event.Reason // the accepted sign-in is refused for this reason instead; NoReason = it stands
	RefuseAt    int64        // the step at this time is refused; 0 = none
	RefuseWhy   event.Reason // for a closed session or a banned address
	Dead        []Span       // steps within do not happen
	Cause       event.Cause
	By          uint8 // 1 + index of the campaign or control
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
	case t.RefuseAt != 0 && st.ts == t.RefuseAt:
		return rewrite
	}
	for _, d := range t.Dead {
		if st.ts >= d.From && st.ts < d.To {
			return suppress
		}
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
}

// Moments appends the steps of a session in order.
func (w *World) Moments(s *Session, dst []Moment) []Moment {
	for _, st := range w.stepsOf(s, nil) {
		dst = append(dst, Moment{TS: st.ts, SignIn: st.kind == signIn, Again: st.kind == signInAgain, Expired: st.kind == expired, NewPassword: st.kind == setPassword || w.changes(s, &st)})
	}
	return dst
}

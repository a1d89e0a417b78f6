package traffic

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/overlay"
	"github.com/breachsim/breachsim/generator/internal/traffic/policy"
)

// Stay is one session of the portal within a base session: from a sign-in that
// was answered to its user's last request. After the portal has closed it the
// user may open another one.
type Stay struct {
	Session  Session
	Renewed  int   // how many sign-ins came before
	From, To int64 // microseconds, both ends included
	Left     bool  // the user leaves it open, and does not come back
}

// Stays appends the stays of a session of an account's own users; those that
// show a look-alike are left out.
func (w *World) Stays(s *Session, dst []Stay) []Stay {
	if !s.Ordinary() {
		return dst
	}
	open, renewed := false, 0
	for _, st := range w.Steps(s, nil) {
		switch st.Kind {
		case SignIn, SignInAgain:
			if st.Kind == SignInAgain {
				renewed++
			}
			if open = !w.Down(st.TS); open {
				dst = append(dst, Stay{Session: *s, Renewed: renewed, From: st.TS, To: st.TS, Left: true})
			}
		case LookUp, UseService:
			if open {
				dst[len(dst)-1].To = st.TS
			}
		case SignOut, Expired:
			if open {
				dst[len(dst)-1].Left, open = false, false
				if st.Kind == SignOut {
					dst[len(dst)-1].To = st.TS
				}
			}
		}
	}
	return dst
}

// CountEvents counts the audit events that a stay's own user makes in it, under an
// overlay (nil = none).
func (w *World) CountEvents(x *Stay, over *overlay.Overlay) (n int64) {
	renewed, steps := 0, w.Steps(&x.Session, nil)
	for i := range steps {
		st := &steps[i]
		if st.Kind == SignInAgain {
			renewed++
		}
		what := over.Of(st.TS).Disposition
		if renewed != x.Renewed || what == overlay.Lost || st.TS < w.From || st.TS >= w.Until {
			continue
		}
		switch {
		case st.Accepted():
			if what != overlay.Refused && !w.Down(st.TS) {
				n++
			}
			if what == overlay.Kept {
				n += w.countBehind(&x.Session, steps, i, over)
			}
		case st.Kind == LookUp || st.Kind == UseService || st.Kind == SignOut || st.Kind == Expired:
			n++
		}
	}
	return n
}

// countBehind counts the events that follow from an accepted sign-in with a
// password, step i of a session: a new password, and a second factor.
func (w *World) countBehind(s *Session, steps []course.Step, i int, over *overlay.Overlay) (n int64) {
	st := &steps[i]
	if w.Accounts.Auth(s.Account, s.Day) != event.Password {
		return 0
	}
	if _, postponed := over.At(st.TS, overlay.Changed); postponed || w.Changes(s, st) {
		n++
	}
	if !w.AsksAt(s, st) || w.Down(st.TS) {
		return n
	}
	answer, _ := policy.FactorStep(portal.Step{TS: st.TS, Key: course.StepKey(w.Details(s), st)})
	if !w.Down(answer.TS) && answer.TS < w.Until && !policy.Shut(over, st.TS, answer.TS, steps[i+1:]) {
		n++
	}
	return n
}

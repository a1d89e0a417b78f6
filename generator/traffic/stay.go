package traffic

import (
	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/generator/traffic/overlay"
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

// Stays appends the stays of a session of an account's own users; the errands
// and manners of look-alikes are left out.
func (w *World) Stays(s *Session, dst []Stay) []Stay {
	if s.LookAlike != 0 {
		return dst
	}
	open, renewed := false, 0
	for _, st := range w.stepsOf(s, nil) {
		switch st.Kind {
		case SignIn, SignInAgain:
			if st.Kind == SignInAgain {
				renewed++
			}
			if open = !w.down(st.TS); open {
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

// Told counts the audit events that a stay's own user makes in it, under a
// touch (nil = none).
func (w *World) CountEvents(x *Stay, t *overlay.Overlay) (n int64) {
	renewed, password := 0, w.accounts.Auth(x.Session.Account, x.Session.Day) == event.Password
	steps := w.stepsOf(&x.Session, nil)
	for i, st := range steps {
		if st.Kind == SignInAgain {
			renewed++
		}
		fate := t.Of(st.TS).Disposition
		if renewed != x.Renewed || fate == overlay.Lost || st.TS < w.from || st.TS >= w.until {
			continue
		}
		switch st.Kind {
		case SignIn, SignInAgain:
			if fate == overlay.Refused {
				continue
			}
			if !w.down(st.TS) {
				n++
			}
			if _, putOff := t.At(st.TS, overlay.Changed); fate == overlay.Kept && password && (putOff || w.changes(&x.Session, &st)) {
				n++
			}
			if at := st.TS; fate == overlay.Kept && password && w.asked(&x.Session, &st) {
				signedIn := portal.Step{TS: at, Key: stepKey(w.details(&x.Session), &st)}
				if answer, _ := factorStep(signedIn); !w.down(at) && !w.down(answer.TS) && answer.TS < w.until && !shut(t, answer.TS, steps[i+1:]) {
					n++
				}
			}
		case LookUp, UseService, SignOut, Expired:
			n++
		}
	}
	return n
}

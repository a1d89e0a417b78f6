package traffic

import (
	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/generator/traffic/overlay"
)

// factor is a policy that asks everybody who signs in with a password for a
// second factor. Each account is enrolled at a moment of its own.
type factor struct {
	from, over int64 // enrolment begins, and how long it takes
	by         uint8 // 1 + index of the control; 0 = none
}

// RequireFactor has the portal ask for a second factor behind each sign-in with
// a password: of every account from a moment on that lies in the time after t.
// It is a policy by the clock, part of the base world with and without
// campaigns, and moves nothing: the answer is there before the next step.
func (w *World) RequireFactor(t, over int64, by uint8) { w.factor = factor{t, over, by} }

// Asked returns the control that asks for a second factor at a sign-in with the
// password of account k at an instant; 0 for none.
func (w *World) Asked(k uint32, ts int64) (by uint8) {
	f := &w.factor
	if f.by == 0 || ts < f.from || ts < f.from+int64(w.enrol.At2(uint64(f.by), uint64(k)).Below(uint64(f.over)+1)) {
		return 0
	}
	return f.by
}

// asked reports whether a second factor is asked for at a step of a session.
func (w *World) asked(s *Session, st *Step) bool {
	return (st.Kind == SignIn || st.Kind == SignInAgain) && w.Asked(s.Account, st.TS) != 0
}

// factorStep is the answer to the question that follows a sign-in, and how long
// it took.
func factorStep(signedIn portal.Step) (at portal.Step, waited int64) {
	key := signedIn.Key.At(drawFactor)
	draw := key.Rand()
	waited = portal.AtHand(&draw)
	return portal.Step{Name: signedIn.Name + 1, TS: signedIn.TS + waited, Key: key.At(drawFactorStep)}, waited
}

// shut reports whether a session is closed at an instant between a step and the
// next one, or not there at all.
func shut(t *overlay.Overlay, ts int64, rest []Step) bool {
	if t == nil || t.IsDead(ts) {
		return t != nil
	}
	for i := range rest {
		if r, refused := t.At(rest[i].TS, overlay.Refused); refused && r.Since != 0 {
			return r.Since <= ts
		}
	}
	return false
}

// askFactor emits the second factor behind an accepted sign-in.
func (f *Filler) askFactor(e *portal.Emitter, v *portal.Visit, s *Session, st *Step, signedIn portal.Step, touch *overlay.Overlay) {
	if v.Auth != event.Password || !f.w.asked(s, st) {
		return
	}
	at, waited := factorStep(signedIn)
	if f.w.down(at.TS) {
		return
	}
	if shut(touch, at.TS, f.steps[f.place+1:]) {
		f.interfere(e, at, event.Suppressed, touch.Cause, touch.By)
		return
	}
	own := *v
	own.Truth.Label, own.Truth.CausedBy = event.Policy, f.w.factor.by
	e.Factor(&own, at, event.NoReason, waited)
	f.interfere(e, at, event.Added, event.ByControl, f.w.factor.by)
}

// noFactor tells that a sign-in, and so what would have followed it, did not
// come about.
func (f *Filler) noFactor(e *portal.Emitter, v *portal.Visit, s *Session, st *Step, signIn portal.Step, d overlay.Decision) {
	if v.Auth != event.Password || !f.w.asked(s, st) {
		return
	}
	if at, _ := factorStep(signIn); !f.w.down(at.TS) {
		f.interfere(e, at, event.Suppressed, d.Cause, d.By)
	}
}

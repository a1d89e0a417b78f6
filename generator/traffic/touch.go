package traffic

import (
	"slices"

	"breachsim/generator/event"
	"breachsim/generator/portal"
)

// Touch is what a campaign or a control does to one base session. The Plan
// resolves it beforehand; the session's script stays as it is, and each of its
// steps is kept, rewritten or dropped as told here.
//
// A step is addressed by its instant, as [World.Moments] tells it. Of each
// [Fate] there is at most one at an instant; a refusal comes before all others.
type Touch struct {
	Dead  []Span // steps within do not happen
	Cause event.Cause
	By    uint8 // 1 + index of the campaign or control: of what is dead, and of dispositions that name nobody

	steps []Disposition // by TS, then Fate
}

// Fate is what becomes of a step.
type Fate uint8

// The fates.
const (
	Kept    Fate = iota
	Refused      // the portal does not let it through
	Lost         // it does not happen
	Slowed       // a look-up that a tarpit answers
	Changed      // an accepted sign-in, behind which a forced change is made up for that an earlier one was kept from
)

// Disposition is what becomes of the step at an instant, and whose doing it is.
type Disposition struct {
	TS    int64 // microseconds
	Fate  Fate
	Why   event.Reason // of a refusal
	Cause event.Cause
	By    uint8 // 1 + index of the campaign or control; 0 = as the Touch says
	Since int64 // of a refusal: when the control acted that ends the session; 0 = it goes on
}

// Set decides one step. A disposition of the same fate at the same instant
// stays, for what comes first stands.
func (t *Touch) Set(d Disposition) { t.put(d, false) }

// Replace decides one step anew.
func (t *Touch) Replace(d Disposition) { t.put(d, true) }

// put keeps the steps in order; mostly they come in it.
func (t *Touch) put(d Disposition, anew bool) {
	i, found := t.find(d.TS, d.Fate)
	switch {
	case !found:
		t.steps = slices.Insert(t.steps, i, d)
	case anew:
		t.steps[i] = d
	}
}

// find returns where a disposition stands, or would.
func (t *Touch) find(ts int64, f Fate) (i int, found bool) {
	lo, hi := 0, len(t.steps)
	for lo < hi {
		if m := (lo + hi) / 2; t.steps[m].TS < ts || t.steps[m].TS == ts && t.steps[m].Fate < f {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo, lo < len(t.steps) && t.steps[lo].TS == ts && t.steps[lo].Fate == f
}

// At returns what was decided of a fate at an instant.
func (t *Touch) At(ts int64, f Fate) (Disposition, bool) {
	if t == nil {
		return Disposition{}, false
	}
	if i, found := t.find(ts, f); found {
		return t.own(t.steps[i]), true
	}
	return Disposition{}, false
}

// own fills in who did it where a disposition does not say.
func (t *Touch) own(d Disposition) Disposition {
	if d.By == 0 {
		d.Cause, d.By = t.Cause, t.By
	}
	return d
}

// Lost reports whether the step at an instant does not happen or is refused.
func (t *Touch) Lost(ts int64) bool { return t.fate(ts).Fate != Kept }

// Gone reports whether the step at an instant does not happen. One that is
// refused happens.
func (t *Touch) Gone(ts int64) bool { return t.fate(ts).Fate == Lost }

func (t *Touch) dead(ts int64) bool {
	for _, d := range t.Dead {
		if ts >= d.From && ts < d.To {
			return true
		}
	}
	return false
}

// fate is what becomes of the step at an instant: Kept, Refused or Lost. A
// refusal stands against a stretch that is dead.
func (t *Touch) fate(ts int64) Disposition {
	if t == nil {
		return Disposition{}
	}
	if d, refused := t.At(ts, Refused); refused {
		return d
	}
	if d, lost := t.At(ts, Lost); lost {
		return d
	}
	if t.dead(ts) {
		return Disposition{TS: ts, Fate: Lost, Cause: t.Cause, By: t.By}
	}
	return Disposition{}
}

// Span is a stretch of time, [From, To), in microseconds.
type Span struct{ From, To int64 }

// Touches finds what happened to a session, nil for nearly all.
type Touches map[portal.Name]*Touch

// Kind is what a step of a session's script does.
type Kind uint8

// The kinds.
const (
	SignInRefused Kind = iota
	SignIn
	RequestReset // of a forgotten password
	SetPassword  // by the link that came
	LookUp
	UseService
	SignOut
	Expired     // a request in a session that the portal has closed
	SignInAgain // the sign-in after it
)

// Moment is one step of a base session, for those who plan around it.
type Moment struct {
	TS          int64 // microseconds
	Kind        Kind
	NewPassword bool // the user chooses a new password, at the step or behind it
	Forced      bool // for a policy asks for it
}

// SignsIn reports whether a sign-in is accepted at the step.
func (m *Moment) SignsIn() bool { return m.Kind == SignIn || m.Kind == SignInAgain }

// Moments appends the steps of a session in order.
func (w *World) Moments(s *Session, dst []Moment) []Moment {
	for _, st := range w.stepsOf(s, nil) {
		dst = append(dst, Moment{TS: st.ts, Kind: st.kind, NewPassword: st.kind == SetPassword || w.changes(s, &st), Forced: w.forced(s, &st)})
	}
	return dst
}

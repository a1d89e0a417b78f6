// Package overlay holds what campaigns and controls do to the sessions of honest
// users: step by step, beside the sessions themselves.
//
// It stands between the stage (package campaign), which lays overlays, and the
// base world (package traffic), which plays its sessions under them. It draws
// nothing and emits nothing, and knows a step by its instant alone.
package overlay

import (
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/portal"
)

// Overlay is what a campaign or a control does to one base session. The Plan
// resolves it beforehand. The session's script stays as it is; each of its
// steps is kept, refused or dropped as told here.
//
// A step is addressed by its instant, as World.Moments of package traffic tells
// it. An instant has at most one decision of each [Disposition]; a refusal comes
// before all others.
type Overlay struct {
	Dead  []Span // steps within do not happen
	Cause event.Cause
	By    uint8 // 1 + index of the campaign or control; it answers for Dead and for decisions that name nobody

	steps []Decision // by TS, then Disposition
}

// Disposition is what becomes of a step.
type Disposition uint8

// The dispositions.
const (
	Kept    Disposition = iota
	Refused             // the portal does not let it through
	Lost                // it does not happen
	Slowed              // a look-up that a tarpit answers
	Changed             // a sign-in with a forced change that an earlier one was kept from
)

// Decision is what becomes of the step at an instant, and whose doing it is.
type Decision struct {
	TS          int64 // microseconds
	Disposition Disposition
	Why         event.Reason // of a refusal
	Cause       event.Cause
	By          uint8 // 1 + index of the campaign or control; 0 = as the Overlay says
	Since       int64 // of a refusal: when the control acted that ends the session; 0 = it goes on
}

// Set decides one step. An earlier decision of the same disposition at the same
// instant stays: what comes first stands.
func (t *Overlay) Set(d Decision) { t.put(d, false) }

// Replace decides one step anew.
func (t *Overlay) Replace(d Decision) { t.put(d, true) }

// put keeps the steps in order; mostly they come in it.
func (t *Overlay) put(d Decision, anew bool) {
	i, found := t.find(d.TS, d.Disposition)
	switch {
	case !found:
		t.steps = slices.Insert(t.steps, i, d)
	case anew:
		t.steps[i] = d
	}
}

// find returns where a decision stands, or would.
func (t *Overlay) find(ts int64, what Disposition) (i int, found bool) {
	lo, hi := 0, len(t.steps)
	for lo < hi {
		if m := (lo + hi) / 2; t.steps[m].TS < ts || t.steps[m].TS == ts && t.steps[m].Disposition < what {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo, lo < len(t.steps) && t.steps[lo].TS == ts && t.steps[lo].Disposition == what
}

// At returns the decision of a disposition at an instant.
func (t *Overlay) At(ts int64, what Disposition) (Decision, bool) {
	if t == nil {
		return Decision{}, false
	}
	if i, found := t.find(ts, what); found {
		return t.own(t.steps[i]), true
	}
	return Decision{}, false
}

// own fills in who did it where a decision does not say.
func (t *Overlay) own(d Decision) Decision {
	if d.By == 0 {
		d.Cause, d.By = t.Cause, t.By
	}
	return d
}

// Lost reports whether the step at an instant does not happen or is refused.
func (t *Overlay) Lost(ts int64) bool { return t.Of(ts).Disposition != Kept }

// Gone reports whether the step at an instant does not happen. One that is
// refused happens.
func (t *Overlay) Gone(ts int64) bool { return t.Of(ts).Disposition == Lost }

// IsDead reports whether an instant lies in a stretch in which nothing happens.
func (t *Overlay) IsDead(ts int64) bool {
	for _, d := range t.Dead {
		if ts >= d.From && ts < d.To {
			return true
		}
	}
	return false
}

// Of is what becomes of the step at an instant: Kept, Refused or Lost. A refusal
// stands against a stretch that is dead.
func (t *Overlay) Of(ts int64) Decision {
	if t == nil {
		return Decision{}
	}
	if d, refused := t.At(ts, Refused); refused {
		return d
	}
	if d, lost := t.At(ts, Lost); lost {
		return d
	}
	if t.IsDead(ts) {
		return Decision{TS: ts, Disposition: Lost, Cause: t.Cause, By: t.By}
	}
	return Decision{}
}

// Span is a stretch of time, [From, To), in microseconds.
type Span struct{ From, To int64 }

// Overlays finds what happened to a session; nil for nearly all.
type Overlays map[portal.Name]*Overlay

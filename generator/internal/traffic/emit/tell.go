package emit

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/agenda"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/overlay"
	"github.com/breachsim/breachsim/generator/internal/traffic/policy"
	"github.com/breachsim/breachsim/generator/nir"
)

// act is one step of a session that is about to be told, and all that is known of
// it.
type act struct {
	session *course.Session
	steps   []course.Step // of the session
	place   int           // of the step among them
	step    *course.Step
	at      portal.Step
	detail  random.Key       // names the draws of the session's actions
	over    *overlay.Overlay // what campaigns and controls do to the session; nil = nothing
	visit   *portal.Visit
	again   bool          // a look-up about a person who was found minutes before
	turns   *agenda.Turns // what changes about the session while it lasts; nil = nothing
}

// visitAt is the context of what follows from the act at an instant.
func (a *act) visitAt(ts int64) portal.Visit {
	v := *a.visit
	if a.turns != nil {
		a.turns.Lay(&v, ts)
	}
	return v
}

// rest are the steps of the session behind the act.
func (a *act) rest() []course.Step { return a.steps[a.place+1:] }

// teller hands acts to the portal, for one slice at a time.
type teller struct {
	agenda *agenda.Agenda
	rules  *policy.Rules
	policy uint8     // 1 + index of the control behind the forced change of passwords
	refs   *nir.Refs // nil = the logs omit the number

	out     *portal.Emitter
	answers []reply // what the directory knows of the persons looked up, in order
	next    int     // the next answer to be used
}

// blame is the campaign or control that interferes.
type blame struct {
	cause event.Cause
	by    uint8 // 1 + its index
}

// byControl blames a control.
func byControl(by uint8) blame { return blame{event.ByControl, by} }

// interfere tells that somebody has changed what there would have been.
func (t *teller) interfere(at portal.Step, effect event.Effect, who blame) {
	if !t.out.Holds(at.TS) {
		return
	}
	t.out.Batch.Interference = append(t.out.Batch.Interference, event.Interference{
		TS: at.TS, Event: t.out.IDs.Event(at.Name), Effect: effect, Cause: who.cause, Index: who.by,
	})
}

// hit is the visit of a user whom a control has hit.
func hit(v *portal.Visit, by uint8) portal.Visit {
	own := *v
	own.Truth.Label, own.Truth.CausedBy = event.Collateral, by
	return own
}

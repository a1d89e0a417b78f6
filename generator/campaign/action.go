package campaign

import (
	"breachsim/generator/event"
	"breachsim/generator/portal"
)

// act is what a scripted step does.
type act uint8

const (
	doSignIn act = iota
	doRequestReset
	doSetPassword
	doLookUp
	doRefused
	doAdminister
	doAnswer // a challenge
	doFactor // a question on the phone
	doAgain  // an innocent's look-up, repeated
)

// action is one step outside the base script and outside the segments, ready
// to be emitted by whichever slice it falls into.
type action struct {
	do    act
	visit portal.Visit
	step  portal.Step
	ok    bool // a sign-in succeeds
	why   event.Reason
	admin event.Action // what an administrative step does
	entry entry        // look-ups
	wait  int64        // for the phone
	added bool         // an innocent's step that the base world does not have
	cause event.Cause
	by    uint8
}

// emit appends the action's lines that fall into the slice.
func (f *Filler) emit(e *portal.Emitter, a *action) {
	if !e.Touches(a.step.TS) {
		return
	}
	switch a.do {
	case doSignIn:
		e.SignIn(&a.visit, a.step, a.ok, a.why)
	case doRequestReset:
		e.RequestReset(&a.visit, a.step)
	case doSetPassword:
		e.SetPassword(&a.visit, a.step, a.why)
	case doLookUp:
		f.lookUp(e, &a.visit, a.step, a.entry, &segment{}, 0)
	case doRefused:
		f.refused(e, &a.visit, a.step, a.entry, a.why)
	case doAdminister:
		e.Administer(&a.visit, a.step, a.admin, a.why)
	case doAnswer:
		e.Challenge(&a.visit, a.step, a.ok)
	case doFactor:
		e.Factor(&a.visit, a.step, a.why, a.wait)
	case doAgain:
		f.again(e, &a.visit, a.step, a.entry)
	}
	if a.added && e.Holds(a.step.TS) {
		e.Batch.Interference = append(e.Batch.Interference, event.Interference{
			TS: a.step.TS, Event: e.IDs.Event(a.step.Name), Effect: event.Added, Cause: a.cause, Index: a.by,
		})
	}
}

// refused emits a look-up that the portal did not let through.
func (f *Filler) refused(e *portal.Emitter, v *portal.Visit, s portal.Step, en entry, why event.Reason) {
	q := f.query(en)
	q.Persons, q.Dept, q.Result = 0, event.NoPlace, event.ResultError
	e.Refuse(v, s, &q, why)
	if en.hit && e.Holds(s.TS) {
		e.Batch.Persons = append(e.Batch.Persons, en.holder)
	}
}

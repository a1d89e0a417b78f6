package emit

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/population/rights"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/draws"
)

// needsAnswer reports whether the slice tells in full a look-up that is about
// somebody in the directory.
func needsAnswer(e *portal.Emitter, st *course.Step) bool {
	return st.Kind == course.LookUp && st.Result != event.NotFound && e.Needs(st.TS)
}

// lookUp emits one look-up about a person that the account's user has at hand. q
// says what is unusual about the way.
func (t *teller) lookUp(a *act, v *portal.Visit, q portal.Query) {
	q.Result, q.First, q.Dept = a.step.Result, a.step.First, event.NoPlace
	q.Again = a.again
	if t.out.Needs(a.at.TS) { // the page flow around it needs no person
		t.fillQuery(&q, a.step, course.AboutKey(a.detail, a.step))
	}
	t.out.LookUp(v, a.at, &q)
}

// fillQuery says whom a look-up is about, and what it finds.
func (t *teller) fillQuery(q *portal.Query, st *course.Step, key random.Key) {
	if st.Result == event.NotFound {
		q.NIR = t.agenda.Persons.Unassigned(key)
		if t.refs != nil {
			q.Ref = t.refs.Ref(q.NIR)
		}
		return
	}
	known := &t.answers[t.next]
	q.NIR, q.Ref, q.Shown = known.NIR, known.Ref, known.shown()
	switch st.Result {
	case event.Found:
		t.found(q, known, st.TS)
	case event.BadKey:
		q.KeyOff = uint8(1 + key.At(draws.KeyOff).Below(95))
	}
	if t.out.Holds(st.TS) {
		t.out.Batch.Persons = append(t.out.Batch.Persons, known.Holder)
	}
}

// found says what a look-up finds that reaches somebody: a household, or rights that
// have ended.
func (t *teller) found(q *portal.Query, known *reply, ts int64) {
	if t.agenda.Ended(known.End, ts) {
		q.Result = event.NoRights
		return
	}
	q.Persons, q.Dept = int(known.Persons), known.Dept
}

// OnPage is what the page of a person found shows of the record.
func OnPage(x population.Shown) portal.Shown {
	r := x.Rights
	return portal.Shown{
		Letters: x.Letters, Cover: r.C2S != rights.NoC2S, Aid: r.AME, Full: r.FullCoverage,
		Doctor: r.Declared,
	}
}

// slowness draws how long a tarpit takes over the answer to a step.
func slowness(key random.Key) uint32 {
	draw := key.At(draws.Slow).Rand()
	return portal.Slowed(&draw)
}

package traffic

import (
	"breachsim/generator/accounts"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/portal"
)

// rhythm is the period of repeat visits in days: a dispensing cycle.
const rhythm = 28

// needsAnswer reports whether the slice tells in full a look-up that is about
// somebody in the directory.
func needsAnswer(e *portal.Emitter, st *step) bool {
	return st.kind == LookUp && st.result != event.NotFound && e.Needs(st.ts)
}

// ask lists the persons whom a session's look-ups in the slice are about.
func (f *Filler) ask(e *portal.Emitter, s *Session, steps []step) {
	detail := f.w.details(s)
	for i := range steps {
		if st := &steps[i]; needsAnswer(e, st) {
			f.asked = append(f.asked, f.w.person(s, st, detail))
		}
	}
}

// about names the draws of whom a look-up is about.
func about(detail random.Key, st *step) random.Key { return detail.At(uint64(st.about) + aboutFrom) }

// lookUp emits one look-up about a person that the account's user has at hand.
func (f *Filler) lookUp(e *portal.Emitter, v *portal.Visit, st *step, at portal.Step, detail random.Key) {
	f.lookUpBy(e, v, st, at, detail, portal.Query{})
}

// lookUpBy is lookUp, with what a query says of the way.
func (f *Filler) lookUpBy(e *portal.Emitter, v *portal.Visit, st *step, at portal.Step, detail random.Key, q portal.Query) {
	q.Result, q.First, q.Dept = st.result, st.first, event.NoPlace
	if e.Needs(at.TS) { // the page flow around it needs no person
		f.fillQuery(e, &q, st, about(detail, st))
	}
	e.LookUp(v, at, &q)
}

func (f *Filler) fillQuery(e *portal.Emitter, q *portal.Query, st *step, key random.Key) {
	if st.result == event.NotFound {
		q.NIR = f.w.persons.Unassigned(key)
	} else {
		known := &f.answers[f.next]
		q.NIR = known.NIR
		switch st.result {
		case event.Found:
			q.Persons, q.Dept = known.Persons, known.Dept
		case event.BadKey:
			q.KeyOff = uint8(1 + key.At(drawKeyOff).Below(95))
		}
		if e.Holds(st.ts) {
			e.Batch.Persons = append(e.Batch.Persons, known.Holder)
		}
	}
	if f.refs != nil {
		q.Ref = f.refs.Ref(q.NIR)
	}
}

// choose draws the person of a look-up from (account, day, key): from the
// account's panel, nearer the middle more often, some of them on a four-week
// rhythm; else from the same department; else from anywhere.
func (w *World) choose(a *accounts.Account, day int32, key random.Key) uint32 {
	p := &w.profiles[a.Profile]
	draw := key.Rand()
	switch u := int64(draw.Below(million)); {
	case u < p.outside/4:
		return uint32(draw.Below(uint64(w.persons.Len())))
	case u < p.outside:
		from, to := w.persons.DeptRange(a.Dept)
		return from + uint32(draw.Below(uint64(to-from)))
	case u < p.outside+p.regular:
		rank := draw.Below(uint64(a.Panel.Len)/rhythm+1)*rhythm + (uint64(day)+uint64(a.Index))%rhythm
		return w.panel(a, rank%uint64(a.Panel.Len))
	}
	// The square of an even draw: one third of the visits come from the ninth
	// of the panel that is seen most. Visits that are Poisson about rates from a
	// gamma law of shape 1 give that ninth 0.355 of them.
	u := draw.Uint64() >> 32
	return w.panel(a, uint64(a.Panel.Len)*(u*u>>32)>>32)
}

// panel returns the person of a rank: ranks spread outwards from the middle of
// the panel's interval, which wraps inside the department.
func (w *World) panel(a *accounts.Account, rank uint64) uint32 {
	from, to := w.persons.DeptRange(a.Dept)
	size := uint64(to - from)
	middle := uint64(a.Panel.Start-from) + uint64(a.Panel.Len)/2
	if rank%2 == 1 {
		middle += rank/2 + 1
	} else {
		middle += size - rank/2%size
	}
	return from + uint32(middle%size)
}

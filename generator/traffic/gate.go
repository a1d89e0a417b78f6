package traffic

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/portal"
)

// Passage is how an honest user comes through a challenge or a second factor
// that a control asks for at a look-up: an answer, another one where that was
// wrong, and the look-up once more.
//
//	look-up 403 ─── 14 s ─── answer ─┬─ wrong ─── 14 s ─── answer ─┐
//	                                 └────────────────────────────┴─► look-up
type Passage struct {
	Answers []Answer
	Again   int64 // when the look-up is repeated; 0 = the user gives up
}

// Answer is one answer.
type Answer struct {
	TS     int64
	Waited int64 // for the phone
	OK     bool
}

// mostAnswers is how often a user answers before giving up.
const mostAnswers = 3

// Pass draws how the user who looked somebody up at an instant comes through,
// if nothing else ends the session before it is over.
func Pass(why event.Reason, at int64, key random.Key, over int64) Passage {
	var p Passage
	draw := key.Rand()
	for len(p.Answers) < mostAnswers {
		a := Answer{OK: true}
		if why == event.StepUpNeeded {
			a.Waited, _ = portal.Phone(&draw, true)
			at += a.Waited + draw.Between(300_000, 1_500_000)
		} else {
			var took int64
			took, a.OK = portal.Solved(&draw, portal.Solving, portal.SolvedShare)
			at += took
		}
		if a.TS = at; at >= over {
			return p
		}
		p.Answers = append(p.Answers, a)
		if a.OK {
			if again := at + draw.Between(200_000, 1_200_000); again < over {
				p.Again = again
			}
			return p
		}
	}
	return p
}

// The events that a passage adds to a look-up are named after it.
const (
	answerName = 8 // and 12, 16
	againName  = 20
)

// gate is the passage of a user whom a control stops by mistake; ok is false
// where that cannot be played: sessions of look-alikes, those that a campaign or
// a control touches, and those that end before it is over.
func (f *Filler) gate(s *Session, st *step, at portal.Step, detail random.Key, touch *Touch) (p Passage, ok bool) {
	if touch != nil || !s.Ordinary() || st.result != event.Found {
		return p, false
	}
	l := f.w.limitOn(st, at.Key)
	p = Pass(l.why, st.ts, at.Key.At2(19, uint64(l.by)), st.ts+gateReach)
	if p.Again == 0 || f.w.down(st.ts) || f.w.down(p.Again) || p.Again >= f.w.until {
		return p, false
	}
	for i := range f.steps[f.place+1:] {
		if next := &f.steps[f.place+1+i]; next.ts <= p.Again+calendar.Second && next.kind != lookUp && next.kind != useService {
			return p, false
		}
	}
	for i := range f.w.closings {
		if c := &f.w.closings[i]; p.Again >= c.from && st.ts < c.to {
			return p, false
		}
	}
	_, fails := f.w.fails(s)
	return p, !fails
}

// gated emits a look-up that a control stops by mistake, and what follows.
func (f *Filler) gated(e *portal.Emitter, v *portal.Visit, s *Session, st *step, at portal.Step, detail random.Key, l *limit, p *Passage) {
	if e.Near(st.ts) {
		f.limited(e, v, st, at, detail, l)
	}
	own := *v
	own.Truth.Label, own.Truth.CausedBy = event.Collateral, l.by
	for i, a := range p.Answers {
		x := portal.Step{Name: at.Name + portal.Name(answerName+4*i), TS: a.TS, Key: at.Key.At2(20, uint64(i))}
		if !e.Near(x.TS) {
			continue
		}
		f.interfere(e, x, event.Added, event.ByControl, l.by)
		if l.why == event.StepUpNeeded {
			e.Factor(&own, x, event.NoReason, a.Waited)
		} else {
			e.Challenge(&own, x, a.OK)
		}
	}
	again := portal.Step{Name: at.Name + againName, TS: p.Again, Key: at.Key.At(21)}
	if !e.Near(again.TS) {
		return
	}
	f.interfere(e, again, event.Added, event.ByControl, l.by)
	q := portal.Query{Result: st.result, Dept: event.NoPlace}
	if e.Needs(again.TS) {
		k := f.w.persons.Answer(f.w.person(s, st, detail))
		q.NIR, q.Persons, q.Dept = k.NIR, k.Persons, k.Dept
		if f.refs != nil {
			q.Ref = f.refs.Ref(q.NIR)
		}
		if e.Holds(again.TS) {
			e.Batch.Persons = append(e.Batch.Persons, k.Holder)
		}
	}
	e.LookUp(&own, again, &q)
}

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
type ChallengeAttempt struct {
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
func Pass(why event.Reason, at int64, key random.Key, over int64) ChallengeAttempt {
	var p ChallengeAttempt
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

// passage is how the user comes through whom a limit stops at a step, rest
// following it; ok is false where that cannot be played: sessions of
// look-alikes, look-ups that find nobody, sessions that end before it is over.
func (w *World) attempt(s *Session, st *Step, rest []Step, l *limit) (p ChallengeAttempt, ok bool) {
	if !s.Ordinary() || st.Result != event.Found {
		return p, false
	}
	p = Pass(l.why, st.TS, stepKey(w.details(s), st).At2(drawAttempt, uint64(l.by)), st.TS+gateReach)
	if p.Again == 0 || w.down(st.TS) || w.down(p.Again) || p.Again >= w.until {
		return p, false
	}
	for i := range rest {
		next := &rest[i]
		if next.TS > p.Again+calendar.Second {
			break
		}
		if next.Kind != LookUp && next.Kind != UseService {
			return p, false
		}
	}
	for i := range w.closings {
		if c := &w.closings[i]; p.Again >= c.from && st.TS < c.to {
			return p, false
		}
	}
	_, fails := w.fails(s)
	return p, !fails
}

// gated emits a look-up that a limit stops, how its user comes through, and the
// look-up repeated, which another limit may mind.
func (f *Filler) gated(e *portal.Emitter, v *portal.Visit, s *Session, st *Step, at portal.Step, l *limit, p *ChallengeAttempt, again verdict) {
	if e.Near(st.TS) {
		f.limited(e, v, s, st, at, l)
	}
	own := *v
	own.Truth.Label, own.Truth.CausedBy = event.Collateral, l.by
	for i, a := range p.Answers {
		x := portal.Step{Name: at.Name + portal.Name(answerName+4*i), TS: a.TS, Key: at.Key.At2(drawAnswer, uint64(i))}
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
	f.repeated(e, &own, s, st, portal.Step{Name: at.Name + againName, TS: p.Again, Key: at.Key.At(drawAgain)}, again)
}

// repeated emits the look-up of a step once more.
func (f *Filler) repeated(e *portal.Emitter, own *portal.Visit, s *Session, st *Step, at portal.Step, again verdict) {
	if !e.Near(at.TS) {
		return
	}
	f.interfere(e, at, event.Added, event.ByControl, own.Truth.CausedBy)
	q := portal.Query{Result: st.Result, Dept: event.NoPlace}
	if e.Needs(at.TS) {
		k := f.w.persons.Answer(f.w.person(s, st, f.w.details(s)))
		q.NIR, q.Persons, q.Dept = k.NIR, k.Persons, k.Dept
		if f.refs != nil {
			q.Ref = f.refs.Ref(q.NIR)
		}
		if e.Holds(at.TS) {
			e.Batch.Persons = append(e.Batch.Persons, k.Holder)
		}
	}
	if again.why != event.NoReason {
		q.Persons, q.Dept, q.Result = 0, event.NoPlace, event.ResultError
		e.Refuse(own, at, &q, again.why)
		return
	}
	if again.slow {
		q.Slow = slowness(at.Key)
	}
	e.LookUp(own, at, &q)
}

package emit

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/traffic/bound"
	"github.com/breachsim/breachsim/generator/internal/traffic/draws"
	"github.com/breachsim/breachsim/generator/internal/traffic/policy"
)

// limited emits a look-up that a limit refuses.
func (t *teller) limited(a *act, l *policy.Limit) {
	t.interfere(a.at, event.Changed, byControl(l.By))
	own := hit(a.visit, l.By)
	t.refuse(a, &own, l.Why)
}

// trapped emits a look-up that a tarpit answers, slowly or with the record of
// nobody.
func (t *teller) trapped(a *act, slow bool, by uint8) {
	t.interfere(a.at, event.Changed, byControl(by))
	own := hit(a.visit, by)
	var q portal.Query
	if slow {
		q.Slow = slowness(a.at.Key)
	}
	t.lookUp(a, &own, q)
}

// closed emits a look-up that a closing concerns.
func (t *teller) closed(a *act, c *policy.Closing, what policy.WhileClosed) {
	if what == policy.StayAway {
		t.interfere(a.at, event.Suppressed, byControl(c.By))
		return
	}
	t.interfere(a.at, event.Changed, byControl(c.By))
	own := hit(a.visit, c.By)
	if what == policy.GoElsewhere {
		t.lookUp(a, &own, portal.Query{Doctor: true})
		return
	}
	t.refuse(a, &own, event.ServiceClosed)
}

// The events that an attempt adds to a look-up are named after it.
const (
	answerName = 8 // and 12, 16
	againName  = 20
)

// gate is a limit that stops a look-up, how its user comes through, and what
// another limit makes of the look-up repeated.
type gate struct {
	limit   *policy.Limit
	attempt *policy.ChallengeAttempt
	again   bound.Verdict
}

// gated emits a look-up that a limit stops, the answers of its user, and the
// look-up repeated.
func (t *teller) gated(a *act, g gate) {
	if t.out.Near(a.step.TS) {
		t.limited(a, g.limit)
	}
	own := hit(a.visit, g.limit.By)
	for i, x := range g.attempt.Answers {
		key := a.at.Key.At2(draws.Answer, uint64(i))
		at := portal.Step{Name: a.at.Name + portal.Name(answerName+4*i), TS: x.TS, Key: key}
		if !t.out.Near(at.TS) {
			continue
		}
		t.interfere(at, event.Added, byControl(g.limit.By))
		if g.limit.Why == event.StepUpNeeded {
			t.out.Factor(&own, at, event.NoReason, x.Waited)
		} else {
			t.out.Challenge(&own, at, x.OK)
		}
	}
	at := portal.Step{Name: a.at.Name + againName, TS: g.attempt.Again, Key: a.at.Key.At(draws.Again),
		Prior: a.at.TS, From: event.PathInfopatient}
	t.repeated(a, &own, at, g.again)
}

// repeated emits the look-up of an act once more, at another step.
func (t *teller) repeated(a *act, own *portal.Visit, at portal.Step, again bound.Verdict) {
	if !t.out.Near(at.TS) {
		return
	}
	t.interfere(at, event.Added, byControl(own.Truth.CausedBy))
	q := portal.Query{Result: a.step.Result, Dept: event.NoPlace}
	if t.out.Needs(at.TS) {
		who := t.agenda.Person(a.session, a.step, a.detail)
		answer := t.agenda.Persons.Answer(who)
		k := replyOf(who, &answer, t.refs)
		q.NIR, q.Ref, q.Shown = k.NIR, k.Ref, k.shown()
		t.found(&q, &k, at.TS)
		if t.out.Holds(at.TS) {
			t.out.Batch.Persons = append(t.out.Batch.Persons, k.Holder)
		}
	}
	if again.Why != event.NoReason {
		q.Persons, q.Dept, q.Result = 0, event.NoPlace, event.ResultError
		t.out.Refuse(own, at, &q, again.Why)
		return
	}
	if again.Slow {
		q.Slow = slowness(at.Key)
	}
	t.out.LookUp(own, at, &q)
}

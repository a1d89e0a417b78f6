package bound

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/traffic/agenda"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/overlay"
	"github.com/breachsim/breachsim/generator/internal/traffic/policy"
)

// Bounds are all of a world. They are set before anything is emitted, and
// read-only from then on.
type Bounds struct {
	agenda *agenda.Agenda
	rules  *policy.Rules
	bounds []Bound
	groups []group
}

// New returns a world's bounds, none yet.
func New(a *agenda.Agenda, r *policy.Rules) *Bounds { return &Bounds{agenda: a, rules: r} }

// Bind sets a bound. It is part of the base world with and without campaigns.
func (x *Bounds) Bind(b Bound) {
	if b.asks() {
		x.rules.AskAtLookUps()
	}
	x.bounds = append(x.bounds, b)
	x.groups = x.groups[:0]
	together := false
	for i := range x.bounds {
		together = together || x.bounds[i].asks() || x.bounds[i].Why == event.NoReason
	}
	for i := range x.bounds {
		if i == 0 || !together {
			x.groups = append(x.groups, group{})
		}
		x.groups[len(x.groups)-1].add(x.bounds[i], x.agenda.From)
	}
}

// Calm returns the latest instant up to ts at which no bound remembers anything
// of account k: who plays the account from there on finds the bounds as they
// are. Without bounds it is ts itself.
func (x *Bounds) Calm(k uint32, ts int64) int64 {
	if len(x.groups) == 0 {
		return ts
	}
	all := group{from: ts}
	for i := range x.groups {
		g := &x.groups[i]
		all.silence, all.from = max(all.silence, g.silence), min(all.from, g.from)
	}
	anew := timeline{x.agenda, func(k uint32, day int32) ([]course.Session, []course.Step) {
		return x.agenda.Plan(k, day, nil, nil)
	}}
	from, _ := anew.since(&all, k, ts)
	return from
}

// trial is one look-up before a group of bounds.
type trial struct {
	*look
	group *group
	tally *tally
	over  *overlay.Overlay // what campaigns and controls do to its session
}

// judge shows one look-up to a group of bounds.
func (x *Bounds) judge(t trial) (r Ruling) {
	t.tally.settle(t.group, t.ts)
	d := t.over.Of(t.ts)
	if c, what := x.rules.ClosedAt(t.session, t.steps, t.at); c != nil && what != policy.GoElsewhere ||
		d.Disposition == overlay.Lost || d.Disposition == overlay.Refused && !byLimit(d.Why) {
		return Ruling{} // it does not get as far as the bounds
	}
	in, at := t.tally.sitting(t.group, t.name(), t.ts), -1
	for i := range t.group.bounds {
		b := &t.group.bounds[i]
		if t.ts < b.From || b.Why == event.NoReason {
			continue
		}
		if until := t.tally.limiter(t.group, i, in).See(t.ts, b.Limit); until > r.until {
			at, r = i, Ruling{Verdict: Verdict{Why: b.Why, By: b.By}, until: until}
		}
	}
	switch {
	case d.Disposition == overlay.Refused:
		return Ruling{} // the overlay tells it
	case at >= 0:
		if t.group.bounds[at].asks() && t.over == nil && t.ts >= in.asked {
			x.comesThrough(t, at, &r)
		}
		return r
	}
	st := &t.steps[t.at]
	key := course.StepKey(x.agenda.Details(t.session), st)
	if l := x.rules.LimitOn(st, key); l != nil && l.Why != event.NoReason {
		p, ok := x.rules.Attempt(t.session, st, t.steps[t.at+1:], l)
		if ok && l.Why != event.RateLimited && t.over == nil {
			t.tally.put(due{ts: p.Again, name: t.name()})
		}
		return Ruling{}
	}
	return t.tally.trapped(t.group, t.ts, in)
}

// byLimit reports whether a refusal is that of a limit, which other limits count
// all the same.
func byLimit(why event.Reason) bool {
	return why == event.RateLimited || why == event.Challenged || why == event.StepUpNeeded
}

// comesThrough has the user answer what a bound asks for, and looks ahead to the
// look-up repeated: it is refused where another bound refuses for longer.
func (x *Bounds) comesThrough(t trial, at int, r *Ruling) {
	limit := policy.Limit{Why: r.Why, By: r.By}
	p, ok := x.rules.Attempt(t.session, &t.steps[t.at], t.steps[t.at+1:], &limit)
	if !ok {
		return
	}
	name := t.name()
	in := t.tally.sitting(t.group, name, t.ts)
	last := p.Answers[len(p.Answers)-1].TS
	r.Asks, in.asked = true, last
	t.tally.put(due{ts: last, name: name, pass: true, by: at})
	for i := range t.group.bounds {
		b := &t.group.bounds[i]
		if i == at || !t.tally.limiter(t.group, i, in).Blocks(p.Again) {
			continue
		}
		if r.Again.By == 0 || r.Again.Why == event.NoReason {
			r.Again = Verdict{Why: b.Why, Slow: b.Slow, By: b.By}
		}
	}
	t.tally.put(due{ts: p.Again, name: name})
}

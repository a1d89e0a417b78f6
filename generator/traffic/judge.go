package traffic

import (
	"slices"

	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/generator/traffic/overlay"
)

// What the bounds make of honest users is played look-up by look-up, an account
// by itself:
//
//	look-ups of all sessions ─► answered, counted ─► beyond: refused until ─┐
//	in order of time                                                       │
//	         ▲──────────── look-up again ◄─── the user comes through ◄──────┘ of a challenge
//
// Who is refused by a rate limit goes on as planned, and is refused until it is
// over, as neighbours of an address are (see campaign). Who is asked for
// something comes through as [Pass] draws it.

// ruling is what bounds make of one look-up. The zero value is none.
type ruling struct {
	verdict
	until int64   // when the bound answers again
	asks  bool    // its user comes through
	again verdict // then, of the look-up repeated
}

// verdict is what one bound says.
type verdict struct {
	why  event.Reason // it is refused; NoReason = answered
	slow bool         // but slowly
	by   uint8        // 1 + index of the control; 0 = no bound minds
}

// tally is what a group of bounds remembers of one account.
type tally struct {
	until    int64 // look-ups before it are in
	own      []portal.Limiter
	sittings []sitting // sessions that were in use lately
	due      []due     // in order of time
}

// sitting is what is remembered of one of the portal's sessions.
type sitting struct {
	name  portal.Name
	last  int64
	own   []portal.Limiter
	asked int64 // its user answers until then
}

// due is what comes of a challenge: the bound lets go, and the look-up is made
// again.
type due struct {
	ts   int64
	name portal.Name
	pass bool
	by   int // of the bounds
}

// sitting returns what is remembered of a session, made at its first look-up.
// The pointer is valid until the next call.
func (t *tally) sitting(g *boundGroup, name portal.Name, ts int64) *sitting {
	for i := range t.sittings {
		if t.sittings[i].name == name {
			t.sittings[i].last = ts
			return &t.sittings[i]
		}
	}
	t.sittings = slices.DeleteFunc(t.sittings, func(x sitting) bool { return x.last < ts-sessionReach-gateReach })
	t.sittings = append(t.sittings, sitting{name: name, last: ts, own: make([]portal.Limiter, len(g.bounds))})
	return &t.sittings[len(t.sittings)-1]
}

// limiter is the one that counts for a bound in a session.
func (t *tally) limiter(g *boundGroup, i int, in *sitting) *portal.Limiter {
	if g.bounds[i].Session {
		return &in.own[i]
	}
	return &t.own[i]
}

// settle plays what is due up to an instant.
func (t *tally) settle(g *boundGroup, ts int64) {
	n := 0
	for ; n < len(t.due) && t.due[n].ts <= ts; n++ {
		d := &t.due[n]
		in := t.sitting(g, d.name, d.ts)
		if d.pass {
			t.limiter(g, d.by, in).Pass(d.ts)
			continue
		}
		for i := range g.bounds { // what they would say is known from [World.comesThrough]
			if d.ts >= g.bounds[i].From {
				t.limiter(g, i, in).See(d.ts, g.bounds[i].Limit)
			}
		}
	}
	t.due = slices.Delete(t.due, 0, n)
}

// put makes something due.
func (t *tally) put(d due) {
	i := len(t.due)
	for i > 0 && t.due[i-1].ts > d.ts {
		i--
	}
	t.due = slices.Insert(t.due, i, d)
}

// judge shows one look-up to a group of bounds. touch is what campaigns and
// controls do to its session.
func (w *World) judge(g *boundGroup, t *tally, x *looked, touch *overlay.Overlay) (r ruling) {
	t.settle(g, x.ts)
	st, name := &x.steps[x.at], x.name()
	key := stepKey(w.details(x.session), st)
	d := touch.Of(x.ts)
	if c, what := w.closed(x.session, x.steps, x.at); c != nil && what != GoElsewhere || d.Disposition == overlay.Lost || d.Disposition == overlay.Refused && !byLimit(d.Why) {
		return ruling{} // it does not get as far as the bounds
	}
	in := t.sitting(g, name, x.ts)
	at := -1
	for i := range g.bounds {
		b := &g.bounds[i]
		if x.ts < b.From || b.Why == event.NoReason {
			continue
		}
		if until := t.limiter(g, i, in).See(x.ts, b.Limit); until > r.until {
			at, r = i, ruling{verdict: verdict{why: b.Why, by: b.By}, until: until}
		}
	}
	switch {
	case d.Disposition == overlay.Refused:
		return ruling{} // the touch tells it
	case at >= 0:
		if g.bounds[at].asks() && touch == nil && x.ts >= in.asked {
			w.comesThrough(g, t, x, at, &r)
		}
		return r
	}
	if l := w.limitOn(st, key); l != nil && l.why != event.NoReason {
		if p, ok := w.attempt(x.session, st, x.steps[x.at+1:], l); ok && l.why != event.RateLimited && touch == nil {
			t.put(due{ts: p.Again, name: name})
		}
		return ruling{}
	}
	return t.trapped(g, x.ts, in)
}

// byLimit reports whether a refusal is that of a limit, which other limits count
// all the same.
func byLimit(why event.Reason) bool {
	return why == event.RateLimited || why == event.Challenged || why == event.StepUpNeeded
}

// comesThrough has the user answer what a bound asks for, and looks ahead to the
// look-up repeated: it is refused where another bound refuses for longer.
func (w *World) comesThrough(g *boundGroup, t *tally, x *looked, at int, r *ruling) {
	name := x.name()
	p, ok := w.attempt(x.session, &x.steps[x.at], x.steps[x.at+1:], &limit{why: r.why, by: r.by})
	if !ok {
		return
	}
	in := t.sitting(g, name, x.ts)
	last := p.Answers[len(p.Answers)-1].TS
	r.asks, in.asked = true, last
	t.put(due{ts: last, name: name, pass: true, by: at})
	for i := range g.bounds {
		b := &g.bounds[i]
		if i == at || !t.limiter(g, i, in).Blocks(p.Again) {
			continue
		}
		if r.again.by == 0 || r.again.why == event.NoReason {
			r.again = verdict{why: b.Why, slow: b.Slow, by: b.By}
		}
	}
	t.put(due{ts: p.Again, name: name})
}

// trapped is the tarpit that a look-up is in. It shows the look-up to all
// tarpits: one that begins because of it answers from the next one on.
func (t *tally) trapped(g *boundGroup, ts int64, in *sitting) (r ruling) {
	for i := range g.bounds {
		b := &g.bounds[i]
		if ts < b.From || b.Why != event.NoReason {
			continue
		}
		l := t.limiter(g, i, in)
		inside := l.Blocks(ts)
		if until := l.See(ts, b.Limit); inside && r.by == 0 {
			r = ruling{verdict: verdict{slow: b.Slow, by: b.By}, until: until}
		}
	}
	return r
}

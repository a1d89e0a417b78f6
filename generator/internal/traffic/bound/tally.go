package bound

import (
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/traffic/policy"
)

// Ruling is what bounds make of one look-up. The zero value is none.
type Ruling struct {
	Verdict
	Asks  bool    // its user comes through
	Again Verdict // then, of the look-up repeated

	until int64 // when the bound answers again
}

// Verdict is what one bound says.
type Verdict struct {
	Why  event.Reason // it is refused; NoReason = answered
	Slow bool         // but slowly
	By   uint8        // 1 + index of the control; 0 = no bound minds
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
func (t *tally) sitting(g *group, name portal.Name, ts int64) *sitting {
	for i := range t.sittings {
		if t.sittings[i].name == name {
			t.sittings[i].last = ts
			return &t.sittings[i]
		}
	}
	over := ts - sessionReach - policy.GateReach
	t.sittings = slices.DeleteFunc(t.sittings, func(x sitting) bool { return x.last < over })
	t.sittings = append(t.sittings, sitting{name: name, last: ts, own: make([]portal.Limiter, len(g.bounds))})
	return &t.sittings[len(t.sittings)-1]
}

// limiter is the one that counts for a bound in a session.
func (t *tally) limiter(g *group, i int, in *sitting) *portal.Limiter {
	if g.bounds[i].Session {
		return &in.own[i]
	}
	return &t.own[i]
}

// settle plays what is due up to an instant.
func (t *tally) settle(g *group, ts int64) {
	n := 0
	for ; n < len(t.due) && t.due[n].ts <= ts; n++ {
		d := &t.due[n]
		in := t.sitting(g, d.name, d.ts)
		if d.pass {
			t.limiter(g, d.by, in).Pass(d.ts)
			continue
		}
		for i := range g.bounds { // what they would say is known from [Bounds.comesThrough]
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

// trapped is the tarpit that a look-up is in. It shows the look-up to all
// tarpits: one that begins because of it answers from the next one on.
func (t *tally) trapped(g *group, ts int64, in *sitting) (r Ruling) {
	for i := range g.bounds {
		b := &g.bounds[i]
		if ts < b.From || b.Why != event.NoReason {
			continue
		}
		l := t.limiter(g, i, in)
		inside := l.Blocks(ts)
		if until := l.See(ts, b.Limit); inside && r.By == 0 {
			r = Ruling{Verdict: Verdict{Slow: b.Slow, By: b.By}, until: until}
		}
	}
	return r
}

// forget begins anew.
func (t *tally) forget() {
	for i := range t.own {
		t.own[i].Reset()
	}
	t.sittings, t.due = t.sittings[:0], t.due[:0]
}

package traffic

import (
	"slices"

	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/generator/traffic/overlay"
)

// rulings are what bounds make of the look-ups of one local day, account by
// account as slices ask for them.
type rulings struct {
	day   int32
	valid bool
	known []uint8 // by account: notJudged, free or ruled
	steps map[portal.Name]ruling
}

const (
	notJudged uint8 = iota
	free            // no bound minds any of its look-ups
	ruled
)

// counted is how many look-ups the sessions have that each account begins on a
// day.
type counted struct {
	day   int32
	valid bool
	n     []uint16
}

// mostCounted bounds the days of which a Filler remembers the counts.
const mostCounted = 34

// ruling is what the bounds make of a step; the zero value for nearly all.
func (f *Filler) ruling(s *Session, st *Step, name portal.Name) ruling {
	if len(f.w.groups) == 0 || st.Kind != LookUp {
		return ruling{}
	}
	day := s.Day
	if d := f.w.cal.Day(day); st.TS >= d.Start+d.Length {
		day++
	}
	r := f.judged(s.Account, day)
	if r.known[s.Account] == free {
		return ruling{}
	}
	return r.steps[name]
}

// judged returns the rulings of a day, those of account k among them.
func (f *Filler) judged(k uint32, day int32) *rulings {
	r := &f.rulings[uint32(day)%uint32(len(f.rulings))]
	if !r.valid || r.day != day {
		if r.steps == nil {
			r.known, r.steps = make([]uint8, f.w.accounts.Len()), map[portal.Name]ruling{}
		}
		r.day, r.valid = day, true
		clear(r.known)
		clear(r.steps)
	}
	if r.known[k] == notJudged {
		r.known[k] = free
		for i := range f.w.groups {
			f.judge(r, i, k)
		}
	}
	return r
}

// judge plays the look-ups of account k on a day of rulings before one group of
// bounds.
func (f *Filler) judge(r *rulings, group int, k uint32) {
	g, d := &f.w.groups[group], f.w.cal.Day(r.day)
	from, to := d.Start, min(d.Start+d.Length, f.stage.plays(k))
	if to <= max(from, g.from) || f.quiet(g, k, r.day) {
		return
	}
	t := f.tally(group, k)
	if t.until != from {
		t.forget()
		_, before := f.w.since(g, k, from, f.sessionsOf)
		for i := range before {
			f.w.judge(g, t, &before[i], f.touchOf(before[i].session))
		}
	}
	f.looks = f.w.gather(f.sessionsOf, k, r.day-1, from, to, f.looks[:0])
	f.looks = f.w.gather(f.sessionsOf, k, r.day, from, to, f.looks)
	slices.SortFunc(f.looks, func(a, b looked) int { return a.compare(&b) })
	for i := range f.looks {
		x := &f.looks[i]
		if x.ts < g.from {
			continue
		}
		v := f.w.judge(g, t, x, f.touchOf(x.session))
		name := x.session.Name().At(int(x.steps[x.at].Pos))
		if v.by != 0 && v.until > r.steps[name].until {
			r.known[k], r.steps[name] = ruled, v
		}
	}
	t.until = d.Start + d.Length
}

// tally returns what a Filler remembers of an account before a group.
func (f *Filler) tally(group int, k uint32) *tally {
	if f.tallies == nil {
		f.tallies = make([]map[uint32]*tally, len(f.w.groups))
		for i := range f.tallies {
			f.tallies[i] = map[uint32]*tally{}
		}
	}
	t := f.tallies[group][k]
	if t == nil {
		t = &tally{own: make([]portal.Limiter, len(f.w.groups[group].bounds))}
		f.tallies[group][k] = t
	}
	return t
}

// forget begins anew.
func (t *tally) forget() {
	for i := range t.own {
		t.own[i].Reset()
	}
	t.sittings, t.due = t.sittings[:0], t.due[:0]
}

// quiet reports whether an account cannot meet a group's bounds on a day, for it
// has too few look-ups in the days that matter.
func (f *Filler) quiet(g *boundGroup, k uint32, day int32) bool {
	n, first := 0, f.w.cal.Of(g.from).Number-1
	each := 1
	if f.w.reach > 0 {
		each = 2 // for some are repeated
	}
	for d := day; d >= max(day-g.days, first) && n <= g.least; d-- {
		n += each * f.count(k, d)
	}
	return n <= g.least
}

// count is how many look-ups the sessions have that an account begins on a day.
func (f *Filler) count(k uint32, day int32) (n int) {
	if c := &f.counts[uint32(day)%uint32(len(f.counts))]; c.valid && c.day == day {
		return int(c.n[k])
	}
	sessions, steps := f.sessionsOf(k, day)
	for i := range sessions {
		n += lookUpsIn(steps[sessions[i].First:][:sessions[i].Steps])
	}
	return n
}

func lookUpsIn(steps []Step) (n int) {
	for i := range steps {
		if steps[i].Kind == LookUp {
			n++
		}
	}
	return n
}

// note remembers where an account's sessions of a day stand, and how many
// look-ups they have, where bounds make that worth while.
func (f *Filler) note(c *dayCache, k uint32, from int) {
	if len(f.w.groups) == 0 {
		return
	}
	if c.from == nil {
		c.from, c.to = make([]uint32, f.w.accounts.Len()), make([]uint32, f.w.accounts.Len())
	}
	c.from[k], c.to[k] = uint32(from), uint32(len(c.sessions))
	n := &f.counts[uint32(c.day)%uint32(len(f.counts))]
	if !n.valid || n.day != c.day {
		if n.n == nil {
			n.n = make([]uint16, f.w.accounts.Len())
		}
		n.day, n.valid = c.day, true
	}
	n.n[k] = 0
	for i := from; i < len(c.sessions); i++ {
		s := &c.sessions[i]
		n.n[k] += uint16(lookUpsIn(c.steps[s.First:][:s.Steps]))
	}
}

// sessionsOf returns the sessions that an account begins on a day, from those
// that are planned for all if they are.
func (f *Filler) sessionsOf(k uint32, day int32) ([]Session, []Step) {
	if c := &f.cache[uint32(day)%uint32(len(f.cache))]; c.valid && c.day == day {
		return c.sessions[c.from[k]:c.to[k]], c.steps
	}
	return f.w.plan(k, day, nil, nil)
}

// touchOf is what campaigns and controls do to a session.
func (f *Filler) touchOf(s *Session) *overlay.Overlay {
	if f.stage.Touched == nil || !f.stage.Touched[s.Account] {
		return nil
	}
	return f.stage.Overlays[s.Name()]
}

// bounded emits a look-up that a bound minds.
func (f *Filler) bounded(e *portal.Emitter, v *portal.Visit, s *Session, st *Step, at portal.Step, r *ruling) {
	l := limit{why: r.why, by: r.by}
	switch {
	case r.asks:
		if p, ok := f.w.attempt(s, st, f.rest, &l); ok {
			f.gated(e, v, s, st, at, &l, &p, r.again)
			return
		}
	case r.why == event.NoReason:
		f.trapped(e, v, s, st, at, r.verdict)
		return
	}
	f.limited(e, v, s, st, at, &l)
}

package bound

import (
	"slices"

	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/overlay"
)

// Source is what the look-ups of accounts are taken from.
type Source interface {
	// SessionsOf returns the sessions that an account begins on a day, and the
	// steps that they point into.
	SessionsOf(k uint32, day int32) ([]course.Session, []course.Step)
	// OverlayOf is what campaigns and controls do to a session.
	OverlayOf(s *course.Session) *overlay.Overlay
	// PlayedFrom is from when on somebody else plays the bounds of an account.
	PlayedFrom(k uint32) int64
}

// Rulings are what bounds make of look-ups, day by day and account by account as
// slices ask for them. They remember the last days, which changes nothing but the
// speed. One Rulings serves one goroutine.
type Rulings struct {
	*Bounds

	line    timeline
	source  Source
	days    [3]rulings
	counts  []counted           // of the last days
	tallies []map[uint32]*tally // by group of bounds, of the accounts that may meet one
	looks   []look              // of the account at hand
}

// rulings are those of one local day.
type rulings struct {
	day   int32
	valid bool
	known []uint8 // by account: notJudged, free or ruled
	steps map[portal.Name]Ruling
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

// mostCounted bounds the days of which the counts are remembered.
const mostCounted = 34

// Rulings returns what these bounds make of a source's look-ups.
func (x *Bounds) Rulings(source Source) *Rulings {
	r := &Rulings{Bounds: x, line: timeline{x.agenda, source.SessionsOf}, source: source}
	days := int32(0)
	for i := range x.groups {
		days = max(days, x.groups[i].days+2)
	}
	r.counts = make([]counted, min(days, mostCounted))
	r.tallies = make([]map[uint32]*tally, len(x.groups))
	for i := range r.tallies {
		r.tallies[i] = map[uint32]*tally{}
	}
	return r
}

// Any reports whether there are bounds at all.
func (x *Bounds) Any() bool { return len(x.groups) > 0 }

// Of is what the bounds make of a step; the zero value for nearly all.
func (r *Rulings) Of(s *course.Session, st *course.Step, name portal.Name) Ruling {
	if len(r.groups) == 0 || st.Kind != course.LookUp {
		return Ruling{}
	}
	day := s.Day
	if d := r.agenda.Calendar.Day(day); st.TS >= d.Start+d.Length {
		day++
	}
	today := r.judged(s.Account, day)
	if today.known[s.Account] == free {
		return Ruling{}
	}
	return today.steps[name]
}

// judged returns the rulings of a day, those of account k among them.
func (r *Rulings) judged(k uint32, day int32) *rulings {
	today := &r.days[uint32(day)%uint32(len(r.days))]
	if !today.valid || today.day != day {
		if today.steps == nil {
			today.known, today.steps = make([]uint8, r.agenda.Accounts.Len()), map[portal.Name]Ruling{}
		}
		today.day, today.valid = day, true
		clear(today.known)
		clear(today.steps)
	}
	if today.known[k] == notJudged {
		today.known[k] = free
		for i := range r.groups {
			r.play(today, i, k)
		}
	}
	return today
}

// play has one group of bounds judge the look-ups of account k on a day.
func (r *Rulings) play(today *rulings, group int, k uint32) {
	g, d := &r.groups[group], r.agenda.Calendar.Day(today.day)
	in := span{d.Start, min(d.Start+d.Length, r.source.PlayedFrom(k))}
	if in.to <= max(in.from, g.from) || r.quiet(g, k, today.day) {
		return
	}
	t := r.tally(group, k)
	if t.until != in.from {
		t.forget()
		_, before := r.line.since(g, k, in.from)
		for i := range before {
			x := &before[i]
			r.judge(trial{x, g, t, r.source.OverlayOf(x.session)})
		}
	}
	r.looks = r.line.gather(k, today.day-1, in, r.looks[:0])
	r.looks = r.line.gather(k, today.day, in, r.looks)
	slices.SortFunc(r.looks, func(a, b look) int { return a.compare(&b) })
	for i := range r.looks {
		x := &r.looks[i]
		if x.ts < g.from {
			continue
		}
		v := r.judge(trial{x, g, t, r.source.OverlayOf(x.session)})
		name := x.session.Name().At(int(x.steps[x.at].Pos))
		if v.By != 0 && v.until > today.steps[name].until {
			today.known[k], today.steps[name] = ruled, v
		}
	}
	t.until = d.Start + d.Length
}

// tally returns what is remembered of an account before a group.
func (r *Rulings) tally(group int, k uint32) *tally {
	t := r.tallies[group][k]
	if t == nil {
		t = &tally{own: make([]portal.Limiter, len(r.groups[group].bounds))}
		r.tallies[group][k] = t
	}
	return t
}

// quiet reports whether an account cannot meet a group's bounds on a day, for it
// has too few look-ups in the days that matter.
func (r *Rulings) quiet(g *group, k uint32, day int32) bool {
	n, first := 0, r.agenda.Calendar.Of(g.from).Number-1
	each := 1
	if r.rules.Reach() > 0 {
		each = 2 // for some are repeated
	}
	for d := day; d >= max(day-g.days, first) && n <= g.least; d-- {
		n += each * r.count(k, d)
	}
	return n <= g.least
}

// count is how many look-ups the sessions have that an account begins on a day.
func (r *Rulings) count(k uint32, day int32) (n int) {
	if c := &r.counts[uint32(day)%uint32(len(r.counts))]; c.valid && c.day == day {
		return int(c.n[k])
	}
	sessions, steps := r.line.of(k, day)
	for i := range sessions {
		n += lookUpsIn(steps[sessions[i].First:][:sessions[i].Steps])
	}
	return n
}

func lookUpsIn(steps []course.Step) (n int) {
	for i := range steps {
		if steps[i].Kind == course.LookUp {
			n++
		}
	}
	return n
}

// Note remembers how many look-ups the sessions have that an account begins on a
// day, once they are planned for all accounts.
func (r *Rulings) Note(k uint32, day int32, sessions []course.Session, steps []course.Step) {
	c := &r.counts[uint32(day)%uint32(len(r.counts))]
	if !c.valid || c.day != day {
		if c.n == nil {
			c.n = make([]uint16, r.agenda.Accounts.Len())
		}
		c.day, c.valid = day, true
	}
	c.n[k] = 0
	for i := range sessions {
		c.n[k] += uint16(lookUpsIn(steps[sessions[i].First:][:sessions[i].Steps]))
	}
}

package spell

import (
	"sort"

	"breachsim/generator/campaign/intensity"
	"breachsim/generator/campaign/script"
	"breachsim/generator/portal"
)

// Log is the spells of one account, in order of time, with what it takes to read
// them.
type Log struct {
	Spells    []*Spell
	Placement *intensity.Placement // of the account's look-ups, in its own hours
	Seats     Seats
	Extras    *Extras
	World     *script.World
}

// Open returns the spell in force, nil without one.
func (l *Log) Open() *Spell {
	if n := len(l.Spells); n > 0 && l.Spells[n-1].To == forever {
		return l.Spells[n-1]
	}
	return nil
}

// Add opens a spell.
func (l *Log) Add(s *Spell) {
	s.To = forever
	l.Spells = append(l.Spells, s)
}

// Times reads the times of a spell.
func (l *Log) Times(s *Spell) Times { return newTimes(s, l.Placement) }

// Time returns when a spell makes look-up i.
func (l *Log) Time(s *Spell, i uint64) int64 {
	t := l.Times(s)
	return t.At(i)
}

// Seat is the visit of a spell's look-up i at ts, as the log has it.
func (l *Log) Seat(s *Spell, i uint64, ts int64) portal.Visit { return l.Seats.At(s, i, ts) }

// first is the first spell that ends after an instant.
func (l *Log) first(from int64) int {
	return sort.Search(len(l.Spells), func(n int) bool { return l.Spells[n].To > from })
}

// In visits the spells that are in force in [from, to).
func (l *Log) In(from, to int64, visit func(*Spell)) {
	for n := l.first(from); n < len(l.Spells) && l.Spells[n].From < to; n++ {
		visit(l.Spells[n])
	}
}

// Ahead visits what is made before the look-up that t stands at, if it comes
// before an instant: a try that failed upstream, and covering requests.
func (l *Log) Ahead(t *Times, i uint64, until int64, visit func(ts int64)) {
	if t.s.bare(i) {
		return
	}
	k, ts, before := t.s.Entry(i), t.At(i), t.Before(i)
	if at, fails := l.Extras.Fails(k, ts); fails && at > before && at < until {
		visit(at)
	}
	for n, of := 0, l.Extras.covers(k); n < of; n++ {
		if at := l.Extras.cover(k, n, of, script.Span{From: before, To: ts}).TS; at < until {
			visit(at)
		}
	}
}

// Events visits the events of a spell: for which look-up, and when.
func (l *Log) Events(s *Spell, visit func(i uint64, ts int64)) {
	t := l.Times(s)
	for i := range s.Made {
		l.Ahead(&t, i, forever, func(ts int64) { visit(i, ts) })
		visit(i, t.At(i))
	}
	if s.Tail > 0 && s.Made < s.N {
		l.Ahead(&t, s.Made, s.Tail, func(ts int64) { visit(s.Made, ts) })
	}
	for o := range l.World.Portal.Outages(s.From, s.To) {
		l.Retries(s, o, func(_ int, i uint64, ts int64) { visit(i, ts) })
	}
}

// FailsNext reports whether the directory fails before the look-up that t stands
// at, and when.
func (l *Log) FailsNext(t *Times, i uint64) (at int64, ok bool) {
	if t.s.bare(i) {
		return 0, false
	}
	at, ok = l.Extras.Fails(t.s.Entry(i), t.At(i))
	return at, ok && at > t.Before(i)
}

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
	Ways      Ways
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

// BegunBefore reports whether something that comes before the look-up that t stands at
// was made before an instant.
func (l *Log) BegunBefore(t *Times, i uint64, now int64) bool {
	var buf [Most]Extra
	q := t.look(i)
	for _, x := range l.AppendAhead(buf[:0], &q) {
		if x.TS < now {
			return true
		}
	}
	return false
}

// Event is what a spell has in the log: a look-up, what comes with it, or a try in an
// outage.
type Event struct {
	I        uint64 // of the look-up that it belongs to
	TS       int64
	Answered bool // a look-up that the directory answers, or finds mistyped
}

// Events visits the events of a spell.
func (l *Log) Events(s *Spell, visit func(Event)) {
	var buf [Most]Extra
	t := l.Times(s)
	with := func(q *Look, all []Extra) {
		for _, x := range all {
			visit(Event{q.I, x.TS, x.Kind.Answered()})
		}
	}
	for i := range s.Made {
		q := t.look(i)
		with(&q, l.AppendAhead(buf[:0], &q))
		visit(Event{i, q.TS, s.Answered()})
		with(&q, l.AppendBehind(buf[:0], &q))
	}
	if s.Tail > 0 && s.Made < s.N {
		q := t.look(s.Made)
		q.Cut = true
		with(&q, l.AppendAhead(buf[:0], &q))
	}
	for o := range l.World.Portal.Outages(s.From, s.To) {
		l.Retries(s, o, func(_ int, i uint64, ts int64) { visit(Event{I: i, TS: ts}) })
	}
}

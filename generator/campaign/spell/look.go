package spell

import (
	"breachsim/generator/campaign/script"
	"breachsim/generator/portal"
)

// Look is a look-up of a spell that lies near a slice.
type Look struct {
	Spell *Spell
	I     uint64
	Entry uint64 // of the list
	TS    int64
	Prior int64 // when the look-up before it was made, or the spell began
	Cut   bool  // only what came before it was made: it was refused
}

// Looks visits the look-ups of the account's spells in [from, to).
func (l *Log) Looks(from, to int64, visit func(*Look)) {
	l.In(from, to, func(s *Spell) {
		t := l.Times(s)
		for i := t.First(from); i < s.Made; i++ {
			ts := t.At(i)
			if ts >= to {
				break
			}
			visit(&Look{Spell: s, I: i, Entry: s.Entry(i), TS: ts, Prior: t.Before(i)})
		}
		if s.Tail != 0 && s.Made < s.N {
			visit(
				&Look{
					Spell: s,
					I:     s.Made,
					Entry: s.Entry(s.Made),
					TS:    t.At(s.Made),
					Prior: t.Before(s.Made),
					Cut:   true,
				},
			)
		}
	})
}

// FailsFirst reports whether the directory fails before a look-up, and when.
func (l *Log) FailsFirst(q *Look) (at int64, ok bool) {
	if q.Spell.bare(q.I) {
		return 0, false
	}
	at, ok = l.Extras.Fails(q.Entry, q.TS)
	return at, ok && at > q.Prior && (!q.Cut || at < q.Spell.Tail)
}

// Covers visits the requests that cover a look-up.
func (l *Log) Covers(q *Look, visit func(n int, at portal.Step)) {
	if q.Spell.bare(q.I) {
		return
	}
	for n, of := 0, l.Extras.covers(q.Entry); n < of; n++ {
		at := l.Extras.cover(q.Entry, n, of, script.Span{From: q.Prior, To: q.TS})
		if !q.Cut || at.TS < q.Spell.Tail {
			visit(n, at)
		}
	}
}

package spell

import "breachsim/generator/campaign/script"

// Look is a look-up of a spell that lies near a slice.
type Look struct {
	Spell *Spell
	I     uint64
	Entry uint64 // of the list
	TS    int64
	Prior int64 // when the look-up before it was made, or the spell began
	Next  int64 // when the next one is laid out; Forever where there is none
	Cut   bool  // only what came before it was made: it was refused
}

// before is the time between a look-up and what came before it.
func (q *Look) before() script.Span { return script.Span{From: q.Prior, To: q.TS} }

// look is look-up i of the spell.
func (t *Times) look(i uint64) Look {
	q := Look{Spell: t.s, I: i, Entry: t.s.Entry(i), TS: t.At(i), Prior: t.Before(i), Next: forever}
	if i+1 < t.s.N {
		q.Next = t.At(i + 1)
	}
	return q
}

// Looks visits the look-ups of the account's spells in [from, to).
func (l *Log) Looks(from, to int64, visit func(*Look)) {
	l.In(from, to, func(s *Spell) {
		t := l.Times(s)
		for i := t.First(from); i < s.Made; i++ {
			q := t.look(i)
			if q.TS >= to {
				break
			}
			visit(&q)
		}
		if s.Tail != 0 && s.Made < s.N {
			q := t.look(s.Made)
			q.Cut = true
			visit(&q)
		}
	})
}

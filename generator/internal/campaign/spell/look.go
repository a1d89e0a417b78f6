package spell

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/random"
)

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

// alone reports whether nothing that counts may come with a look-up.
func (q *Look) alone() bool { return q.I+q.Spell.Alone >= q.Spell.N }

// before is the time between a look-up and what came before it.
func (q *Look) before() script.Span { return script.Span{From: q.Prior, To: q.TS} }

// look is look-up i of the spell.
func (t *Times) look(i uint64) Look {
	q := Look{Spell: t.s, I: i, Entry: t.s.Entry(i), TS: t.At(i), Prior: t.Before(i), Next: forever}
	if after := i + 1; after < t.s.N {
		q.Next = t.At(after)
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

// behind draws when something follows a look-up: some time after it, and not in the last
// quarter before the next one.
func (q *Look) behind(key random.Key, median int64) int64 {
	draw := key.Rand()
	wait := max(draw.LogNormal(median, random.One*8/10), calendar.Second)
	room := min(q.Next-q.TS, BehindReach)
	if wait > room*3/4 {
		wait = room/4 + int64(draw.Below(uint64(room/2)))
	}
	return q.TS + wait
}

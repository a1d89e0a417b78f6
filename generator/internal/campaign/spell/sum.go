package spell

import (
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/intensity"
)

// SumUp sums up the events of a spell that has ended, and keeps the sum in it. A spell that the
// log before has at the same place had the same events: its sum is taken over.
func (l *Log) SumUp(s *Spell) Sum {
	if s.Sum.known {
		return s.Sum
	}
	if was := l.before(s); was != nil {
		s.Sum = was.Sum
		return s.Sum
	}
	x := Sum{First: forever, known: true}
	l.Events(s, func(e Event) {
		x.First, x.Last, x.Events = min(x.First, e.TS), max(x.Last, e.TS), x.Events+1
		if e.Answered {
			x.Answered++
		}
	})
	s.Sum = x
	return x
}

// before returns the spell of the log before that is the same as s, if its events were summed
// up; nil without one.
func (l *Log) before(s *Spell) *Spell {
	if l.Before == nil {
		return nil
	}
	for n := len(l.Spells) - 1; n >= 0; n-- {
		if l.Spells[n] != s {
			continue
		}
		if n < len(l.Before.Spells) && l.Before.Spells[n].Sum.known && l.Before.Spells[n].sameEvents(s) {
			return l.Before.Spells[n]
		}
		break
	}
	return nil
}

// course is what the events of a spell follow from, besides its entries and its account.
type course struct {
	from, to, lead, tail int64
	cap                  Cap
	why                  event.Reason
	tarpit               defence.Tarpit
	bare, later          bool // later: not the first of its session
	stretch              intensity.Stretch
	skip, n, made        uint64
}

func (s *Spell) course() course {
	return course{
		s.From, s.To, s.Lead, s.Tail, s.Cap, s.Why, s.Tarpit, s.Bare, s.Shift > 0, s.Stretch, s.Skip, s.N, s.Made,
	}
}

// sameEvents reports whether two spells of an account have the same events.
func (s *Spell) sameEvents(o *Spell) bool {
	return s.course() == o.course() && slices.Equal(s.Runs, o.Runs)
}

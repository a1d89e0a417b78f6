package spell

import "github.com/breachsim/breachsim/generator/internal/campaign/intensity"

// Times reads the times of a spell, quickly when they are asked for in order. It
// serves one goroutine.
type Times struct {
	s     *Spell
	w     intensity.Walker
	found [4]instant // of the look-ups asked for last, by i mod 4
}

// instant is when a look-up of the stretch is made.
type instant struct {
	n  uint64 // 1 + look-up; 0 = none
	ts int64
}

// newTimes returns the times of a spell whose look-ups are placed by p.
func newTimes(s *Spell, p *intensity.Placement) Times { return Times{s: s, w: p.Walk(s.Stretch)} }

// At returns when look-up i is made.
func (t *Times) At(i uint64) int64 {
	f := &t.found[i%uint64(len(t.found))]
	if f.n != i+1 {
		f.n, f.ts = i+1, t.at(i)
	}
	return f.ts
}

func (t *Times) at(i uint64) int64 {
	if t.s.Lead != 0 {
		if i == 0 {
			return t.s.Lead
		}
		i--
	}
	return t.w.Time(t.s.Skip + i)
}

// First returns the first look-up at or after an instant, or one behind the last.
func (t *Times) First(ts int64) uint64 {
	lead := uint64(0)
	if t.s.Lead != 0 {
		if ts <= t.s.Lead {
			return 0
		}
		lead = 1
	}
	if t.s.N == lead {
		return lead
	}
	at := t.w.First(ts)
	return lead + at - min(at, t.s.Skip)
}

// Before returns when the look-up before look-up i was made, or the spell began.
func (t *Times) Before(i uint64) int64 {
	if i == 0 {
		return t.s.From
	}
	return t.At(i - 1)
}

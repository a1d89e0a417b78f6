package rules

import "math/bits"

// Clicks are the gaps between the look-ups of one session.
type Clicks struct {
	n           int // look-ups
	first, last int64
	hi, lo      uint64 // sum of the squared gaps, 128 bits
	said        bool
}

// see counts a look-up and reports whether R4 fires on it: once a session, at the
// first look-up at which its conditions hold.
func (c *Clicks) see(ts int64, p *ClickParams) bool {
	if c.n++; c.n == 1 {
		c.first, c.last = ts, ts
		return false
	}
	gap := uint64(ts - c.last)
	hi, lo := bits.Mul64(gap, gap)
	var carry uint64
	c.lo, carry = bits.Add64(c.lo, lo, 0)
	c.hi += hi + carry
	c.last = ts
	if c.said {
		return false
	}
	c.said = c.At(p, p.Gap)
	return c.said
}

// At reports whether the conditions of R4 hold at the look-up last seen, with a gap of
// its own.
func (c *Clicks) At(p *ClickParams, gap int64) bool {
	const least = 3 // two gaps, of which there can be a deviation
	return c.n > p.Lookups && c.n >= least && (c.fast(gap) || c.n >= p.Even && c.even(gap))
}

// fast reports whether the mean of the gaps is below gap.
func (c *Clicks) fast(gap int64) bool {
	return below(uint64(c.last-c.first), 1, uint64(gap), uint64(c.n-1))
}

// even reports whether the sample standard deviation of the gaps is below gap.
// With m gaps of the sum T and the sum of squares Q the variance is
// (m·Q - T²) / (m·(m-1)).
func (c *Clicks) even(gap int64) bool {
	m, total := uint64(c.n-1), uint64(c.last-c.first)
	squares := wide{c.lo, c.hi}.times(m, 2)
	level := square(uint64(gap)).times(m*(m-1), 2).plus(square(total))
	return squares.less(&level)
}

// Lookups is how many look-ups the session has had.
func (c *Clicks) Lookups() int { return c.n }

// First is the time of the session's first look-up.
func (c *Clicks) First() int64 { return c.first }

// Total is the sum of the gaps, in microseconds.
func (c *Clicks) Total() int64 { return c.last - c.first }

// Scatter is m·Q - T², of m gaps with the sum T and the sum of squares Q: m·(m-1)
// times the sample variance, in square microseconds, 128 bits.
func (c *Clicks) Scatter() (hi, lo uint64) {
	squares := wide{c.lo, c.hi}.times(uint64(c.n-1), 2)
	total := square(uint64(c.last - c.first))
	lo, borrow := bits.Sub64(squares[0], total[0], 0)
	hi, _ = bits.Sub64(squares[1], total[1], borrow)
	return hi, lo
}

// Sessions counts sessions for R4, each by its key. The zero value is ready to
// use. A session lives over midnight; it is forgotten on the second day after
// the day of its last look-up, long after the portal has ended it.
type Sessions struct {
	slots []session // open addressing; its length is a power of two
	n     int
}

type session struct {
	key uint64 // 0 = free
	day int32  // of the last look-up
	Clicks
}

// SessionDays is how many days after the day of its last look-up a session is forgotten.
const SessionDays = 2

// See counts a look-up, whatever became of it, and reports whether R4 fires on
// it. A look-up without a session counts nowhere.
func (s *Sessions) See(l *Look, p *ClickParams) bool {
	if l.Session == 0 {
		return false
	}
	x := s.find(l.Session)
	if x == nil || x.key == 0 {
		x = s.insert(l.Session, l.Day)
	} else if l.Day-x.day >= SessionDays {
		x.Clicks = Clicks{}
	}
	x.day = l.Day
	return x.see(l.TS, p)
}

// Of returns the clicks of a session that has been seen; it must not be kept.
func (s *Sessions) Of(key uint64) *Clicks { return &s.find(key).Clicks }

// find returns the slot of key, or the free one where it belongs, or nil where
// there is none at all.
func (s *Sessions) find(key uint64) *session {
	if len(s.slots) == 0 {
		return nil
	}
	mask := uint64(len(s.slots) - 1)
	for i := spread(key) & mask; ; i = (i + 1) & mask {
		if k := s.slots[i].key; k == key || k == 0 {
			return &s.slots[i]
		}
	}
}

// insert puts in a session that is not there yet.
func (s *Sessions) insert(key uint64, day int32) *session {
	if 4*(s.n+1) > 3*len(s.slots) {
		s.rebuild(day)
	}
	x := s.find(key)
	x.key = key
	s.n++
	return x
}

// rebuild makes room and leaves out what is forgotten.
func (s *Sessions) rebuild(day int32) {
	live := 0
	for i := range s.slots {
		if s.slots[i].lives(day) {
			live++
		}
	}
	size := 4
	for size < 2*(live+1) {
		size *= 2
	}
	old := s.slots
	s.slots, s.n = make([]session, size), live
	for i := range old {
		if old[i].lives(day) {
			*s.find(old[i].key) = old[i]
		}
	}
}

func (x *session) lives(day int32) bool { return x.key != 0 && day-x.day < SessionDays }

package campaign

import (
	"math/bits"
	"sort"

	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

// pace is the tempo of one account's look-ups: n of them before the stop, and
// the same rate after it in a world that does not stop them.
//
//	rate ▔▔▔▔▁▁▁▔▔▔▔▔      look-up i happens where the cumulative rate
//	     start      stop    reaches (i + jitter)/n of its value at the stop
type pace struct {
	open   []stretch // when the campaign works, in order
	n      uint64
	total  int64  // working time from start to stop, microseconds
	centre uint32 // where in its n-th the account's look-ups lie, 32 binary places
	spread uint64 // how far around it, likewise
	jitter random.Key
	gaps   func(draw *random.Rand, j int) int64 // relative gaps of an uneven pace; nil = even turns
}

// stretch is one stretch of working time and the working time before it. In
// one of less than full weight the working time passes more slowly.
type stretch struct{ from, to, before, weight int64 }

// work is the stretch's working time up to an instant inside it.
func (s *stretch) work(ts int64) int64 {
	if s.weight == full {
		return ts - s.from
	}
	return (ts - s.from) * s.weight / full
}

// at is the instant at which so much working time is over, one inside the
// stretch.
func (s *stretch) at(x int64) int64 {
	if s.weight == full {
		return s.from + x - s.before
	}
	return min(s.from+((x-s.before)*full+s.weight-1)/s.weight, s.to)
}

// newPace lays n look-ups over a lane's working time in [start, stop). end is how
// far the pace is known beyond the stop.
func newPace(p scenarios.Pacing, tn *turn, t times, start, stop, end int64, n uint64, key random.Key) pace {
	pc := pace{n: n, jitter: key.At(1)}
	pc.open = tn.working(&p, t, start, stop, end)
	pc.total = pc.worked(stop)
	switch p.Shape {
	case scenarios.LogNormalShape, scenarios.Burst:
		pc.gaps = gapsOf(&p)
	case scenarios.PoissonShape:
		pc.centre, pc.spread = 1<<31, 1<<32
	default:
		// A gap is the difference of two even draws of this width, whose standard
		// deviation is the width over √6.
		pc.spread = min(uint64(p.Jitter)*2449/1000<<32/random.Million, 1<<32)
		room := 1<<32 - pc.spread
		pc.centre = uint32(pc.spread/2 + key.At(2).Below(room))
	}
	return pc
}

// worked returns the working time before an instant.
func (p *pace) worked(ts int64) int64 {
	i := sort.Search(len(p.open), func(i int) bool { return p.open[i].from > ts }) - 1
	if i < 0 {
		return 0
	}
	s := p.open[i]
	return s.before + s.work(min(ts, s.to))
}

// at returns the time of look-up i.
func (p *pace) at(i uint64) int64 {
	hi, lo := bits.Mul64(uint64(p.total), p.place(i))
	x, _ := bits.Div64(hi, lo, p.n<<32)
	return p.instant(int64(x))
}

// place is look-up i's place among the n, with 32 binary places.
func (p *pace) place(i uint64) uint64 {
	if p.gaps != nil {
		return p.uneven(i)
	}
	u := uint64(p.centre)
	if p.spread > 0 {
		u += p.jitter.At(i).Below(p.spread)
		u -= p.spread / 2
	}
	return i<<32 | min(u, 1<<32-1)
}

// first returns the first look-up at or after an instant.
func (p *pace) first(ts int64) uint64 {
	if p.n == 0 || p.total == 0 {
		return 0
	}
	hi, lo := bits.Mul64(uint64(p.worked(ts)), p.n)
	i, _ := bits.Div64(hi, lo, uint64(p.total))
	if p.gaps != nil {
		from := i / gapBlock * gapBlock
		from = max(from, gapBlock) - gapBlock
		i = from + uint64(sort.Search(3*gapBlock, func(j int) bool { return p.at(from+uint64(j)) >= ts }))
	}
	for i > 0 && p.at(i-1) >= ts {
		i--
	}
	for p.at(i) < ts && i < 1<<31 {
		i++
	}
	return i
}

// last returns the working time's end.
func (p *pace) last() int64 {
	if len(p.open) == 0 {
		return 0
	}
	return p.open[len(p.open)-1].to
}

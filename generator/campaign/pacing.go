package campaign

import (
	"math/bits"
	"sort"
	"time"

	"breachsim/generator/calendar"
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
}

// stretch is one stretch of working time and the working time before it.
type stretch struct{ from, to, before int64 }

// newPace lays n look-ups over the working time of [start, stop). end is how
// far the pace is known beyond the stop.
func newPace(p scenarios.Pacing, t times, start, stop, end int64, n uint64, key random.Key) pace {
	pc := pace{n: n, jitter: key.At(1)}
	pc.open = without(working(p.Hours, t.cal, start, end), t.portal)
	pc.total = pc.worked(stop)
	switch p.Shape {
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

// working lists the stretches in which the campaign works.
func working(h scenarios.Hours, cal *calendar.Calendar, start, end int64) []stretch {
	if h == scenarios.AllHours {
		return []stretch{{from: start, to: end}}
	}
	var out []stretch
	var before int64
	for n := cal.Of(start).Number; n <= cal.Last(); n++ {
		d := cal.Day(n)
		if d.Weekday == time.Saturday || d.Weekday == time.Sunday || d.Bank {
			continue
		}
		for _, half := range [...][2]int64{{8 * calendar.Hour, 12*calendar.Hour + 30*calendar.Minute}, {14 * calendar.Hour, 19 * calendar.Hour}} {
			from, to := max(d.At(half[0]), start), min(d.At(half[1]), end)
			if from < to {
				out = append(out, stretch{from, to, before})
				before += to - from
			}
		}
	}
	return out
}

// worked returns the working time before an instant.
func (p *pace) worked(ts int64) int64 {
	i := sort.Search(len(p.open), func(i int) bool { return p.open[i].from > ts }) - 1
	if i < 0 {
		return 0
	}
	s := p.open[i]
	return s.before + min(ts, s.to) - s.from
}

// at returns the time of look-up i.
func (p *pace) at(i uint64) int64 {
	u := uint64(p.centre)
	if p.spread > 0 {
		u += p.jitter.At(i).Below(p.spread)
		u -= p.spread / 2
	}
	u = min(u, 1<<32-1)
	hi, lo := bits.Mul64(uint64(p.total), i<<32|u)
	x, _ := bits.Div64(hi, lo, p.n<<32)
	j := sort.Search(len(p.open), func(j int) bool { return p.open[j].before > int64(x) }) - 1
	s := p.open[max(j, 0)]
	return s.from + int64(x) - s.before
}

// first returns the first look-up at or after an instant.
func (p *pace) first(ts int64) uint64 {
	if p.n == 0 || p.total == 0 {
		return 0
	}
	hi, lo := bits.Mul64(uint64(p.worked(ts)), p.n)
	i, _ := bits.Div64(hi, lo, uint64(p.total))
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

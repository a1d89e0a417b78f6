package campaign

import (
	"math/bits"
	"sort"
)

// warp moves the look-ups of a segment to other times than those that the
// lane's pace gives them: a threat actor who was refused comes later, slower,
// or catches up.
//
//	working time of the pace   ├──┼──┼──┼──┤ from
//	working time of the segment      to ├────┼────┼────┼────┤   den to num
//
// The zero value leaves them where they are. Times are working time, so that
// what is put off falls into the lane's hours, and not into an outage.
type warp struct{ from, to, num, den int64 }

func (w *warp) of(x int64) int64 {
	if w.den == 0 {
		return x
	}
	return w.to + scale(x-w.from, w.num, w.den)
}

func (w *warp) back(y int64) int64 {
	if w.den == 0 {
		return y
	}
	return w.from + scale(y-w.to, w.den, w.num)
}

// scale returns x·num/den, 0 for x below 0.
func scale(x, num, den int64) int64 {
	if x <= 0 {
		return 0
	}
	hi, lo := bits.Mul64(uint64(x), uint64(num))
	if hi >= uint64(den) {
		return forever / 4
	}
	q, _ := bits.Div64(hi, lo, uint64(den))
	return int64(min(q, uint64(forever/4)))
}

// instant returns when so much working time is over.
func (p *pace) instant(x int64) int64 {
	j := sort.Search(len(p.open), func(j int) bool { return p.open[j].before > x }) - 1
	s := p.open[max(j, 0)]
	return s.at(x)
}

// never is later than any scenario, and can still be added to.
const never = forever / 2

// time is when a segment makes the lane's look-up i; beyond the lane's working
// time it never does.
func (l *lane) time(seg *segment, i uint64) int64 {
	ts := l.pace.at(i)
	if seg.warp.den == 0 {
		return ts
	}
	if ts >= l.pace.last() {
		return never
	}
	x := seg.warp.of(l.pace.worked(ts))
	if x >= l.pace.worked(l.pace.last()) {
		return never
	}
	return l.pace.instant(x)
}

// first is the segment's first look-up at or after an instant.
func (l *lane) first(seg *segment, ts int64) uint64 {
	if seg.warp.den == 0 {
		return l.pace.first(ts)
	}
	i := l.pace.first(min(l.pace.instant(seg.warp.back(l.pace.worked(ts))), l.pace.last()))
	for i > seg.first && l.time(seg, i-1) >= ts {
		i--
	}
	for l.time(seg, i) < ts {
		i++
	}
	return i
}

// from lays look-up i on an instant and the following ones behind it, num/den
// times as far apart as the pace has them.
func (l *lane) from(i uint64, ts, num, den int64) warp {
	w := warp{from: l.pace.worked(l.pace.at(i)), to: l.pace.worked(ts), num: num, den: den}
	if ts < l.pace.last() && l.pace.instant(w.to) < ts { // working time passes slowly
		w.to++
	}
	return w
}

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
// what is put off falls into the lane's hours, and not into an outage. Look-ups
// from until on, where it is given, follow another warp.
type warp struct {
	from, to, num, den int64
	until              uint64
	then               *warp
}

// on is the warp that look-up i follows.
func (w *warp) on(i uint64) *warp {
	for w.then != nil && i >= w.until {
		w = w.then
	}
	return w
}

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

// never is later than any scenario, and can still be added to.
const never = forever / 2

// time is when a segment makes the lane's look-up i; beyond the lane's working
// time it never does.
func (l *lane) time(seg *segment, i uint64) int64 {
	ts, w := l.pace.at(i), seg.warp.on(i)
	if w.den == 0 {
		return ts
	}
	if ts >= l.pace.shut() {
		return never
	}
	x := w.of(l.pace.worked(ts))
	if x >= l.pace.worked(l.pace.shut()) {
		return never
	}
	return l.pace.instant(x)
}

// first is the segment's first look-up at or after an instant.
func (l *lane) first(seg *segment, ts int64) uint64 {
	if seg.warp.den == 0 && seg.warp.then == nil {
		return l.pace.first(ts)
	}
	if w := &seg.warp; w.then != nil {
		after := segment{first: max(seg.first, w.until), warp: *w.then}
		if i := l.first(&after, ts); i > w.until {
			return i
		}
		lo := min(seg.first, w.until)
		return lo + uint64(sort.Search(int(w.until-lo), func(i int) bool { return l.time(seg, lo+uint64(i)) >= ts }))
	}
	i := l.pace.first(min(l.pace.instant(seg.warp.back(l.pace.worked(ts))), l.pace.shut()))
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
	if ts < l.pace.shut() && l.pace.instant(w.to) < ts { // working time passes slowly
		w.to++
	}
	return w
}

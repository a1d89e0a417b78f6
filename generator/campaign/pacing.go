package campaign

import (
	"sort"

	"breachsim/generator/calendar"
	"breachsim/generator/internal/random"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

// pace is the tempo of one account's look-ups: in each of its turns a whole
// number of them, spread over the mass of the tide that the turn covers.
//
//	rate ▔▔▔▔▁▁▁▔▔▔▔▔      look-up i of n happens where the mass
//	     turn    turn      reaches (i + jitter)/n of the turn's
type pace struct {
	tide   *tide
	turns  []turn    // in order; none is without look-ups
	open   []stretch // when the lane may work, in order
	law    law
	centre uint32 // where in its n-th the account's look-ups lie, 32 binary places
	spread uint64 // how far around it, likewise
	jitter random.Key
}

// stretch is a time in which a lane may work: its mass of the tide begins at
// base, and before is that of the stretches before it.
type stretch struct{ from, to, base, before int64 }

// turn is a stretch of time in which an account works: n look-ups to each mass
// of the tide from base on, until it has made size of them.
type turn struct {
	from, base, mass int64
	first, n, size   uint64
}

// endless is the size of a turn that goes on past the stop.
const endless = 1 << 40

// times is what working time depends on: the days, and when the portal is down
// (nil = never).
type times struct {
	cal    *calendar.Calendar
	portal *portal.Conditions
}

// newPace lays n look-ups over the working time of [start, stop), and goes on
// at the same rate until end.
func newPace(p scenarios.Pacing, t *tide, start, stop, end int64, n uint64, key random.Key) pace {
	pc := emptyPace(p, t, key)
	base := t.mass(start)
	whole := turn{from: start, base: base, mass: t.mass(stop) - base, n: n, size: n}
	if n == 0 || whole.mass <= 0 {
		return pc
	}
	pc.opens(start, max(end, stop))
	pc.turns = append(pc.turns, whole)
	if end > stop {
		whole.from, whole.base, whole.first, whole.size = stop, base+whole.mass, n, endless
		pc.turns = append(pc.turns, whole)
	}
	return pc
}

// emptyPace is a pace without any look-up yet.
func emptyPace(p scenarios.Pacing, t *tide, key random.Key) pace {
	pc := pace{tide: t, law: lawOf(p), jitter: key.At(1)}
	if p.Shape != scenarios.Constant {
		pc.centre, pc.spread = 1<<31, 1<<32
		return pc
	}
	// A gap is the difference of two even draws of this width, whose standard
	// deviation is the width over √6.
	pc.spread = min(uint64(p.Jitter)*2449/1000<<32/random.Million, 1<<32)
	room := 1<<32 - pc.spread
	pc.centre = uint32(pc.spread/2 + key.At(2).Below(room))
	return pc
}

// late moves what lies before an instant up to the time after it, because the
// account was ready too late for it: at the same rate if there is a given one,
// else so that the turn ends when it would have.
func (p *pace) late(now, stop int64, rated bool) {
	for done := uint64(0); len(p.turns) > 0; p.turns = p.turns[1:] {
		t := &p.turns[0]
		from := max(now, t.from)
		base, limit := p.tide.mass(from), t.base+t.mass
		last := len(p.turns) == 1 || p.turns[1].size == endless
		if rated || limit <= base {
			i := sort.Search(len(p.open), func(i int) bool { return p.open[i].from > t.from }) - 1
			limit = p.tide.mass(min(p.open[max(i, 0)].to, stop)) // the rest of the day, or of the lane's turn
		}
		mass := limit - base
		if rated {
			mass = min(mass, t.mass)
		}
		if mass > 0 {
			t.n, t.size = t.n+t.first-done, t.size+t.first-done
			t.from, t.base, t.mass, t.first = from, base, mass, done
			if last && len(p.turns) > 1 { // goes on as fast
				p.turns[1].n, p.turns[1].mass = t.n, t.mass
			}
			return
		}
		if last {
			return
		}
	}
}

// at returns the time of look-up i, forever if there is none.
func (p *pace) at(i uint64) int64 {
	j := sort.Search(len(p.turns), func(j int) bool { return p.turns[j].first > i }) - 1
	if j < 0 || i-p.turns[j].first >= p.turns[j].size {
		return forever
	}
	t := &p.turns[j]
	return p.tide.when(t.base + p.offset(t, i-t.first))
}

// offset returns how much mass of its turn lies before look-up j.
func (p *pace) offset(t *turn, j uint64) int64 {
	if p.law.block > 0 {
		return p.inBlock(t, j)
	}
	u := uint64(p.centre)
	if p.spread > 0 {
		u += p.jitter.At(t.first + j).Below(p.spread)
		u -= p.spread / 2
	}
	return mulDiv(t.mass, int64(j<<32|min(u, 1<<32-1)), int64(t.n<<32))
}

// first returns the first look-up at or after an instant.
func (p *pace) first(ts int64) uint64 {
	j := sort.Search(len(p.turns), func(j int) bool { return p.turns[j].from > ts }) - 1
	if j < 0 {
		return 0
	}
	t := &p.turns[j]
	lo, hi := p.around(t, p.tide.mass(ts)-t.base)
	n := sort.Search(int(hi-lo), func(i int) bool { return p.at(t.first+lo+uint64(i)) >= ts })
	return t.first + lo + uint64(n)
}

// around bounds the look-ups of a turn that can lie at a mass from its begin:
// those before lo lie before it, those from hi on after it.
func (p *pace) around(t *turn, mass int64) (lo, hi uint64) {
	at := uint64(mulDiv(max(mass, 0), int64(t.n), t.mass))
	lo, hi = at, at+2
	if b := p.law.block; b > 0 {
		lo, hi = at/b*b, at/b*b+2*b
		lo -= min(lo, b)
	} else {
		lo -= min(lo, 2)
	}
	return min(lo, t.size), min(hi, t.size)
}

// size returns how many look-ups there are.
func (p *pace) size() uint64 {
	if len(p.turns) == 0 {
		return 0
	}
	t := &p.turns[len(p.turns)-1]
	return t.first + t.size
}

// opens adds a stretch in which the lane may work.
func (p *pace) opens(from, to int64) {
	before := int64(0)
	if n := len(p.open); n > 0 {
		s := &p.open[n-1]
		before = s.before + p.tide.mass(s.to) - s.base
	}
	p.open = append(p.open, stretch{from: from, to: to, base: p.tide.mass(from), before: before})
}

// worked returns the mass of the lane's own stretches before an instant.
func (p *pace) worked(ts int64) int64 {
	i := sort.Search(len(p.open), func(i int) bool { return p.open[i].from > ts }) - 1
	if i < 0 {
		return 0
	}
	s := &p.open[i]
	return s.before + p.tide.mass(min(ts, s.to)) - s.base
}

// instant returns when so much of the lane's own mass is over.
func (p *pace) instant(x int64) int64 {
	if len(p.open) == 0 {
		return forever
	}
	j := sort.Search(len(p.open), func(j int) bool { return p.open[j].before > x }) - 1
	s := &p.open[max(j, 0)]
	return max(p.tide.when(s.base+x-s.before), s.from)
}

// turnEnd returns the lane's own mass at the end of the stretch in which now
// lies, and whether another instant lies in it too.
func (p *pace) turnEnd(other, now int64) (int64, bool) {
	i := sort.Search(len(p.open), func(i int) bool { return p.open[i].from > now }) - 1
	if i < 0 || now >= p.open[i].to || other < p.open[i].from {
		return 0, false
	}
	s := &p.open[i]
	return s.before + p.tide.mass(s.to) - s.base, true
}

// shut returns the end of the lane's last stretch.
func (p *pace) shut() int64 {
	if len(p.open) == 0 {
		return 0
	}
	return p.open[len(p.open)-1].to
}

// works reports whether the account is at work just before an instant.
func (p *pace) works(ts int64) bool {
	return len(p.turns) > 0 && ts > p.turns[0].from && p.tide.mass(ts) > p.tide.mass(ts-1)
}

// last returns a time after which there is no look-up any more.
func (p *pace) last() int64 {
	if len(p.turns) == 0 {
		return 0
	}
	t := &p.turns[len(p.turns)-1]
	if t.size == endless {
		return p.tide.last()
	}
	return p.tide.when(t.base+t.mass-1) + 1
}

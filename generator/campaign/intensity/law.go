package intensity

import (
	"breachsim/generator/calendar"
	"breachsim/generator/internal/integer"
	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

// Names of draws, of an account's key. A number is never given to anything else.
const (
	drawCentre uint64 = 1 + iota // where in its part each of its look-ups lies
)

// law is the law of the gaps between the look-ups of an account. Without one,
// look-ups lie in strata: look-up i of n somewhere in the i-th of n equal
// parts of the mass. With one, gaps are drawn in blocks of look-ups, so that
// any look-up is found without those of the blocks before it:
//
//	strata      │ ·  │ ·  │  · │·   │ ·  │ ·  │      constant, poisson, and demand without think time
//	gaps        │· ·    ··  ·      · ···    ·│      lognormal, and demand with think time
//	runs        │   ········        ·······  │      burst: two runs of gaps, rests around them
type law struct {
	block uint64 // look-ups to a block; 1 = strata
	runs  bool
	think scenarios.Distribution

	// Of strata: where in its part a look-up lies, and how far around that, both
	// with 32 binary places.
	centre uint32
	spread uint64
}

const (
	gapBlock = 64
	runBlock = 80 // two runs of 20 to 60
	shortRun = 20
	longest  = runBlock // look-ups of the longest block
)

// Think times where the scenario gives none (assumptions): of a burst, some
// seconds as for a page that is read by a program; of the lognormal shape, only
// its spread counts as long as the rate leaves room.
var (
	burstThink     = lognormal(3*calendar.Second, 500_000)
	lognormalThink = lognormal(calendar.Second, 1_000_000)
)

func lognormal(median, sigma int64) scenarios.Distribution {
	return scenarios.Distribution{Law: scenarios.LogNormalLaw, Center: scenarios.Micros(median), Sigma: sigma}
}

// lawOf returns the law of a pacing; the key is the account's.
func lawOf(p *scenarios.Pacing, key random.Key) law {
	l := law{block: 1, think: p.ThinkTime, centre: 1 << 31, spread: 1 << 32}
	given := p.ThinkTime.Center > 0
	switch {
	case p.Shape == scenarios.Burst:
		l.block, l.runs = runBlock, true
		if !given {
			l.think = burstThink
		}
	case p.Shape == scenarios.LogNormalShape:
		l.block = gapBlock
		if !given {
			l.think = lognormalThink
		}
	case given:
		l.block = gapBlock
	case p.Shape == scenarios.Constant:
		l.jitter(p.Jitter, key)
	}
	return l
}

// jitter sets the strata of evenly spaced look-ups. A gap is the difference of
// two even draws from the spread, whose standard deviation is the spread over
// √6 (2.449). Each account has its own centre, so that accounts do not look up
// all at once.
func (l *law) jitter(sd scenarios.Share, key random.Key) {
	l.spread = min(uint64(sd)*2449/1000<<32/random.Million, 1<<32)
	room := 1<<32 - l.spread
	l.centre = uint32(l.spread/2 + key.At(drawCentre).Below(room))
}

// longestGap bounds a drawn gap, so that the sum of a block's fits.
const longestGap = 1 << 44 // some 200 days

// gap draws a gap in microseconds.
func (l *law) gap(r *random.Rand) int64 {
	centre, x := int64(l.think.Center), int64(0)
	switch l.think.Law {
	case scenarios.NormalLaw:
		x = max(centre+scaled(int64(l.think.SD), r.Normal()), centre/20)
	case scenarios.LogNormalLaw:
		x = r.LogNormal(centre, min(l.think.Sigma, 4*random.Million)<<16/random.Million)
	case scenarios.ExponentialLaw:
		x = r.Exp(centre)
	default:
		x = centre
	}
	return min(max(x, 1), longestGap)
}

// scaled returns v·z for z with 16 binary places, of either sign.
func scaled(v, z int64) int64 {
	if z < 0 {
		return -integer.MulDiv(v, -z, random.One)
	}
	return integer.MulDiv(v, z, random.One)
}

// gaps are the drawn gaps of a block.
type gaps struct {
	before [longest]int64 // microseconds of the law before each look-up
	sum    int64          // of all gaps, the one between this block and the next included
	run    int            // runs: the first look-up of the second run
	rests  [2]int64       // runs: how much of the mass to spare lies before each run, in millionths
}

// draw draws the gaps of a block of size look-ups. The last gap is the one to
// the next block; a drawn share of it lies before the first look-up.
func (l *law) draw(r *random.Rand, size int) (g gaps) {
	share := int64(r.Below(random.Million))
	if l.runs {
		g.divide(r, size)
	}
	for i := range size {
		g.before[i] = g.sum
		g.sum += l.gap(r)
	}
	first := integer.MulDiv(g.sum-g.before[size-1], share, random.Million)
	for i := range size {
		g.before[i] += first
	}
	return g
}

// divide draws the length of the first run, and how the rest is divided.
func (g *gaps) divide(r *random.Rand, size int) {
	g.run = size
	if size > runBlock-shortRun {
		g.run = shortRun + int(r.Below(uint64(size-2*shortRun+1)))
	}
	a, b := int64(r.Below(random.Million)), int64(r.Below(random.Million))
	g.rests = [2]int64{min(a, b), max(a, b)}
	if g.run == size { // one run: anywhere
		g.rests[0] = a
	}
}

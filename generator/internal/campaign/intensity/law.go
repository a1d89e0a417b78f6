package intensity

import (
	"slices"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/integer"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
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
//	strata      │ ·  │ ·  │  · │·   │ ·  │ ·  │      constant, poisson, diurnal
//	gaps        │· ·    ··  ·      · ···    ·│      lognormal
//	runs        │   ········        ·······  │      burst: two runs of gaps, rests around them
//	visits      │ ····   ··  ······  ···     │      owner_mimic, and whatever has a think time
type law struct {
	block uint64 // look-ups to a block; 1 = strata
	runs  bool   // or visits
	visit Visits // how they come; no look-ups = two long runs
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
	visitThink     = lognormal(24*calendar.Second, 800_000)
	lognormalThink = lognormal(calendar.Second, 1_000_000)
)

func lognormal(median, sigma int64) scenarios.Distribution {
	return scenarios.Distribution{Law: scenarios.LogNormalLaw, Center: scenarios.Micros(median), Sigma: sigma}
}

// Visits is how the look-ups of an account's owner come together. The zero value has what
// is usual (an assumption): six at a time, some half a minute between two.
type Visits struct {
	Think   scenarios.Distribution // between two look-ups in a row; centre 0 = the usual one
	LookUps uint64                 // to a visit, on average; 0 = the usual number
	Given   bool                   // the scenario says so: then it is kept even where it is small
	Pause   int64                  // median of the pauses in a visit, in microseconds; 0 = it has none
	Pauses  int64                  // how many gaps are pauses at first, in millionths; fewer the longer a row lasts
}

const usualVisit = 6

// lawOf returns the law of a pacing; the key is the account's.
func lawOf(p *scenarios.Pacing, own Visits, key random.Key) law {
	l := law{block: 1, think: p.ThinkTime, centre: 1 << 31, spread: 1 << 32}
	given := p.ThinkTime.Center > 0
	switch {
	case p.Shape == scenarios.Burst:
		l.block, l.runs = runBlock, true
		if !given {
			l.think = burstThink
		}
	case p.Shape != scenarios.Constant && (given || p.Shape == scenarios.OwnerMimic):
		l.visits(own)
	case p.Shape == scenarios.LogNormalShape:
		l.block, l.think = gapBlock, lognormalThink
	case p.Shape == scenarios.Constant:
		l.jitter(p.Jitter, key)
	}
	return l
}

// visits sets look-ups that come in visits, between which the account is left alone.
func (l *law) visits(own Visits) {
	l.block, l.runs, l.visit = gapBlock, true, own
	if own.LookUps == 0 {
		l.visit.LookUps = usualVisit
	}
	if l.think.Center == 0 {
		l.think = own.Think
	}
	if l.think.Center == 0 {
		l.think = visitThink
	}
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
	size   int
	before [longest]int64 // microseconds of the law before each look-up
	sum    int64          // of all gaps, the one between this block and the next included
	rests  [longest]int64 // runs: how much of the mass to spare lies before each look-up, in millionths
}

// draw draws the gaps of a block of size look-ups, for which there is so much room. The last
// gap is the one to the next block; a drawn share of it lies before the first look-up.
func (l *law) draw(r *random.Rand, size int, room int64) (g gaps) {
	g.size = size
	share := int64(r.Below(random.Million))
	switch {
	case l.visit.LookUps > 0:
		g.visits(r, size, l.visit)
	case l.runs:
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
	if l.visit.Pause > 0 {
		l.pause(r, &g, room)
	}
	return g
}

// Pauses in a visit are log-normal; the longest is one that people sit out in front of a
// page (an assumption). They take six tenths of the room at most that look-ups leave.
const (
	pauseSpread  = random.One
	longestPause = 55 * calendar.Minute
	pausesRoom   = 600_000
)

// pause lays pauses between the look-ups of visits, as honest users make them (package
// course): a row of look-ups feeds itself. Where there is little room they are shortened.
func (l *law) pause(r *random.Rand, g *gaps, room int64) {
	var before [longest]int64
	sum, row := int64(0), int64(0)
	for i := 1; i < g.size; i++ {
		switch {
		case g.rests[i] != g.rests[i-1]:
			row = 0
		case r.Chance(l.visit.Pauses * 6 / (6 + row)):
			sum, row = sum+min(r.LogNormal(l.visit.Pause, pauseSpread), longestPause), 0
		default:
			row++
		}
		before[i] = sum
	}
	most := min(sum, integer.MulDiv(max(room-g.sum, 0), pausesRoom, random.Million))
	for i := 1; i < g.size && sum > 0; i++ {
		g.before[i] += integer.MulDiv(before[i], most, sum)
	}
	g.sum += most
}

// divide draws the length of the first of two runs, and where both lie.
func (g *gaps) divide(r *random.Rand, size int) {
	run := size
	if size > runBlock-shortRun {
		run = shortRun + int(r.Below(uint64(size-2*shortRun+1)))
	}
	a, b := int64(r.Below(random.Million)), int64(r.Below(random.Million))
	if run == size { // one run: anywhere
		b = a
	}
	for i := range size {
		if g.rests[i] = min(a, b); i >= run {
			g.rests[i] = max(a, b)
		}
	}
}

// visits draws how many look-ups each visit has, and where each lies: anywhere, so that
// their number in an hour is that of people who come as they like. A visit has a third of
// the mean at least, and above that a geometric number.
func (g *gaps) visits(r *random.Rand, size int, v Visits) {
	var at [longest]int64
	var first [longest]int // look-up of each visit
	least := max(v.LookUps/3, 1)
	above := v.LookUps - v.LookUps/3
	if v.Given {
		above = v.LookUps - least
	}
	n := 0
	for i := 0; i < size; n++ {
		first[n], at[n] = i, int64(r.Below(random.Million))
		for i += int(least); i < size && r.Chance(random.Million-random.Million/int64(above+1)); i++ {
		}
	}
	slices.Sort(at[:n])
	for v, i := 0, 0; i < size; i++ {
		if v+1 < n && i == first[v+1] {
			v++
		}
		g.rests[i] = at[v]
	}
}

package campaign

import (
	"breachsim/generator/calendar"
	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

// Shapes with a law of gaps draw them in blocks of look-ups. A block takes the
// part of the turn that its number of look-ups is of the turn's, so any block
// is found without those before it:
//
//	lognormal   │· ·    ··  ·      · ···    ·│      gaps of the law, stretched to the block
//	burst       │   ········        ·······  │      two runs of gaps of the law, rests between
type law struct {
	block uint64 // look-ups to a block; 0 = no law of gaps
	runs  bool
	think scenarios.Distribution
}

const (
	gapBlock = 64
	runBlock = 80 // two runs of 20 to 60
	runLeast = 20
	million  = calendar.Million
)

// lawOf returns the law of the gaps of a pacing.
func lawOf(p scenarios.Pacing) law {
	l := law{think: p.ThinkTime}
	given := p.ThinkTime.Center > 0
	switch {
	case p.Shape == scenarios.Burst:
		l.block, l.runs = runBlock, true
		if !given {
			l.think = scenarios.Distribution{Law: scenarios.LogNormalLaw, Center: scenarios.Micros(3 * calendar.Second), Sigma: 500_000}
		}
	case p.Shape == scenarios.LogNormalShape:
		l.block = gapBlock
		if !given {
			l.think = scenarios.Distribution{Law: scenarios.LogNormalLaw, Center: scenarios.Micros(calendar.Second), Sigma: million}
		}
	case given:
		l.block = gapBlock
	}
	return l
}

// longestGap bounds a drawn gap, so that sums of a block's fit.
const longestGap = 1 << 44 // some 200 days

// gap draws a gap in microseconds.
func (l *law) gap(r *random.Rand) int64 {
	centre, x := int64(l.think.Center), int64(0)
	switch l.think.Law {
	case scenarios.NormalLaw:
		x = centre + mulShift(int64(l.think.SD), r.Normal())
		x = max(x, centre/20)
	case scenarios.LogNormalLaw:
		x = r.LogNormal(centre, min(l.think.Sigma, 4*million)<<16/million)
	case scenarios.ExponentialLaw:
		x = r.Exp(centre)
	default:
		x = centre
	}
	return min(max(x, 1), longestGap)
}

// mulShift returns v·z for z with 16 binary places, of either sign.
func mulShift(v, z int64) int64 {
	if z < 0 {
		return -mulDiv(v, -z, random.One)
	}
	return mulDiv(v, z, random.One)
}

// inBlock returns the mass of a turn before its look-up j.
func (p *pace) inBlock(t *turn, j uint64) int64 {
	first := j / p.law.block * p.law.block
	size := min(p.law.block, t.size-first)
	from := mulDiv(t.mass, int64(first), int64(t.n))
	mass := mulDiv(t.mass, int64(first+size), int64(t.n)) - from
	r := p.jitter.At(t.first + first).Rand()
	if p.law.runs {
		span := p.tide.working(t.base+from, t.base+from+mass)
		at := p.tide.after(t.base+from, p.law.inRuns(&r, span, int(size), int(j-first))) - t.base
		return min(max(at, from), from+max(mass-1, 0))
	}
	return from + p.law.stretched(&r, mass, int(size), int(j-first))
}

// stretched places look-up j of size in a block: gaps of the law, the last one
// divided between the block's two ends, stretched to its mass.
func (l *law) stretched(r *random.Rand, mass int64, size, j int) int64 {
	share := int64(r.Below(random.Million))
	before, sum, last := int64(0), int64(0), int64(0)
	for i := range size {
		last = l.gap(r)
		sum += last
		if i < j {
			before += last
		}
	}
	return mulDiv(mass, before+mulDiv(last, share, random.Million), sum+1)
}

// inRuns places look-up j of size in the working time of a block: up to two
// runs, and rest before, between and after them. A run's gaps are the same
// however strongly the campaign works; runs too long for the block are quicker.
func (l *law) inRuns(r *random.Rand, span int64, size, j int) int64 {
	firstRun := size
	if size > runBlock-runLeast {
		firstRun = runLeast + int(r.Below(uint64(size-2*runLeast+1)))
	}
	a, b := int64(r.Below(random.Million)), int64(r.Below(random.Million))
	a, b = min(a, b), max(a, b)
	if firstRun == size {
		b = a
	}
	before, quick := int64(0), int64(0)
	for i := 1; i < size; i++ {
		if i == firstRun {
			continue
		}
		quick += l.gap(r)
		if i <= j {
			before = quick
		}
	}
	if most := span / 4 * 3; quick > most {
		before, quick = mulDiv(before, most, quick), most
	}
	rest := a
	if j >= firstRun {
		rest = b
	}
	return before + mulDiv(max(span-quick-1, 0), rest, random.Million)
}

package campaign

import (
	"math/bits"

	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

// gapBlock is how many look-ups of an uneven pace share out their working time
// among themselves.
const gapBlock = 64

// gapsOf returns the law of relative gaps: heavy-tailed, by the think time if
// there is one, or runs of quick look-ups with rests between them.
func gapsOf(p *scenarios.Pacing) func(draw *random.Rand, j int) int64 {
	if p.Shape == scenarios.Burst {
		return func(draw *random.Rand, j int) int64 {
			gap := draw.LogNormal(1_000, random.One/2)
			if j == 21 || j == 49 { // rests between runs of some twenty to thirty
				gap += draw.LogNormal(2_000_000, random.One/2)
			}
			return max(gap, 1)
		}
	}
	sigma := int64(random.One * 8 / 10)
	think := p.Think
	if think.Law == scenarios.LogNormalLaw && think.Sigma > 0 {
		sigma = think.Sigma * random.One / random.Million
	}
	return func(draw *random.Rand, _ int) int64 {
		switch {
		case think.Law == scenarios.ExponentialLaw:
			return max(draw.Exp(10_000), 1)
		case think.Law == scenarios.NormalLaw:
			return max(10_000+10_000*(int64(think.SD)*1000/max(int64(think.Center), 1))/1000*draw.Normal()>>16, 1)
		case think.Law == scenarios.ConstantLaw && think.Center > 0:
			return 10_000
		}
		return max(draw.LogNormal(10_000, sigma), 1)
	}
}

// uneven is place for an uneven pace: the look-ups of a block lie where the
// sum of its gaps so far has come to. The last block before the n-th look-up
// is as short as it must be, so that the number before the stop is exact.
func (p *pace) uneven(i uint64) uint64 {
	first := i / gapBlock * gapBlock
	size := uint64(gapBlock)
	if first < p.n {
		size = min(size, p.n-first)
	}
	if i >= p.n { // blocks after the stop begin at it
		first, size = p.n+(i-p.n)/gapBlock*gapBlock, gapBlock
	}
	draw := p.jitter.At2(3, first).Rand()
	var sum, mine uint64
	for j := range size {
		gap := uint64(p.gaps(&draw, int(j)))
		if first+j == i {
			mine = sum + gap/2
		}
		sum += gap
	}
	hi, lo := bits.Mul64(mine, size<<32)
	q, _ := bits.Div64(hi, lo, sum)
	return first<<32 + q
}

package trail

import (
	"slices"

	"github.com/breachsim/breachsim/output/features/internal/fixed"
)

// Gaps are the times between events that follow each other, in milliseconds.
// Counts, mean and deviation are exact; the median is so for up to [exactGaps]
// of them, and beyond that the median of every second, fourth, eighth … one.
type Gaps struct {
	N       int64
	Buckets [BucketCount]int64 // see bucketEdges
	Even    int64              // within a tenth of the gap before

	sum, squares int64
	last         int64
	sample       []uint32
	stride       int64 // one in so many is in the sample
}

const (
	exactGaps = 512

	// BucketCount is how many buckets gaps are counted in.
	BucketCount = 6
)

// bucketEdges are the upper ends of all buckets but the last, in milliseconds.
var bucketEdges = [BucketCount - 1]int64{1_000, 5_000, 15_000, 60_000, 300_000}

// add takes a gap. Those of a day add up to a day, so that their squares stay
// below 2^53.
func (g *Gaps) add(ms int64) {
	i := 0
	for i < len(bucketEdges) && ms >= bucketEdges[i] {
		i++
	}
	g.Buckets[i]++
	if g.N > 0 && 10*max(ms-g.last, g.last-ms) <= g.last {
		g.Even++
	}
	g.last = ms
	if g.stride == 0 {
		g.stride = 1
	}
	if g.N%g.stride == 0 {
		g.keep(ms)
	}
	g.N++
	g.sum += ms
	g.squares += ms * ms
}

// keep puts a gap into the sample, and halves that when it is full.
func (g *Gaps) keep(ms int64) {
	if len(g.sample) == exactGaps {
		for i := range exactGaps / 2 {
			g.sample[i] = g.sample[2*i]
		}
		g.sample = g.sample[:exactGaps/2]
		g.stride *= 2
		if g.N%g.stride != 0 {
			return
		}
	}
	g.sample = append(g.sample, uint32(ms))
}

// Median is the middle gap, the lower of two, in milliseconds; Null without any.
// It reorders the sample: no gap may be added after it.
func (g *Gaps) Median() int64 {
	if len(g.sample) == 0 {
		return fixed.Null
	}
	slices.Sort(g.sample)
	return int64(g.sample[(len(g.sample)-1)/2])
}

// Mean is the mean gap in milliseconds; Null without any.
func (g *Gaps) Mean() int64 {
	if g.N == 0 {
		return fixed.Null
	}
	return g.sum / g.N
}

// Deviation is the standard deviation of the gaps in milliseconds; Null below
// two of them.
//
//	σ² = (Σ g² − (Σ g)² / n) / n
func (g *Gaps) Deviation() int64 {
	if g.N < 2 {
		return fixed.Null
	}
	return int64(fixed.Root(uint64(max(0, (g.squares-g.sum*g.sum/g.N)/g.N))))
}

func (g *Gaps) reset() { *g = Gaps{sample: g.sample[:0]} }

package audit

import (
	"iter"
	"math"
)

// sketch is a histogram of non-negative values by class, of fixed size: 256
// binary orders of magnitude by 64 steps, so a bucket is 1.6 % wide.
type sketch struct {
	count [2][]uint32
}

const sketchShift = 23 - 6

func newSketch() *sketch {
	return &sketch{[2][]uint32{make([]uint32, 256<<6), make([]uint32, 256<<6)}}
}

func (s *sketch) add(v float64, positive bool) {
	s.count[class(positive)][math.Float32bits(float32(max(v, 0)))>>sketchShift]++
}

func (s *sketch) cells() []cell {
	var out []cell
	for i := range s.count[0] {
		if s.count[0][i]+s.count[1][i] > 0 {
			out = append(out, cell{float64(i), float64(s.count[0][i]), float64(s.count[1][i])})
		}
	}
	return out
}

func class(positive bool) int {
	if positive {
		return 1
	}
	return 0
}

// bestF1 is the highest F1 of a threshold rule, value ≥ t or value ≤ t (van
// Rijsbergen 1979), and the value at the threshold:
//
//	F1 = 2·TP / (2·TP + FP + FN)
func (s *sketch) bestF1() (f1, at float64, flagged int64) {
	cells := s.cells()
	var neg, pos float64
	for _, c := range cells {
		neg, pos = neg+c.neg, pos+c.pos
	}
	try := func(tp, fp float64, bucket float64) {
		if f := 2 * tp / (tp + fp + pos); f > f1 {
			f1, at, flagged = f, float64(math.Float32frombits(uint32(bucket)<<sketchShift)), int64(tp+fp)
		}
	}
	if pos == 0 {
		return 0, 0, 0
	}
	var tp, fp float64
	for _, c := range cells {
		tp, fp = tp+c.pos, fp+c.neg
		try(tp, fp, c.score)
		try(pos-tp+c.pos, neg-fp+c.neg, c.score)
	}
	return f1, at, flagged
}

// target counts a categorical field by value, fold and class. The value of a
// row is then scored by the share of positives that the value has in the other
// fold, so that a rare value cannot vouch for itself.
type target struct{ count counts[[2][2]uint32] }

func newTarget() *target { return &target{} }

func (t *target) add(v uint32, fold int, positive bool) { t.count.at(v)[fold][class(positive)]++ }

// counts holds a value for each number: small numbers, which most are, in a
// slice, the others in a map.
type counts[V any] struct {
	low  []V
	used []bool
	high map[uint32]*V
}

const lowCounts = 1 << 16

// at returns the value of a number, to be changed.
func (c *counts[V]) at(k uint32) *V {
	if k >= lowCounts {
		v := c.high[k]
		if v == nil {
			if c.high == nil {
				c.high = map[uint32]*V{}
			}
			v = new(V)
			c.high[k] = v
		}
		return v
	}
	if int(k) >= len(c.low) {
		n := int(k) + 1 - len(c.low)
		c.low, c.used = append(c.low, make([]V, n)...), append(c.used, make([]bool, n)...)
	}
	c.used[k] = true
	return &c.low[k]
}

// all ranges over the numbers that were asked for, in order.
func (c *counts[V]) all() iter.Seq2[uint32, *V] {
	return func(yield func(uint32, *V) bool) {
		for k := range c.low {
			if c.used[k] && !yield(uint32(k), &c.low[k]) {
				return
			}
		}
		for _, k := range sortedKeys(c.high) {
			if !yield(k, c.high[k]) {
				return
			}
		}
	}
}

// smooth is the weight of the overall share in the score of a value.
const smooth = 20

// test is the cross-fitted AUC of the field.
func (t *target) test() rankTest {
	var total [2][2]float64
	for _, c := range t.count.all() {
		for f := range 2 {
			for l := range 2 {
				total[f][l] += float64(c[f][l])
			}
		}
	}
	var folds [2]rankTest
	for f := range 2 {
		other := 1 - f
		base := total[other][1] / max(total[other][0]+total[other][1], 1)
		var cells []cell
		for _, c := range t.count.all() {
			pos, all := float64(c[other][1]), float64(c[other][0]+c[other][1])
			cells = append(cells, cell{(pos + smooth*base) / (all + smooth), float64(c[f][0]), float64(c[f][1])})
		}
		folds[f] = mannWhitney(cells)
	}
	return both(folds[0], folds[1])
}

// cells are the values with both folds together.
func (t *target) cells() []cell {
	var out []cell
	for v, c := range t.count.all() {
		out = append(out, cell{float64(v), float64(c[0][0] + c[1][0]), float64(c[0][1] + c[1][1])})
	}
	return out
}

package stats

import (
	"iter"
	"maps"
	"slices"
)

// Target counts a categorical field by value, fold and class. The value of a
// row is then scored by the share of positives that the value has in the other
// fold, so that a rare value cannot vouch for itself.
type Target struct{ count Counts[[2][2]uint32] }

// NewTarget returns an empty count.
func NewTarget() *Target { return &Target{} }

// Add counts a row by the number of its value, its fold (0 or 1) and its class.
func (t *Target) Add(v uint32, fold int, positive bool) { t.count.At(v)[fold][Class(positive)]++ }

// Counts holds a value for each number: small numbers, which most are, in a
// slice, the others in a map.
type Counts[V any] struct {
	low  []V
	used []bool
	high map[uint32]*V
}

const lowCounts = 1 << 16

// At returns the value of a number, to be changed.
func (c *Counts[V]) At(k uint32) *V {
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

// All ranges over the numbers that were asked for, in order.
func (c *Counts[V]) All() iter.Seq2[uint32, *V] {
	return func(yield func(uint32, *V) bool) {
		for k := range c.low {
			if c.used[k] && !yield(uint32(k), &c.low[k]) {
				return
			}
		}
		for _, k := range slices.Sorted(maps.Keys(c.high)) {
			if !yield(k, c.high[k]) {
				return
			}
		}
	}
}

// smooth is the weight of the overall share in the score of a value.
const smooth = 20

// Test is the cross-fitted AUC of the field.
func (t *Target) Test() RankTest {
	var total [2][2]float64
	for _, c := range t.count.All() {
		for f := range 2 {
			for l := range 2 {
				total[f][l] += float64(c[f][l])
			}
		}
	}
	var folds [2]RankTest
	for f := range 2 {
		other := 1 - f
		base := total[other][1] / max(total[other][0]+total[other][1], 1)
		var cells []Cell
		for _, c := range t.count.All() {
			pos, all := float64(c[other][1]), float64(c[other][0]+c[other][1])
			cells = append(cells,
				Cell{Score: (pos + smooth*base) / (all + smooth), Neg: float64(c[f][0]), Pos: float64(c[f][1])})
		}
		folds[f] = MannWhitney(cells)
	}
	return Both(folds[0], folds[1])
}

// Cells are the values with both folds together.
func (t *Target) Cells() []Cell {
	var out []Cell
	for v, c := range t.count.All() {
		out = append(out, Cell{Score: float64(v), Neg: float64(c[0][0] + c[1][0]), Pos: float64(c[0][1] + c[1][1])})
	}
	return out
}

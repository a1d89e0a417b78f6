// Package apportion divides a whole number in proportion to weights.
//
// It is a leaf below the language, which divides the accounts of a campaign among
// its ways and profiles, and the population, which divides persons among ages and
// places: both must come to the same parts, and to the same ones on every
// processor. It draws nothing.
package apportion

import (
	"cmp"
	"math/bits"
	"slices"
)

// LargestRemainders divides n, which must not be negative, in proportion to weights
// (Hamilton's method): each part is its share rounded down, and what is left goes to
// those with the largest remainders, the first ones first. The parts sum to n. Where
// all weights are zero nobody gets anything. The weights must sum to less than 2⁶⁴.
func LargestRemainders[N int | uint32](n N, weights []uint64) []N {
	parts, sum := make([]N, len(weights)), uint64(0)
	for _, w := range weights {
		sum += w
	}
	if sum == 0 {
		return parts
	}
	rest, order := make([]uint64, len(weights)), make([]int, len(weights))
	left := n
	for i, w := range weights {
		hi, lo := bits.Mul64(uint64(n), w)
		q, r := bits.Div64(hi, lo, sum)
		parts[i], rest[i], order[i] = N(q), r, i
		left -= parts[i]
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(rest[b], rest[a]), cmp.Compare(a, b))
	})
	for _, i := range order[:left] {
		parts[i]++
	}
	return parts
}

// Package integer multiplies and divides where 64 bits are too few.
//
// It stands below everything that turns shares into whole numbers. Results
// that reach a dataset are made of integers alone, so that they depend neither
// on the processor nor on a math library.
package integer

import (
	"math"
	"math/bits"
)

// MulDiv returns a·b/c, rounded down, without overflow on the way. All three
// must not be negative; a result beyond the largest int64, as with c = 0, is
// cut off there.
func MulDiv(a, b, c int64) int64 {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	if hi >= uint64(c) {
		return math.MaxInt64
	}
	q, _ := bits.Div64(hi, lo, uint64(c))
	return int64(min(q, math.MaxInt64))
}

// Divide shares n out in proportion to weights: part i gets what lies between
// the rounded-down cumulative shares before and after it, so that the parts
// sum to n. Where no weight is positive, all weigh the same.
func Divide(n int64, weights []uint64) []int64 {
	out := make([]int64, len(weights))
	shift, sum := fit(weights)
	run, from := uint64(0), int64(0)
	for i, w := range weights {
		if sum == 0 {
			run++
		} else {
			run += w >> shift
		}
		to := MulDiv(n, int64(run), int64(max(sum, 1)))
		if sum == 0 {
			to = MulDiv(n, int64(run), int64(len(weights)))
		}
		out[i], from = to-from, to
	}
	return out
}

// fit returns by how many bits weights must be shifted for their sum to fit an
// int64, and that sum.
func fit(weights []uint64) (shift uint, sum uint64) {
	for ; ; shift++ {
		sum = 0
		var carry, c uint64
		for _, w := range weights {
			sum, c = bits.Add64(sum, w>>shift, 0)
			carry += c
		}
		if carry == 0 && sum <= math.MaxInt64 {
			return shift, sum
		}
	}
}

// SquareRoot returns the largest whole number whose square is at most n, which must
// not be negative.
func SquareRoot(n int64) int64 {
	root := int64(0)
	for bit := int64(1) << 31; bit > 0; bit >>= 1 {
		if t := root | bit; t <= math.MaxInt64/t && t*t <= n {
			root = t
		}
	}
	return root
}

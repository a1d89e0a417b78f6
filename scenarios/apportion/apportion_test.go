package apportion

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// What divides evenly is divided so, whatever stands before it; the rest goes
// where it is most missed.
func TestLargestRemainders(t *testing.T) {
	for _, x := range []struct {
		n       int
		weights []uint64
		want    []int
	}{
		{15, []uint64{500_000, 200_000, 100_000, 200_000}, []int{8, 3, 1, 3}},
		{19, []uint64{500_000, 500_000}, []int{10, 9}},
		{1, []uint64{400_000, 400_000, 200_000}, []int{1, 0, 0}},
		{10, []uint64{333_333, 333_333, 333_334}, []int{3, 3, 4}},
		{7, []uint64{0, 1_000_000}, []int{0, 7}},
		{7, []uint64{0, 0}, []int{0, 0}},
		{7, nil, []int{}},
	} {
		if got := LargestRemainders(x.n, x.weights); !slices.Equal(got, x.want) {
			t.Errorf("%d over %v: %v, want %v", x.n, x.weights, got, x.want)
		}
	}
}

// Both types come to the same parts as giving what is left out one by one, each
// time to the first of the largest remainders: where products fit 64 bits, that is
// the law in its plainest form.
func TestLargestRemaindersOneByOne(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.IntRange(0, 1<<31).Draw(r, "n")
		weights := rapid.SliceOfN(rapid.OneOf(rapid.Uint64Range(0, 3), rapid.Uint64Range(0, 1<<32)), 0, 12).Draw(r,
			"weights")
		want := oneByOne(n, weights)
		got, small := LargestRemainders(n, weights), LargestRemainders(uint32(n), weights)
		for i := range want {
			if got[i] != want[i] || int(small[i]) != want[i] {
				r.Fatalf("%d over %v: %v and %v, want %v", n, weights, got, small, want)
			}
		}
	})
}

func oneByOne(n int, weights []uint64) []int {
	out, rest, sum := make([]int, len(weights)), make([]uint64, len(weights)), uint64(0)
	for _, w := range weights {
		sum += w
	}
	if sum == 0 {
		return out
	}
	left := n
	for i, w := range weights {
		out[i], rest[i] = int(uint64(n)*w/sum), uint64(n)*w%sum
		left -= out[i]
	}
	for ; left > 0; left-- {
		best := 0
		for i := range rest {
			if rest[i] > rest[best] {
				best = i
			}
		}
		out[best]++
		rest[best] = 0
	}
	return out
}

// Parts sum to n, and no part is more than one from its share, even where products
// take more than 64 bits.
func TestLargestRemaindersOfLargeWeights(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		n := rapid.Uint32().Draw(r, "n")
		weights := rapid.SliceOfN(rapid.Uint64Range(1, 1<<60), 1, 12).Draw(r, "weights")
		sum := uint64(0)
		for _, part := range LargestRemainders(n, weights) {
			sum += uint64(part)
		}
		if sum != uint64(n) {
			r.Fatalf("%d over %v: the parts sum to %d", n, weights, sum)
		}
	})
}

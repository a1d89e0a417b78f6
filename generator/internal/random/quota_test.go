package random

import (
	"testing"

	"pgregory.net/rapid"
)

// At every length each class has its share at least, rounded down, and no two
// lengths disagree about what they both hold.
func TestQuotaNeverFallsShort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.Uint64Range(0, 1<<20), 1, 9).Draw(t, "weights")
		weights[0]++
		var sum uint64
		for _, w := range weights {
			sum += w
		}
		q := NewQuota(New(rapid.Uint64().Draw(t, "seed")), weights)
		count := make([]uint64, len(weights))
		for n := uint64(1); n <= 700; n++ {
			count[q.Next()]++
			for i, w := range weights {
				if least := w * n / sum; count[i] < least || count[i] > least+uint64(len(weights)) || w == 0 && count[i] > 0 {
					t.Fatalf("among the first %d there are %d of class %d, whose share is %d/%d", n, count[i], i, w, sum)
				}
			}
		}
	})
}

// The first of a rare class stands anywhere in its stretch, the first of all is
// of any class as its share says, and a common one comes in no fixed rhythm.
func TestQuotaShowsNoPattern(t *testing.T) {
	weights := []uint64{300_000, 250_000, 200_000, 235_000, 10_000, 5_000}
	const seeds, stretch, rarest = 2000, 200, 5
	var quarter [4]int
	var first [6]int
	gaps := map[int]int{}
	for seed := range uint64(seeds) {
		q := NewQuota(New(seed), weights)
		last, seen := -1, false
		for n := range stretch {
			i := q.Next()
			if n == 0 {
				first[i]++
			}
			if i == rarest && !seen {
				quarter[n*4/stretch]++
				seen = true
			}
			if i == 0 && last >= 0 {
				gaps[n-last]++
			}
			if i == 0 {
				last = n
			}
		}
	}
	for _, n := range quarter {
		if n < seeds/7 || n > seeds*2/5 {
			t.Errorf("the first of the rarest class by quarters of its stretch: %v of %d", quarter, seeds)
		}
	}
	for i, w := range weights {
		if want := int(w) * seeds / Million; first[i] < want*2/3-10 || first[i] > want*3/2+10 {
			t.Errorf("%d of %d sequences begin with class %d, want about %d", first[i], seeds, i, want)
		}
	}
	for gap := 1; gap <= 6; gap++ {
		if gaps[gap] < 60*seeds/40 {
			t.Errorf("two of the commonest class stand %d apart only %d times: %v", gap, gaps[gap], gaps)
		}
	}
}

func BenchmarkQuota(b *testing.B) {
	q := NewQuota(New(1), []uint64{300_000, 250_000, 200_000, 235_000, 10_000, 5_000})
	for b.Loop() {
		q.Next()
	}
}

func BenchmarkQuotaAtWorst(b *testing.B) {
	q := NewQuota(New(1), []uint64{997_996, 1_000, 501, 499, 1, 1, 1, 1})
	for b.Loop() {
		q.Next()
	}
}

package rule

import (
	"math/rand/v2"
	"testing"
)

// Changes of some steps are those of a plain list, each step is shown once, in order, and
// neighbours with one number are one stretch.
func TestStepsAreAList(t *testing.T) {
	const size = 40
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 31))
		var s Steps
		var want [size]int64
		for range 60 {
			from := r.IntN(size)
			to, add := from+1+r.IntN(size-from), 1+r.Int64N(3)
			shown := from
			s.Change(from, to, func(a, b int, old int64) int64 {
				for i := a; i < b; i++ {
					if want[i] != old {
						t.Fatalf("seed %d: step %d was %d, shown as %d", seed, i, want[i], old)
					}
					want[i] = (old + add) % 5
				}
				if a != shown || b <= a || b > to {
					t.Fatalf("seed %d: %d to %d after %d", seed, a, b, shown)
				}
				shown = b
				return (old + add) % 5
			})
			if shown != to {
				t.Fatalf("seed %d: shown up to %d, not %d", seed, shown, to)
			}
			for i := range s.list {
				if i > 0 && (s.list[i-1].value == s.list[i].value || s.list[i-1].end >= s.list[i].end) {
					t.Fatalf("seed %d: stretches %v", seed, s.list)
				}
			}
		}
		s.Change(0, size, func(a, b int, old int64) int64 {
			for i := a; i < b; i++ {
				if want[i] != old {
					t.Fatalf("seed %d: step %d is %d, want %d", seed, i, old, want[i])
				}
			}
			return old
		})
	}
}

package timed

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

// Whatever is put and taken in between, the earliest comes first, and of those of one time
// the one that was put first.
func TestValuesComeByTime(t *testing.T) {
	type value struct {
		due  int64
		name int
	}
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 1))
		var q Queue[value]
		var waiting []value
		for name := range 500 {
			if r.IntN(3) > 0 || len(waiting) == 0 {
				v := value{r.Int64N(40), name}
				q.Put(v.due, &v)
				waiting = append(waiting, v)
				v.due = -1 // the queue has a copy
				continue
			}
			slices.SortStableFunc(waiting, func(a, b value) int { return cmp.Compare(a.due, b.due) })
			if q.Len() != len(waiting) || q.Due() != waiting[0].due {
				t.Fatalf("seed %d: %d wait, the first for %d; want %d and %d", seed, q.Len(), q.Due(), len(waiting), waiting[0].due)
			}
			if got := *q.Take(); got != waiting[0] {
				t.Fatalf("seed %d: got %v, want %v", seed, got, waiting[0])
			}
			waiting = waiting[1:]
		}
	}
}

func BenchmarkQueue(b *testing.B) {
	var q Queue[[8]int64]
	var v [8]int64
	for i := range int64(1000) {
		q.Put(i, &v)
	}
	b.ReportAllocs()
	for i := range b.N {
		q.Put(int64(1000+i), &v)
		q.Take()
	}
}

package bytime

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

// Whatever the order within the bound, the lines come by time, those of one time in the
// order in which they were taken, and none is kept longer than it has to be.
func TestLinesComeByTime(t *testing.T) {
	const disorder = 50
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 1))
		var want []Row[string]
		for range 400 {
			want = append(want, Row[string]{TS: r.Int64N(1000)})
		}
		due := func(w Row[string]) int64 { return w.TS + int64(w.Line) }
		for i := range want {
			want[i].Line = r.IntN(disorder + 1)
		}
		slices.SortStableFunc(want, func(a, b Row[string]) int { return cmp.Compare(due(a), due(b)) })
		b, latest := &Buffer[string]{Disorder: disorder}, int64(0)
		var got []Row[string]
		for i := range want {
			want[i].Line = i
			b.Take(&want[i].Value, i, want[i].TS)
			latest = max(latest, want[i].TS)
			for x := b.Next(false); x != nil; x = b.Next(false) {
				got = append(got, *x)
			}
			if b.held.Len() > 0 && b.held.Due() <= latest-disorder {
				t.Fatalf("seed %d: a line of %d is kept at %d", seed, b.held.Due(), latest)
			}
		}
		for x := b.Next(true); x != nil; x = b.Next(true) {
			got = append(got, *x)
		}
		slices.SortStableFunc(want, func(a, b Row[string]) int { return cmp.Compare(a.TS, b.TS) })
		for i := range want {
			if got[i].TS != want[i].TS || got[i].Line != want[i].Line {
				t.Fatalf("seed %d, line %d: %+v, want %+v", seed, i, got[i], want[i])
			}
		}
		if len(got) != len(want) {
			t.Fatalf("%d lines, want %d", len(got), len(want))
		}
	}
}

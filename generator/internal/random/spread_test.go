package random

import (
	"testing"

	"pgregory.net/rapid"
)

// At every length as many are picked as the share says, rounded down or to the
// nearest, and Before counts them.
func TestSpreadKeepsItsShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		share := rapid.Uint64Range(0, Million).Draw(t, "share")
		s := NewSpread(New(rapid.Uint64().Draw(t, "seed")), share)
		picked := uint64(0)
		for n := uint64(1); n <= 2000; n++ {
			if got := s.Before(n - 1); got != picked {
				t.Fatalf("%d picked below %d, not %d", picked, n-1, got)
			}
			if s.Has(n - 1) {
				picked++
			}
			if least, most := share*n/Million, (share*n+Million/2)/Million; picked < least || picked > most {
				t.Fatalf("%d of the first %d are picked; the share is %d millionths", picked, n, share)
			}
		}
	})
}

// Places differ from stretch to stretch and from key to key.
func TestSpreadShowsNoRhythm(t *testing.T) {
	s := NewSpread(New(5), 15_000)
	places, last := map[uint64]int{}, uint64(0)
	for i := range uint64(100_000) {
		if s.Has(i) {
			places[i-last]++
			last = i
		}
	}
	if len(places) < 40 {
		t.Errorf("picked ones stand only %d different ways apart", len(places))
	}
}

package campaign

import (
	"testing"

	"pgregory.net/rapid"
)

// Every entry is one look-up of one lane, both ways, and left counts them.
func TestDealIsOneToOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.Uint64Range(0, 40), 1, 12).Draw(t, "counts")
		d := deal{lanes: uint64(len(counts))}
		if rapid.Bool().Draw(t, "unlike") {
			if d = newDeal(counts); d.size() == 0 {
				return
			}
		}
		entries := rapid.Uint64Range(0, 500).Draw(t, "entries")
		made := make([]uint64, len(counts))
		for k := range entries {
			lane, i := d.lane(k)
			if d.entry(lane, i) != k || i != made[lane] {
				t.Fatalf("entry %d is look-up %d of lane %d, which is entry %d; it has made %d", k, i, lane, d.entry(lane, i), made[lane])
			}
			made[lane]++
		}
		for lane, n := range made {
			if got := d.left(lane, entries); got != n {
				t.Fatalf("%d of %d entries left to lane %d, want %d", got, entries, lane, n)
			}
			if reach := d.reach(lane, n); n > 0 && (reach > entries || d.left(lane, reach) != n) {
				t.Fatalf("%d look-ups of lane %d reach to %d", n, lane, reach)
			}
		}
	})
}

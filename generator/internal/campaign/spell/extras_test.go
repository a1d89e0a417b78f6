package spell

import (
	"testing"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// Covering requests make up their share of all, one after the other, in the minutes
// before the look-up that they cover.
func TestCoversKeepTheirShareAndTime(t *testing.T) {
	const from, lookUps = int64(1_000_000), 20_000
	for _, blend := range []int64{0, 100_000, 600_000, 900_000} {
		x := Extras{Key: random.New(7), Blend: blend}
		covers := int64(0)
		for k := range uint64(lookUps) {
			n := x.covers(k)
			covers += int64(n)
			gap := script.Span{From: from, To: from + 7*calendar.Second*int64(1+k%100)}
			last := gap.From
			for j := range n {
				at := x.cover(k, j, n, gap).TS
				if at <= last || at >= gap.To || at < gap.To-CoverReach {
					t.Fatalf("request %d of %d is at %d of %d", j, n, at-gap.From, gap.To-gap.From)
				}
				last = at
			}
		}
		if share := covers * 1_000_000 / (covers + lookUps); share < blend-6_000 || share > blend+6_000 {
			t.Errorf("%d of a million requests are for other services, want %d", share, blend)
		}
	}
}

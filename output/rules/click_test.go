package rules

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

// Gaps of hours have squares and sums of squares beyond 64 bits.
func TestClicksOfLongGaps(t *testing.T) {
	const hour = 3600 * second
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 22))
		v := &naive{p: Defaults()}
		var c Clicks
		times := []int64{}
		for ts := r.Int64N(hour); len(times) < 40; ts += r.Int64N(5 * hour) {
			times = append(times, -ts)
			c.see(ts, &v.p.R4)
		}
		hi, lo := c.Scatter()
		scatter := wide{lo, hi}.big()
		m := int64(len(times) - 1)
		// The deviation, rounded up, is the least gap in microseconds above it.
		deviation := new(big.Int).Quo(scatter, big.NewInt(m*(m-1)))
		v.p.R4.Gap = deviation.Sqrt(deviation).Int64() + 1
		for range 2 {
			if got, want := c.even(v.p.R4.Gap), v.robot(times); got != want {
				t.Fatalf("seed %d: deviation below %d: %t, by definition %t", seed, v.p.R4.Gap, got, want)
			}
			v.p.R4.Gap--
		}
		if c.Total() != times[0]-times[m] || c.First() != -times[0] || c.Lookups() != len(times) {
			t.Fatalf("seed %d: %d look-ups from %d for %d", seed, c.Lookups(), c.First(), c.Total())
		}
	}
}

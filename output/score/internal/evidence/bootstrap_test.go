package evidence

import "testing"

// BenchmarkBootstrap is what a thousand resamples of 20,000 accounts take.
func BenchmarkBootstrap(b *testing.B) {
	e := &Evidence{benign: make([]int32, 20_001), malicious: make([]int32, 20_001), falses: make([]int32, 20_001),
		atSister: make([]int32, 20_001), hit: make([]bool, 20_001)}
	r := replica{n: 20_000}
	for i := range int32(20_000) {
		e.benign[i] = 30
		if i < 19 {
			r.stolen = append(r.stolen, i)
		} else {
			r.others = append(r.others, i)
		}
		if i%20 == 0 {
			e.units = append(e.units, unit{float64(i % 50), i, i < 19})
		}
	}
	e.replicas, e.stolen, e.Field = []replica{r}, r.stolen, 1e-5
	for b.Loop() {
		e.resample(b.Context(), 1000)
	}
}

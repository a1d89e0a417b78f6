package campaign

import (
	"slices"
	"testing"
)

// What divides evenly is divided so, whatever stands before it; the rest goes
// where it is most missed.
func TestShares(t *testing.T) {
	for _, x := range []struct {
		n       uint64
		weights []uint64
		want    []uint32
	}{
		{15, []uint64{500_000, 200_000, 100_000, 200_000}, []uint32{8, 3, 1, 3}},
		{19, []uint64{500_000, 500_000}, []uint32{10, 9}},
		{1, []uint64{400_000, 400_000, 200_000}, []uint32{1, 0, 0}},
		{10, []uint64{333_333, 333_333, 333_334}, []uint32{3, 3, 4}},
		{7, []uint64{0, 1_000_000}, []uint32{0, 7}},
	} {
		if got := shares(x.n, x.weights); !slices.Equal(got, x.want) {
			t.Errorf("%d over %v: %v, want %v", x.n, x.weights, got, x.want)
		}
	}
}

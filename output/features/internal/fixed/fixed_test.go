package fixed

import (
	"math"
	"testing"
)

func TestAppend(t *testing.T) {
	for _, c := range []struct {
		v      int64
		digits int
		want   string
	}{
		{Null, 3, ""}, {0, 0, "0"}, {-7, 0, "-7"}, {5, 4, "0.0005"}, {10_000, 4, "1.0000"}, {-1234, 2, "-12.34"},
		{123_456, 3, "123.456"},
	} {
		if got := string(Append(nil, c.v, c.digits)); got != c.want {
			t.Errorf("%d with %d digits: %q, want %q", c.v, c.digits, got, c.want)
		}
	}
}

func TestRootIsThatOfFloats(t *testing.T) {
	for n := uint64(0); n < 1<<62; n = n*3 + 1 {
		if got := Root(n); got*got > n || (got+1)*(got+1) <= n {
			t.Errorf("root of %d: %d", n, got)
		}
	}
}

func TestEntropyIsThatOfFloats(t *testing.T) {
	for _, counts := range [][]int64{{1, 1}, {3}, {1, 2, 3, 4}, {100_000, 1}, {7, 7, 7, 0, 7}, {0, 0, 12_345, 678}} {
		all, want := 0.0, 0.0
		for _, n := range counts {
			all += float64(n)
		}
		for _, n := range counts {
			if n > 0 {
				want -= float64(n) / all * math.Log2(float64(n)/all)
			}
		}
		if got := float64(Entropy(counts)) / OneRatio; math.Abs(got-want) > 0.0015 {
			t.Errorf("entropy of %v: %v, want %v", counts, got, want)
		}
	}
	if got := Entropy([]int64{0, 0}); got != Null {
		t.Errorf("entropy of nothing: %d", got)
	}
}

func TestSharesAndRatios(t *testing.T) {
	for _, c := range []struct{ got, want int64 }{
		{Share(1, 3), 3333}, {Share(0, 0), Null}, {Ratio(5, 2), 2500}, {Ratio(5, 0), Null}, {Ratio(Null, 2), Null},
		{Ratio(math.MaxInt64/2, 1), 1_000_000}, {Minus(3, Null), Null}, {Minus(3, 5), -2},
	} {
		if c.got != c.want {
			t.Errorf("got %d, want %d", c.got, c.want)
		}
	}
}

package story

import "testing"

func TestRounded(t *testing.T) {
	for n, want := range map[int64]int64{7: 7, 99: 99, 104: 100, 18_951_000: 19_000_000} {
		if got := rounded(n); got != want {
			t.Errorf("rounded(%d) = %d, want %d", n, got, want)
		}
	}
}

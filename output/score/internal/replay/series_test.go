package replay

import "testing"

func TestSeriesCounts(t *testing.T) {
	var s series
	for _, x := range []int64{5, 5, 9, 1 << 50} {
		if err := s.add(x); err != nil {
			t.Fatal(err)
		}
	}
	got := make([]int, 5)
	s.Counts([]int64{4, 5, 8, 9, 1 << 51}, got)
	for i, want := range []int{0, 2, 2, 3, 4} {
		if got[i] != want {
			t.Errorf("counts %v", got)
		}
	}
	if s.First() != 5 || s.add(1) == nil {
		t.Error("first, or order")
	}
}

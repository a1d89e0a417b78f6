package rule

import (
	"slices"
	"testing"
)

// In an episode a rule fires first where its condition holds, then at twice as much; one
// that fires once, once.
func TestEpisode(t *testing.T) {
	var at []int64
	var doubled, once Episode
	for n := int64(3); n <= 60; n++ {
		if doubled.Again(n) {
			at = append(at, n)
		}
		if once.Again(Once) != (n == 3) {
			t.Errorf("at %d: fires %t", n, n != 3)
		}
	}
	if want := []int64{3, 6, 12, 24, 48}; !slices.Equal(at, want) {
		t.Errorf("%v, want %v", at, want)
	}
}

// What was asked for on the day before the last is there, what is older is not,
// and what is forgotten comes back empty.
func TestRecentForgets(t *testing.T) {
	r := NewRecent[string, int](1)
	*r.At("a", 10), *r.At("b", 10) = 1, 2
	*r.At("b", 11) += 10
	if n := r.Len(); n != 2 {
		t.Errorf("%d keys a day later", n)
	}
	if a, b := *r.At("a", 12), *r.At("b", 12); a != 0 || b != 12 {
		t.Errorf("two days later a is %d, b %d; want 0 and 12", a, b)
	}
	for day := range int32(1000) {
		*r.At("c", 20+day) = 1
		*r.At(string(rune('a'+day)), 20+day) = 1
	}
	if r.Len() > 4 || len(r.free) > 4 {
		t.Errorf("%d keys and %d to use again after 1,000 days", r.Len(), len(r.free))
	}
}

// A value that stays is found on every day.
func TestRecentKeepsWhatIsUsed(t *testing.T) {
	r := NewRecent[int, int](0)
	for day := range int32(5) {
		*r.At(7, day)++
		*r.At(int(day)+100, day)++
	}
	if n := *r.At(7, 4); n != 1 {
		t.Errorf("kept for %d days without memory of yesterday", n)
	}
}

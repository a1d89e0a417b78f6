package defence

import (
	"testing"

	"github.com/breachsim/breachsim/output/rules"
)

// R1 of an address counts look-ups of those who are not on the stage, up to a ban; an
// alert that they raise is met by the next look-up that is.
func TestSharedAddressCountsEverybody(t *testing.T) {
	const second = 1_000_000
	p := rules.Defaults().R1
	never := func(int64) bool { return false }
	full := func(s *shared, banned func(int64) bool) (first int) {
		for i := range p.Count {
			if s.see(int64(i)*second, &p, banned) && first == 0 {
				first = i
			}
		}
		return first
	}
	if got := full(&shared{}, never); got != p.Count-1 {
		t.Errorf("alone: fires on look-up %d, want %d", got, p.Count-1)
	}
	others := []int64{20*second + 1, 3*second + 1, 20*second + 2}
	if got := full(&shared{others: others}, never); got != p.Count-1-len(others) {
		t.Errorf("with %d others: fires on look-up %d", len(others), got)
	}
	from := int64(4 * second)
	if got := full(&shared{others: others}, func(ts int64) bool { return ts >= from }); got != p.Count-2 {
		t.Errorf("with two others refused: fires on look-up %d", got)
	}
	burst := &shared{}
	for i := range p.Count {
		burst.others = append(burst.others, int64(i))
	}
	if !burst.see(second, &p, never) || burst.see(2*second, &p, never) {
		t.Error("an alert that others raised is not met once")
	}
}

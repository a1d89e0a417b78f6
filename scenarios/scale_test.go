package scenarios

import (
	"fmt"
	"testing"
)

// Rates and caps are multiplied, and caps rounded up; a count stays at least one.
func TestScale(t *testing.T) {
	p := Pacing{Rate: Rate{Unit: PerDay, Amount: 80 * one}, MaxPerDay: 80}
	for _, c := range []struct {
		scale Scale
		want  string
	}{{50_000, "4/d 4"}, {12_000, "0.96/d 1"}, {2 * one, "160/d 160"}, {1000 * one, "80000/d 80000"}, {1,
		"0.00008/d 1"}} {
		q := p
		if q.scale(c.scale); fmt.Sprint(q.Rate, " ", q.MaxPerDay) != c.want {
			t.Errorf("80 a day at scale %v: got %v and %d, want %s", c.scale, q.Rate, q.MaxPerDay, c.want)
		}
	}
	if got := Scale(500_000).Times(1); got != 1 {
		t.Errorf("half of one is %d", got)
	}
}

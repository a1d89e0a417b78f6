package population

import (
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
)

// Order numbers restart each month in each commune: they lie low, in a small world as
// in France.
func TestOrderNumbersLieLow(t *testing.T) {
	for _, n := range []int{20_000, 600_000, 67_813_396} {
		p := NewPersons(testKey(), n, 2022)
		var orders []int
		step := uint32(n/20_000) | 1
		for i := uint32(0); i < uint32(n); i += step {
			if !p.Temporary(i) {
				orders = append(orders, int(p.NIR(i).Order()))
			}
		}
		slices.Sort(orders)
		at := func(percent int) int { return orders[len(orders)*percent/100] }
		t.Logf("%d persons: tenths of the order numbers from %d %d %d %d", n, at(10), at(50), at(75), at(90))
		if at(50) < 30 || at(50) > 250 || at(75) > 450 || at(90) < 2*at(50) {
			t.Errorf("%d persons: order numbers at 10, 50, 75, 90 %%: %d %d %d %d",
				n, at(10), at(50), at(75), at(90))
		}
	}
}

// Of those born outside Europe a few in a hundred have the first of January.
func TestNewYearAbroad(t *testing.T) {
	p := NewPersons(testKey(), 400_000, 2022)
	var all, first [2]int
	for i := range uint32(p.Len()) {
		abroad := 0
		switch p.Origin(i) {
		case birthplace.France:
		case birthplace.SouthernEurope, birthplace.OtherEurope:
			continue
		default:
			abroad = 1
		}
		d := p.BirthDate(i)
		all[abroad]++
		if d.Month == 1 && d.Day == 1 {
			first[abroad]++
		}
	}
	if first[1]*100 < all[1]*2 || first[1]*100 > all[1]*4 || first[0]*1000 > all[0]*4 {
		t.Errorf("born on 1 January: %d of %d abroad, %d of %d in France", first[1], all[1], first[0], all[0])
	}
}

package birthplace

import (
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// France needs no more than the core codes.
func TestFranceNeedsTheCoreCodes(t *testing.T) {
	key := random.New(2022).Stream(1)
	table, core := New(key, residence.New(key, 67_813_396), 2022), corePlaces()
	for col, c := range table.places {
		if len(c.codes) != len(core[col].codes) {
			t.Errorf("%s uses %d codes", c.prefix, len(c.codes))
		}
	}
}

func TestWideningKeepsToFreeCodes(t *testing.T) {
	for _, c := range corePlaces() {
		wide, free := c.widen(27), facts.FreeCodes(c.prefix)
		if len(wide.codes) < 27 {
			t.Errorf("%s has %d codes", c.prefix, len(wide.codes))
		}
		for _, code := range wide.codes {
			if abroad := c.prefix == "99"; abroad && (code < 518 || code > 989) || !abroad && !slices.Contains(free, code) {
				t.Errorf("%s%d: a place that exists", c.prefix, code)
			}
		}
	}
}

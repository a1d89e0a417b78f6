package accounts

import (
	"testing"

	"breachsim/generator/facts"
	"breachsim/generator/internal/random"
)

func TestSpecialtiesGatherInTheCities(t *testing.T) {
	share := func(code string) float64 {
		d, _ := facts.DepartmentIndex(code)
		n := 0.0
		for u := range uint64(20_000) {
			if specialties[specialtyOf()[d].Pick(random.New(1).At(u).Uint64())].code == 33 {
				n++
			}
		}
		return n / 20_000
	}
	if paris, eure := share("75"), share("27"); paris < 1.8*eure {
		t.Errorf("%.3f of the specialists of Paris are psychiatrists, %.3f of those of the Eure", paris, eure)
	}
}

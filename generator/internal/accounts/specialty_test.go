package accounts

import (
	"testing"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
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

// Every profession has its own share of women, within three points of what is known of
// it, and every one of the profile "other" is there: midwives are one in 27 of it.
func TestWomenByProfession(t *testing.T) {
	a := testAccounts(40_000, 6_000_000)
	count, women := map[string]int{}, map[string]int{}
	for k := range uint32(a.Len()) {
		p := a.At(k)
		who := p.Profession
		if p.Profile == scenarios.GP {
			who = "gp"
		}
		if count[who]++; p.Sex == 'F' {
			women[who]++
		}
	}
	for who, want := range map[string]int{
		"gp": 51, "21": 55, "60": 84, "40": 47, "50": 98, "70": 52, "91": 97,
	} {
		if n := count[who]; n < 300 || women[who]*100 < n*(want-3) || women[who]*100 > n*(want+3) {
			t.Errorf("%s: %d women of %d, want %d in 100", who, women[who], n, want)
		}
	}
	others := count["10"] + count["40"] + count["50"] + count["70"] + count["80"] + count["91"] + count["92"]
	if n := count["50"]; n*100 < others*3 || n*100 > others*5 || count["92"] == 0 {
		t.Errorf("%d midwives among %d others", n, others)
	}
}

package population

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/couple"
)

func TestPartnersAgree(t *testing.T) {
	forSizes(t, func(t *testing.T, p *Persons) {
		rapid.Check(t, func(t *rapid.T) {
			i := rapid.Uint32Range(0, p.n-1).Draw(t, "i")
			j, ok := p.Partner(i)
			if !ok {
				return
			}
			if back, ok := p.Partner(j); !ok || back != i || j == i {
				t.Fatalf("the partner of %d is %d, whose partner is %d (%v)", i, j, back, ok)
			}
			if p.Dept(i) != p.Dept(j) || p.Commune(i) != p.Commune(j) || p.Age(j) < couple.CoupleAge {
				t.Fatalf("partners %d, aged %d, of %d and %d, aged %d, of %d", i, p.Age(i), p.Dept(i), j, p.Age(j), p.Dept(j))
			}
		})
	})
}

// coupleCount adds up couples by what is known about them.
type coupleCount struct {
	women, men, withWomen, withMen [12]int // by ten years of age
	same, couples                  [2]int  // persons in couples of one sex, by sex; all
	gap, mixed, abroad             int
	mothers, alone                 int
}

func countCouples(p *Persons) (c coupleCount) {
	for i := range p.n {
		age, sex := p.Age(i)/10, p.Sex(i)-1
		if p.Age(i) < couple.CoupleAge {
			continue
		}
		j, ok := p.Partner(i)
		[]*[12]int{&c.men, &c.women}[sex][age]++
		mother := sex == 1 && p.HouseholdSize(i) > 1
		if mother {
			c.mothers++
		}
		if !ok {
			if mother {
				c.alone++
			}
			continue
		}
		[]*[12]int{&c.withMen, &c.withWomen}[sex][age]++
		c.couples[sex]++
		if p.Sex(j)-1 == sex {
			c.same[sex]++
		} else if sex == 1 {
			c.gap += p.Age(j) - p.Age(i)
			if a, b := p.kin.Of(i).Birth.Col >= birthplace.ColAbroad, p.kin.Of(j).Birth.Col >= birthplace.ColAbroad; a {
				c.abroad++
				if !b {
					c.mixed++
				}
			}
		}
	}
	return c
}

func TestCouplesLookLikeCouples(t *testing.T) {
	p := NewPersons(testKey(), 500_000, 2022)
	c := countCouples(p)
	for a := 1; a < 10; a++ {
		t.Logf("aged %d0: %.3f of the men, %.3f of the women live as a couple",
			a, float64(c.withMen[a])/float64(c.men[a]), float64(c.withWomen[a])/float64(c.women[a]))
	}
	all := c.couples[0] + c.couples[1]
	adults := 0
	for a := range c.men {
		adults += c.men[a] + c.women[a]
	}
	for _, m := range []struct {
		what          string
		got, from, to float64
	}{
		{"adults in a couple", float64(all) / float64(adults), 0.56, 0.65},
		{"of one sex", float64(c.same[0]+c.same[1]) / float64(all), 0.005, 0.015},
		{"gap of ages", float64(c.gap) / float64(c.couples[1]-c.same[1]), 1.8, 2.8},
		{"mothers alone", float64(c.alone) / float64(c.mothers), 0.14, 0.24},
		{"women born abroad with a man born here", float64(c.mixed) / float64(c.abroad), 0.2, 0.45},
	} {
		t.Logf("%s: %.3f", m.what, m.got)
		if m.got < m.from || m.got > m.to {
			t.Errorf("%s: %.3f, want %.3f to %.3f", m.what, m.got, m.from, m.to)
		}
	}
}

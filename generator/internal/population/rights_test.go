package population

import (
	"math"
	"testing"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/rights"
)

// rightsCount adds up rights by what they are published by.
type rightsCount struct {
	n, c2s, paid, ame, ald, aldWomen, full, c2sYoung, young float64
	adults, none, noneMen, noneALD, aldAdults               float64
	ameMen, ameMinors, ame2039, ameIDF                      float64
}

func countRights(t *testing.T, p *Persons, step uint32) rightsCount {
	var c rightsCount
	for i := uint32(0); i < p.n; i += step {
		r, age, sex := p.Rights(i), p.Age(i), p.Sex(i)
		if r.AME && r.C2S != rights.NoC2S {
			t.Fatalf("person %d has both AME and C2S", i)
		}
		c.n++
		if age < 20 {
			c.young++
		}
		if r.C2S != rights.NoC2S {
			c.c2s++
			if age < 20 {
				c.c2sYoung++
			}
			if r.C2S == rights.PaidC2S {
				c.paid++
			}
		}
		if r.FullCoverage {
			c.full++
		}
		if r.ALD {
			c.ald++
			if sex == 2 {
				c.aldWomen++
			}
			if !r.FullCoverage {
				t.Fatalf("person %d: a long-term illness without full coverage", i)
			}
		}
		if r.AME {
			c.countAME(age, sex, facts.Departments()[p.Dept(i)].Region)
		}
		if age >= 17 {
			c.countDoctor(r, sex)
		}
	}
	return c
}

func (c *rightsCount) countAME(age int, sex uint8, region string) {
	c.ame++
	if sex == 1 {
		c.ameMen++
	}
	if age < 18 {
		c.ameMinors++
	}
	if age >= 20 && age < 40 {
		c.ame2039++
	}
	if region == "11" {
		c.ameIDF++
	}
}

func (c *rightsCount) countDoctor(r rights.Rights, sex uint8) {
	c.adults++
	if r.ALD {
		c.aldAdults++
	}
	if r.Declared {
		return
	}
	c.none++
	if sex == 1 {
		c.noneMen++
	}
	if r.ALD {
		c.noneALD++
	}
}

func TestRightsHaveThePublishedShares(t *testing.T) {
	p := NewPersons(testKey(), 1_000_000, 2022)
	c := countRights(t, p, 2)
	for _, m := range []struct {
		what               string
		got, want, allowed float64
	}{
		{"C2S", c.c2s / c.n, 0.105, 0.004},
		{"C2S with participation", c.paid / c.c2s, 0.203, 0.02},
		{"C2S under 20", c.c2sYoung / c.young, 0.20, 0.02},
		{"AME", c.ame / c.n, 0.0060, 0.0006},
		{"AME: men", c.ameMen / c.ame, 0.56, 0.04},
		{"AME: minors", c.ameMinors / c.ame, 0.262, 0.05},
		{"AME: 20-39", c.ame2039 / c.ame, 0.43, 0.05},
		{"AME: Île-de-France", c.ameIDF / c.ame, 0.5, 0.06},
		{"ALD", c.ald / c.n, 0.181, 0.002},
		{"ALD: women", c.aldWomen / c.ald, 0.512, 0.01},
		{"no doctor at 17 and over", c.none / c.adults, 0.11, 0.004},
		{"no doctor: men", c.noneMen / c.none, 0.57, 0.03},
		{"no doctor with ALD", c.noneALD / c.aldAdults, 0.055, 0.006},
	} {
		t.Logf("%-26s %.4f (published %.4f)", m.what, m.got, m.want)
		if math.Abs(m.got-m.want) > m.allowed {
			t.Errorf("%s: %.4f, published %.4f, allowed ± %.4f", m.what, m.got, m.want, m.allowed)
		}
	}
}

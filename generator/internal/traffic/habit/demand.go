package habit

import (
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/scenarios"
)

// demand is how often a class of account has to do with one person, by age and
// health: relative rates, of which only the proportions count. The shape (care
// rises steeply with age, nurses live on the oldest, a long-term illness doubles
// most of it) is common knowledge; the figures are assumed, set by order of
// magnitude after a year's visits a person.
type demand struct {
	byAge    [ageBands]int64 // of those without a long-term illness, in tenths
	ill      int64           // what a long-term illness multiplies that by, in tenths
	women    int64           // what it is multiplied by for women from 16 to 44, in tenths
	noDoctor int64           // and for those who have declared no doctor, in tenths
}

// bandFrom is where the bands of age begin. Children come with a parent, under
// whose number they are found: see Profile.Children.
var bandFrom = [ageBands]uint8{16, 30, 45, 60, 70, 80}

const ageBands = 6

var demands = [scenarios.NumProfiles]demand{
	scenarios.GP:           {[ageBands]int64{26, 32, 42, 55, 68, 75}, 15, 14, 2},
	scenarios.Pharmacy:     {[ageBands]int64{40, 50, 80, 120, 150, 170}, 17, 13, 6},
	scenarios.Nurse:        {[ageBands]int64{6, 10, 20, 45, 100, 240}, 20, 10, 6},
	scenarios.Other:        {[ageBands]int64{22, 28, 36, 44, 48, 42}, 13, 13, 8},
	scenarios.HospitalDesk: {[ageBands]int64{14, 18, 22, 34, 44, 48}, 20, 13, 9},
	scenarios.Lab:          {[ageBands]int64{18, 23, 26, 40, 50, 50}, 17, 16, 8},
	scenarios.Vaccination:  {[ageBands]int64{10, 10, 10, 10, 10, 10}, 10, 10, 10},
}

// needs is how willingly persons are taken, by band, sex, illness and doctor:
// chances with 16 binary places, the largest of them one.
type needs [ageBands << 3]uint32

const certain = 1 << 16

// table prepares the chances of a class.
func (d *demand) table() (out needs) {
	var rates [len(out)]int64
	for i := range rates {
		r := d.byAge[i>>3] * 1_000
		if i&woman != 0 && bandFrom[i>>3] < 45 {
			r = r * d.women / 10
		}
		if i&ill != 0 {
			r = r * d.ill / 10
		}
		if i&undeclared != 0 {
			r = r * d.noDoctor / 10
		}
		rates[i] = r
	}
	most := rates[0]
	for _, r := range rates {
		most = max(most, r)
	}
	for i, r := range rates {
		out[i] = uint32(r * certain / most)
	}
	return out
}

// Bits of a place in needs, below the band of age.
const (
	woman = 1 << iota
	ill
	undeclared
)

// need is the chance of a person in such a table; of a child none.
func (n *needs) of(c population.Condition) uint32 {
	if c.Age < bandFrom[0] {
		return 0
	}
	return n[place(c)]
}

// bound is from least to most, that included.
type bound struct{ least, most uint32 }

// bounds are those of each glance.
type bounds [256]bound

func (n *needs) bounds() *bounds {
	var b bounds
	for i := 1; i < endGlance; i++ {
		g := glance(i)
		b[i].least, b[i].most = n.between(g.age(), g.woman())
	}
	return &b
}

// between bounds the chance by age and sex alone: from least to most, that included.
func (n *needs) between(age uint8, female bool) (least, most uint32) {
	if age < bandFrom[0] {
		return 0, 0
	}
	at := n[placeOf(age, female):]
	least, most = at[0], at[0]
	for _, i := range [...]int{ill, undeclared, ill | undeclared} {
		least, most = min(least, at[i]), max(most, at[i])
	}
	return least, most
}

// placeOf is the place of those in good health who have declared a doctor.
func placeOf(age uint8, female bool) (i int) {
	for i+1 < ageBands && bandFrom[i+1] <= age {
		i++
	}
	if i <<= 3; female {
		i |= woman
	}
	return i
}

func place(c population.Condition) int {
	i := placeOf(c.Age, c.Woman)
	if c.ALD {
		i |= ill
	}
	if !c.Doctor {
		i |= undeclared
	}
	return i
}

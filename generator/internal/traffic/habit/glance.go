package habit

import (
	"sync/atomic"

	"github.com/breachsim/breachsim/generator/internal/population"
)

// glance is what choosing persons asks of each of many: age and sex, and of a woman of
// the age to bring a child whether children are found under her number. It fits a byte.
//
//	0            not looked at yet
//	1 to 220     1 + 2·age, and one more for women
//	221 to 250   221 + age - 20: a woman of 20 to 49 with children
type glance uint8

const (
	mothers     glance = 221
	firstMother        = 20
	endMother          = 50
	endGlance          = int(mothers) + endMother - firstMother
)

// mother reports whether it is a woman who brings a child.
func (g glance) mother() bool { return g >= mothers }

// age is in completed years.
func (g glance) age() uint8 {
	if g.mother() {
		return uint8(g-mothers) + firstMother
	}
	return uint8(g-1) / 2
}

// woman reports whether it is one.
func (g glance) woman() bool { return g.mother() || g%2 == 0 }

// glances remembers the glance at each person, since users look up their own patients
// again and again. It changes nothing but the speed, and is safe for concurrent use.
type glances struct {
	persons *population.Persons
	words   []atomic.Uint32 // four persons each; nil = too many to be remembered
}

// mostGlances is how many persons a population has at most that is remembered: a byte
// each, which all workers share. A larger one is worked out anew each time.
const mostGlances = 1 << 24

func newGlances(persons *population.Persons) glances {
	g := glances{persons: persons}
	if n := persons.Len(); n <= mostGlances {
		g.words = make([]atomic.Uint32, n/4+1)
	}
	return g
}

// at returns the glance at person i.
func (x *glances) at(i uint32) glance {
	if x.words == nil {
		return x.look(i)
	}
	word, shift := &x.words[i/4], i%4*8
	if g := glance(word.Load() >> shift); g != 0 {
		return g
	}
	g := x.look(i)
	word.Or(uint32(g) << shift)
	return g
}

// look works the glance out.
func (x *glances) look(i uint32) glance {
	c := x.persons.Status.Civil(i)
	if age := c.Age(); c.Woman() && age >= firstMother && age < endMother && x.persons.HouseholdSize(i) > 1 {
		return mothers + glance(age-firstMother)
	}
	g := 1 + 2*glance(c.Age())
	if c.Woman() {
		g++
	}
	return g
}

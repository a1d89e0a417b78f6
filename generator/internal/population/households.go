package population

import (
	"slices"

	"github.com/breachsim/breachsim/generator/internal/population/residence"
)

// Holder returns the person under whose number person i is found first: i
// itself from 16 years, for a younger child its mother; its father may be a
// [Persons.SecondHolder]. A child of a department without any woman of a
// mother's age, in a tiny population, is its own holder.
func (p *Persons) Holder(i uint32) uint32 {
	s := p.res.Spot(i)
	if s.Cell >= 2*residence.HolderAge {
		return i
	}
	if m, ok := p.home.Mother(s); ok {
		return p.res.Index(m)
	}
	return i
}

// HouseholdSize returns the number of persons that a look-up under the number
// of person i returns: 1 and the children under 16 for a holder, 0 for a child
// that is found under its mother's number.
func (p *Persons) HouseholdSize(i uint32) int {
	s := p.res.Spot(i)
	if s.Cell < 2*residence.HolderAge {
		if p.home.HasMother(s) {
			return 0
		}
		return 1
	}
	return 1 + int(p.couples.BroodOf(s).Size)
}

// Household appends to dst the persons that a look-up under the number of
// person i returns: the person, then its children under 16 from the eldest to
// the youngest. For a child found under its mother's number it appends nobody.
func (p *Persons) Household(i uint32, dst []uint32) []uint32 {
	s := p.res.Spot(i)
	if s.Cell < 2*residence.HolderAge {
		if p.HouseholdSize(i) == 1 {
			dst = append(dst, i)
		}
		return dst
	}
	dst = append(dst, i)
	from := len(dst)
	b := p.couples.BroodOf(s)
	dst, sort := p.home.AppendChildren(&b, dst)
	if sort {
		slices.SortStableFunc(dst[from:], p.register.ByBirth)
	}
	return dst
}

// Twin reports whether person i is a twin under 16.
func (p *Persons) Twin(i uint32) bool {
	s := p.res.Spot(i)
	t := p.home.TwinsIn(s.Cell, s.Dept)
	if t == nil {
		return false
	}
	_, twin := t.ZoneOf(s.Cell%2, s.Rank)
	return twin
}

// SecondHolder returns the other parent under whose number person i is found
// besides that of its holder; ok is false for one found under one number only,
// as everybody is from 16 years.
func (p *Persons) SecondHolder(i uint32) (parent uint32, ok bool) {
	s := p.res.Spot(i)
	if s.Cell >= 2*residence.HolderAge {
		return 0, false
	}
	m, ok := p.home.Mother(s)
	if !ok {
		return 0, false
	}
	c := p.couples.Father(m)
	return c.Index, c.OK
}

// CoHolder returns the person under whose number the children of holder i are
// found too; ok is false for one who has no children under 16 or shares none.
func (p *Persons) CoHolder(i uint32) (other uint32, ok bool) {
	s := p.res.Spot(i)
	if s.Cell%2 == 1 {
		c := p.couples.Father(s)
		return c.Index, c.OK
	}
	if !p.couples.Asks(s) {
		return 0, false
	}
	r := p.births.Row(s.Dept, s.Cell)
	col, _ := r.Column(s.Rank)
	m, _, ok := p.couples.MotherWith(s, col)
	if !ok {
		return 0, false
	}
	return p.res.Index(m), true
}

// Partner returns the person with whom person i lives as a couple; ok is false
// for one who lives with nobody.
func (p *Persons) Partner(i uint32) (partner uint32, ok bool) {
	s := p.res.Spot(i)
	r := p.births.Row(s.Dept, s.Cell)
	col, _ := r.Column(s.Rank)
	c := p.couples.Companion(s, col, p.home.FamilyOf(s))
	if !c.OK {
		return 0, false
	}
	return p.res.Index(c.Spot), true
}

// AppendSurname appends the surname with which person i was born, who must be found
// under a number of its own.
func AppendSurname(p *Persons, dst []byte, i uint32) []byte {
	s := p.res.Spot(i)
	return p.names.AppendOwnSurname(dst, i, p.register.Birth(s))
}

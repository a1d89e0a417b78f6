package population

import (
	"slices"

	"breachsim/generator/internal/random"
	"breachsim/generator/population/residence"
)

// households ties every child under 16 to a mother in the same department.
//
//	child ─► shuffle ─► mother's age at the birth (ladder of the year's births)
//	      ─► slot among the children of the women of that age, youngest first
//	      ─► kind of family ─► family ─► shuffle ─► the woman
//
// Every step is one-to-one, so the chain also runs from the mother. Twins take
// the same way as a pair, by tables of their own.
//
// Some of the children are found under their father's number too (see
// household_parents.go). Two households are therefore disjoint, or have all
// their children in common.
type households struct {
	children [depts * residence.HolderAge]childYear
	mothers  [depts * motherAges]motherYear
	twins    [depts * residence.HolderAge]twinYear
	pairs    [depts * motherAges]pairYear

	childKey, motherKey, siblingKey, twinKey random.Key
}

const (
	// Mothers are 16 to 51 calendar years older than their child, so at least
	// 15 years in full.
	motherFirst = 16
	motherSpan  = 36
	// motherAges counts the ages of women who may have a child under 16.
	motherAges = residence.HolderAge - 1 + motherSpan
	// oldestMother and above are women without a child under 16.
	oldestMother = motherFirst + motherAges
)

// fertility weighs the mother's age at a birth, from motherFirst up: mean 30.9
// calendar years, which is 30.5 in completed years, deviation 5.3. A
// calibration on the mean age at birth in France in 2010-2021.
var fertility = [motherSpan]uint64{
	21, 34, 54, 84, 125, 180, 251, 336, 435, 544, 658, 767, 863, 939, 986, 1000,
	979, 926, 845, 745, 635, 522, 414, 318, 235, 168, 116, 78, 50, 31, 18, 11, 6, 3, 2, 1,
}

// childYear is the children of one age in one department who were born singly,
// by mother's age.
type childYear struct {
	// before counts the children whose mother was younger at the birth than
	// motherFirst+b; the last is all, or 0 if the department has no mother.
	before [motherSpan + 1]uint32
}

// motherYear is the women of one age in one department.
type motherYear struct {
	women, mothers uint32
	// before counts their children younger than a who were born singly; the
	// last is all of them.
	before [residence.HolderAge + 1]uint32
	kinds  [kinds]kind
}

// pairYear is the twins of the women of one age: before counts the pairs
// younger than a.
type pairYear struct {
	before [residence.HolderAge + 1]uint32
}

// Holder returns the person under whose number person i is found first: i
// itself from 16 years, for a younger child its mother; its father may be a
// [Persons.SecondHolder]. A child of a department without any woman of a
// mother's age, in a tiny population, is its own holder.
func (p *Persons) Holder(i uint32) uint32 {
	s := p.res.Spot(i)
	if s.Cell >= 2*residence.HolderAge {
		return i
	}
	if m, ok := p.home.mother(p.res, s); ok {
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
		if p.home.hasMother(s) {
			return 0
		}
		return 1
	}
	return 1 + int(p.broodOf(s).size)
}

// hasMother tells whether the children of an age in a department have mothers.
func (h *households) hasMother(s residence.Spot) bool {
	at := int(s.Dept)*residence.HolderAge + int(s.Cell/2)
	return h.children[at].before[motherSpan]+h.twins[at].pairs != 0
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
	b := p.broodOf(s)
	if b.size == 0 {
		return dst
	}
	from, last, sort := len(dst), uint8(none), false
	singles, twins := b.of.makeUp(b.family)
	for layer := singles; layer > 0; layer-- {
		slot := p.home.slot(b.of, s.Dept, b.j, b.family, layer-1)
		c := p.home.child(p.res, b.of, s.Dept, b.j, slot)
		sort = sort || c.Cell/2 == last // born in one year: the dates decide
		last = c.Cell / 2
		dst = append(dst, p.res.Index(c))
	}
	if twins {
		pair := p.home.twinsOf(p.res, b.of, s.Dept, b.j, b.family)
		dst = append(dst, p.res.Index(pair[0]), p.res.Index(pair[1]))
		sort = singles > 0
	}
	if sort {
		slices.SortStableFunc(dst[from:], p.byBirth)
	}
	return dst
}

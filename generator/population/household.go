package population

import (
	"slices"

	"breachsim/generator/internal/random"
)

// households ties every child under 16 to a mother in the same department.
//
//	child ─► shuffle ─► mother's age at the birth (ladder of the year's births)
//	      ─► slot among the children of the women of that age, youngest first
//	      ─► family size ─► family ─► shuffle ─► the woman
//
// Every step is one-to-one, so the chain also runs from the mother.
type households struct {
	children [depts * holderAge]childYear
	mothers  [depts * motherAges]motherYear

	childKey, motherKey, siblingKey random.Key
}

const (
	// Mothers are 16 to 51 calendar years older than their child, so at least
	// 15 years in full.
	motherFirst = 16
	motherSpan  = 36
	// motherAges counts the ages of women who may have a child under 16.
	motherAges = holderAge - 1 + motherSpan
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

// childYear is the children of one age in one department, by mother's age.
type childYear struct {
	// before counts the children whose mother was younger at the birth than
	// motherFirst+b; the last is all, or 0 if the department has no mother.
	before [motherSpan + 1]uint32
}

// motherYear is the women of one age in one department.
type motherYear struct {
	women uint32
	// before counts their children younger than a; the last is all of them.
	before [holderAge + 1]uint32
	// families by number of children, in the order in which they take slots.
	families [familySizes]families
}

// families is a number of families of one size.
type families struct{ count, size uint32 }

func (h *households) build(key random.Key, res *residence) {
	h.childKey = key.Stream(streamChild)
	h.motherKey = key.Stream(streamMother)
	h.siblingKey = key.Stream(streamSibling)
	births, family := key.Stream(streamBirths), key.Stream(streamFamily)
	for d := range uint8(depts) {
		for age := range uint8(holderAge) {
			h.buildChildren(res, d, age, births)
		}
		for j := range uint8(motherAges) {
			h.buildMothers(res, d, j, family)
		}
	}
}

// buildChildren shares the children of one age over their mothers' ages, in
// proportion to the women there are and their fertility at the birth.
func (h *households) buildChildren(res *residence, d, age uint8, births random.Key) {
	var weights [motherSpan]uint64
	var sum uint64
	for b := range weights {
		weights[b] = fertility[b] * uint64(res.count(d, woman(age+motherFirst+uint8(b))))
		sum += weights[b]
	}
	if sum == 0 {
		return // nobody to be the mother: these children stand alone
	}
	n := h.childCount(res, d, age)
	phase := uint32(births.At2(uint64(d), uint64(age)).Uint64() >> (64 - cutBits))
	var ladder [motherSpan + 1]uint32
	at := &h.children[int(d)*holderAge+int(age)]
	for b, share := range cumulate(ladder[:0], weights[:]) {
		at.before[b] = cutAt(n, share, phase)
	}
}

// woman returns the cell of women of an age.
func woman(age uint8) uint8 { return 2*age + 1 }

// childCount returns the number of children of an age in a department.
func (h *households) childCount(res *residence, d, age uint8) uint32 {
	row := res.cells(d)
	return row[2*int(age)+2] - row[2*int(age)]
}

// buildMothers counts the children of the women aged motherFirst+j.
func (h *households) buildMothers(res *residence, d, j uint8, family random.Key) {
	m := &h.mothers[int(d)*motherAges+int(j)]
	m.women = res.count(d, woman(motherFirst+j))
	for a := range holderAge {
		m.before[a+1] = m.before[a]
		if b := int(j) - a; b >= 0 && b < motherSpan {
			c := &h.children[int(d)*holderAge+a]
			m.before[a+1] += c.before[b+1] - c.before[b]
		}
	}
	r := family.At2(uint64(d), uint64(j)).Rand()
	m.families = familiesOf(m.women, m.before[holderAge], motherFirst+int(j), &r)
}

// mother returns the place of a child's mother; ok is false if it has none.
func (h *households) mother(res *residence, s spot) (spot, bool) {
	d, a := s.dept, s.cell/2
	c := &h.children[int(d)*holderAge+int(a)]
	n := c.before[motherSpan]
	if n == 0 {
		return spot{}, false
	}
	row := res.cells(d)
	sh := newShuffle(h.childKey.At(uint64(d)<<8|uint64(a)), n)
	q := sh.At(row[s.cell] + s.rank - row[2*a])
	b := 0
	for step := 32; step > 0; step /= 2 { // the last b with before[b] <= q
		if b+step < motherSpan && c.before[b+step] <= q {
			b += step
		}
	}
	j := int(a) + b
	m := &h.mothers[int(d)*motherAges+j]
	f, _ := h.family(m, d, uint8(j), m.before[a]+q-c.before[b])
	w := newShuffle(h.motherKey.At(uint64(d)<<8|uint64(j)), m.women)
	return spot{rank: w.At(f), dept: d, cell: woman(uint8(motherFirst + j))}, true
}

// siblings returns the family of a woman: its number among those of her age,
// and the number of her children under 16, 0 for a woman without.
func (h *households) siblings(s spot) (m *motherYear, j uint8, family, size uint32) {
	age := s.cell / 2
	if s.cell%2 == 0 || age < motherFirst || age >= oldestMother {
		return nil, 0, 0, 0
	}
	j = age - motherFirst
	m = &h.mothers[int(s.dept)*motherAges+int(j)]
	w := newShuffle(h.motherKey.At(uint64(s.dept)<<8|uint64(j)), m.women)
	family = w.Find(s.rank)
	run := uint32(0)
	for _, f := range m.families {
		if run += f.count; family < run {
			return m, j, family, f.size
		}
	}
	return m, j, family, 0
}

// child returns the place of the child in a slot of the women of an age.
func (h *households) child(res *residence, m *motherYear, d, j uint8, slot uint32) spot {
	a := 0
	for m.before[a+1] <= slot {
		a++
	}
	c := &h.children[int(d)*holderAge+a]
	sh := newShuffle(h.childKey.At(uint64(d)<<8|uint64(a)), c.before[motherSpan])
	q := sh.Find(c.before[int(j)-a] + slot - m.before[a])
	row := res.cells(d)
	cell := uint8(2 * a)
	if boys := row[2*a+1] - row[2*a]; q >= boys {
		cell, q = cell+1, q-boys
	}
	return spot{rank: q, dept: d, cell: cell}
}

// Holder returns the person under whose number person i is found: i itself
// from 16 years, for a younger child its mother. A child of a department
// without any woman of a mother's age, in a tiny population, is its own holder.
func (p *Persons) Holder(i uint32) uint32 {
	s := p.res.spot(i)
	if s.cell >= 2*holderAge {
		return i
	}
	if m, ok := p.home.mother(&p.res, s); ok {
		return p.res.index(m)
	}
	return i
}

// HouseholdSize returns the number of persons that a look-up under the number
// of person i returns: 1 and her children under 16 for a holder, 0 for a child
// that is found under its mother's number.
func (p *Persons) HouseholdSize(i uint32) int {
	s := p.res.spot(i)
	if s.cell < 2*holderAge {
		if p.home.children[int(s.dept)*holderAge+int(s.cell/2)].before[motherSpan] != 0 {
			return 0
		}
		return 1
	}
	_, _, _, size := p.home.siblings(s)
	return 1 + int(size)
}

// Household appends to dst the persons that a look-up under the number of
// person i returns: the person, then its children under 16 from the eldest to
// the youngest. For a child found under its mother's number it appends nobody.
func (p *Persons) Household(i uint32, dst []uint32) []uint32 {
	s := p.res.spot(i)
	if s.cell < 2*holderAge {
		if p.HouseholdSize(i) == 1 {
			dst = append(dst, i)
		}
		return dst
	}
	dst = append(dst, i)
	m, j, family, size := p.home.siblings(s)
	from, last, twins := len(dst), uint8(none), false
	for layer := size; layer > 0; layer-- {
		slot := p.home.slot(m, s.dept, j, family, layer-1)
		c := p.home.child(&p.res, m, s.dept, j, slot)
		twins = twins || c.cell/2 == last // born in one year: the dates decide
		last = c.cell / 2
		dst = append(dst, p.res.index(c))
	}
	if twins {
		slices.SortStableFunc(dst[from:], p.byBirth)
	}
	return dst
}

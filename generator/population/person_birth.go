package population

import (
	"cmp"
	"slices"

	"breachsim/generator/nir"
	"breachsim/generator/record"
)

// birth is where in the number space a person's birth lies.
type birth struct {
	cell, col, month uint8  // month 0 to 11
	rank             uint32 // inside the month of the group
}

// birth follows the chain from a place of residence to a place of birth.
func (p *Persons) birth(s spot) birth {
	t := &p.births
	row := t.row(&p.res, s.dept, s.cell)
	col, from := row.column(s.rank)
	before, n := t.placeIn(s.dept, s.cell, col)
	return p.birthIn(s, col, from, before, n)
}

// birthIn is the second half of birth: s is one of the before to before+…
// persons of its department in a group of n.
func (p *Persons) birthIn(s spot, col uint8, from, before, n uint32) birth {
	t := &p.births
	key := t.groupKey(s.cell, col)
	sh := newShuffle(key, n)
	r := sh.At(before + s.rank - from)
	m := uint8(r * 12 / n) // MaxPersons · 12 fits
	for m > 0 && t.monthStart(key, n, m) > r {
		m--
	}
	for t.monthStart(key, n, m+1) <= r {
		m++
	}
	return birth{cell: s.cell, col: col, month: m, rank: r - t.monthStart(key, n, m)}
}

// resident is the inverse of birth.
func (p *Persons) resident(b birth) spot {
	t := &p.births
	group := t.groupOf(b.cell, b.col)
	key, n := t.groupKey(b.cell, b.col), group[depts]
	sh := newShuffle(key, n)
	r := sh.Find(t.monthStart(key, n, b.month) + b.rank)
	d, found := slices.BinarySearch(group, r)
	if found {
		for group[d+1] == r { // departments with nobody
			d++
		}
	} else {
		d--
	}
	row := t.row(&p.res, uint8(d), b.cell)
	return spot{rank: r - group[d] + row.from(b.col), dept: uint8(d), cell: b.cell}
}

// year returns the year of birth of a cell.
func (p *Persons) year(cell uint8) int { return p.refYear - 1 - int(cell/2) }

// cohort is everybody with the same sex, two-digit year and month of birth and
// the same column: one space of numbers, its slots in a keyed order. Those of
// the later century take the slots from the front, those of the earlier one
// from the back, so that they never meet.
type cohort struct {
	young, old uint8 // cells; none if there is no such age
	col, month uint8
	slots      uint32
	order      shuffle
}

const none = 255

// centenarian is the first cell of those aged 100, who share their two-digit
// year with the newborn.
const centenarian = 200

// cellsOf returns the cells of a sex and two-digit year.
func (p *Persons) cellsOf(sex, yy uint8) (young, old uint8) {
	age := ((p.refYear-1-int(yy))%100 + 100) % 100
	young, old = uint8(2*age)+sex-1, none
	if age+100 < ages {
		old = young + centenarian
	}
	return young, old
}

func (p *Persons) cohort(sex, yy, month, col uint8) cohort {
	c := cohort{col: col, month: month}
	c.young, c.old = p.cellsOf(sex, yy)
	c.order, c.slots = p.slotOrder(sex, yy, month, col)
	return c
}

// slotOrder returns the keyed order of a cohort's slots, and their number.
func (p *Persons) slotOrder(sex, yy, month, col uint8) (order shuffle, slots uint32) {
	name := uint64(sex)<<24 | uint64(yy)<<16 | uint64(month)<<8 | uint64(col)
	slots = p.births.slots[col]
	return newShuffle(p.slotKey.At(name), slots), slots
}

// count returns the persons of one of the cohort's cells.
func (p *Persons) count(c *cohort, cell uint8) uint32 {
	if cell == none {
		return 0
	}
	t := &p.births
	key, n := t.groupKey(cell, c.col), t.size(cell, c.col)
	return t.monthStart(key, n, c.month+1) - t.monthStart(key, n, c.month)
}

// slot returns the number of a birth in its cohort: code position · capacity
// + order number - 1.
func (p *Persons) slot(b birth) uint32 {
	yy := uint8(p.year(b.cell) % 100)
	order, slots := p.slotOrder(b.cell%2+1, yy, b.month, b.col)
	if b.cell >= centenarian {
		return order.At(slots - 1 - b.rank)
	}
	return order.At(b.rank)
}

// member is the inverse of slot; ok is false for a slot that nobody has.
func (p *Persons) member(c *cohort, slot uint32) (b birth, ok bool) {
	x := c.order.Find(slot)
	if x < p.count(c, c.young) {
		return birth{cell: c.young, col: c.col, month: c.month, rank: x}, true
	}
	if x = c.slots - 1 - x; x < p.count(c, c.old) {
		return birth{cell: c.old, col: c.col, month: c.month, rank: x}, true
	}
	return birth{}, false
}

// number writes a slot as a NIR.
func (p *Persons) number(cell, month, col uint8, slot uint32) nir.NIR {
	place := p.births.nirs[col][slot/capacity]
	return nir.Make(cell%2+1, uint8(p.year(cell)%100), month+1, place, uint16(slot%capacity+1))
}

// NIR returns the number of person i.
func (p *Persons) NIR(i uint32) nir.NIR {
	b := p.birth(p.res.spot(i))
	return p.number(b.cell, b.month, b.col, p.slot(b))
}

// Find returns the person with a number; ok is false if nobody has it.
func (p *Persons) Find(n nir.NIR) (i uint32, ok bool) {
	sex, yy, month, order := n.Sex(), n.Year(), n.Month(), n.Order()
	if sex < 1 || sex > 2 || month < 1 || month > 12 || order == 0 {
		return 0, false
	}
	col, code, ok := columnOf(n.Place())
	if !ok {
		return 0, false
	}
	at, ok := slices.BinarySearch(p.births.places[col].codes, code)
	if !ok {
		return 0, false
	}
	c := p.cohort(sex, yy, month-1, col)
	slot := uint32(at)*capacity + uint32(order) - 1
	b, ok := p.member(&c, slot)
	if !ok || p.number(b.cell, b.month, b.col, slot) != n {
		return 0, false // the second for values that are no NIR at all
	}
	return p.res.index(p.resident(b)), true
}

// day returns the day of the month of person i, evenly spread.
func (p *Persons) day(i uint32, year int, month uint8) uint8 {
	return uint8(p.dayKey.At(uint64(i)).Below(uint64(daysIn(year, month)))) + 1
}

// daysIn returns the length of a month, 1 to 12.
func daysIn(year int, month uint8) int {
	switch {
	case month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0):
		return 29
	case month == 2:
		return 28
	case month == 4 || month == 6 || month == 9 || month == 11:
		return 30
	}
	return 31
}

// BirthDate returns the date of birth of person i.
func (p *Persons) BirthDate(i uint32) record.Date {
	s := p.res.spot(i)
	return p.birthDate(i, p.birth(s))
}

func (p *Persons) birthDate(i uint32, b birth) record.Date {
	year, month := p.year(b.cell), b.month+1
	return record.Date{Year: int16(year), Month: month, Day: p.day(i, year, month)}
}

// byBirth compares two persons by their dates of birth.
func (p *Persons) byBirth(i, j uint32) int {
	a, b := p.BirthDate(i), p.BirthDate(j)
	return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Day, b.Day))
}

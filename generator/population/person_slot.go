package population

import (
	"breachsim/generator/internal/random"
	"breachsim/generator/nir"
	"breachsim/generator/population/birthplace"
	"breachsim/generator/population/chain"
	"breachsim/generator/population/residence"
)

// cohort is everybody with the same sex, two-digit year and month of birth and
// the same column: one space of numbers, its slots in a keyed order. Those of
// the later century take the slots from the front, those of the earlier one
// from the back, so that they never meet.
type cohort struct {
	young, old uint8 // cells; none if there is no such age
	col, month uint8
	slots      uint32
	order      slotOrder
}

const none = 255

// cellsOf returns the cells of a sex and two-digit year.
func (p *Persons) cellsOf(sex, yy uint8) (young, old uint8) {
	age := ((p.refYear-1-int(yy))%100 + 100) % 100
	young, old = uint8(2*age)+sex-1, none
	if age+100 < residence.Ages {
		old = young + residence.Centenarian
	}
	return young, old
}

func (p *Persons) cohort(sex, yy, month, col uint8) cohort {
	c := cohort{col: col, month: month}
	c.young, c.old = p.cellsOf(sex, yy)
	c.order, c.slots = p.slotOrder(sex, yy, month, col, striped(c.young))
	return c
}

// slotOrder returns the keyed order of a cohort's slots, and their number.
func (p *Persons) slotOrder(sex, yy, month, col uint8, striped bool) (order slotOrder, slots uint32) {
	slots = p.births.Slots(col)
	order.key = p.slotName(sex, yy, month, col)
	if striped {
		order.codes = slots / birthplace.Capacity
		return order, slots
	}
	order.plain = chain.NewShuffle(order.key, slots)
	return order, slots
}

// count returns the persons of one of the cohort's cells.
func (p *Persons) count(c *cohort, cell uint8) uint32 {
	if cell == none {
		return 0
	}
	others, twins := p.inMonth(cell, c.col, c.month)
	return others + twins
}

// used returns up to which position, and from which one, slots may be taken.
func (p *Persons) used(c *cohort) (from, to uint32) {
	others, twins := p.inMonth(c.young, c.col, c.month)
	from, to = others, c.slots-p.count(c, c.old)
	if twins > 0 {
		from = c.order.stripes(others) + twins*c.order.codes
	}
	return from, to
}

// slot returns the number of a birth in its cohort: code position · capacity
// + order number - 1.
func (p *Persons) slot(b birth) uint32 {
	if !striped(b.cell) && b.cell < residence.Centenarian {
		return p.plainSlot(b.cell, b.month, b.col, b.rank)
	}
	yy := uint8(p.year(b.cell) % 100)
	order, slots := p.slotOrder(b.cell%2+1, yy, b.month, b.col, striped(b.cell))
	switch {
	case b.cell >= residence.Centenarian:
		return order.At(slots - 1 - b.rank)
	case b.pair != 0:
		others, _ := p.inMonth(b.cell, b.col, b.month)
		code := uint32(p.pairKey(b.cell, b.col, b.pair).Below(uint64(order.codes)))
		return order.At(order.stripes(others) + (b.rank-others)*order.codes + code)
	}
	return order.At(b.rank)
}

// plainSlot is slot for those aged 16 to 99.
func (p *Persons) plainSlot(cell, month, col uint8, rank uint32) uint32 {
	sh := chain.NewShuffle(p.slotName(cell%2+1, uint8(p.year(cell)%100), month, col), p.births.Slots(col))
	return sh.At(rank)
}

// slotName names the order of a cohort's slots.
func (p *Persons) slotName(sex, yy, month, col uint8) random.Key {
	return p.slotKey.At(uint64(sex)<<24 | uint64(yy)<<16 | uint64(month)<<8 | uint64(col))
}

// member is the inverse of slot; ok is false for a slot that nobody has.
func (p *Persons) member(c *cohort, slot uint32) (b birth, ok bool) {
	x := c.order.Find(slot)
	others, twins := p.inMonth(c.young, c.col, c.month)
	if x < others {
		return birth{cell: c.young, col: c.col, month: c.month, rank: x}, true
	}
	if twins > 0 {
		if first := c.order.stripes(others); x >= first && x < first+twins*c.order.codes {
			b = p.twinOfMonth(c.young, c.col, c.month, others, (x-first)/c.order.codes)
			return b, p.slot(b) == slot
		}
	}
	if x = c.slots - 1 - x; x < p.count(c, c.old) {
		return birth{cell: c.old, col: c.col, month: c.month, rank: x}, true
	}
	return birth{}, false
}

// number writes a slot as a NIR.
func (p *Persons) number(cell, month, col uint8, slot uint32) nir.NIR {
	place := p.births.Place(col, slot)
	return nir.Make(cell%2+1, uint8(p.year(cell)%100), month+1, place, uint16(slot%birthplace.Capacity+1))
}

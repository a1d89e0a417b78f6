package population

import (
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/record"
)

// NIR returns the number of person i.
func (p *Persons) NIR(i uint32) nir.NIR {
	s := p.res.Spot(i)
	return p.numbers.of(i, s, p.register.Birth(s))
}

// Find returns the person with a number; ok is false if nobody has it.
func (p *Persons) Find(n nir.NIR) (i uint32, ok bool) {
	sex, yy, month, order := n.Sex(), n.Year(), n.Month(), n.Order()
	if sex > 2 {
		return p.findTemporary(n)
	}
	if sex < 1 || month < 1 || month > 12 || order == 0 {
		return 0, false
	}
	col, code, ok := birthplace.ColumnOf(n.Place())
	if !ok {
		return 0, false
	}
	slot, ok := p.births.SlotOf(col, code, order)
	if !ok {
		return 0, false
	}
	c := p.register.Cohort(sex, yy, month-1, col)
	b, ok := p.register.Member(&c, slot)
	if !ok || p.register.Number(b.Cell, b.Month, b.Col, slot) != n {
		return 0, false // the second for values that are no NIR at all
	}
	s := p.register.Resident(b)
	i = p.res.Index(s)
	return i, !p.numbers.temporary(i, s, b.Col)
}

// BirthDate returns the date of birth of person i.
func (p *Persons) BirthDate(i uint32) record.Date {
	s := p.res.Spot(i)
	return p.register.BirthDate(i, p.register.Birth(s))
}

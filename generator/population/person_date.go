package population

import (
	"cmp"

	"breachsim/generator/record"
)

// day returns the day of the month of person i, evenly spread; twins have it
// from their pair.
func (p *Persons) day(i uint32, b birth, year int) uint8 {
	k := p.dayKey.At(uint64(i))
	if b.pair != 0 {
		k = p.pairKey(b.cell, b.col, b.pair).At(pairDay)
	}
	return uint8(k.Below(uint64(daysIn(year, b.month+1)))) + 1
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
	s := p.res.Spot(i)
	return p.birthDate(i, p.birth(s))
}

func (p *Persons) birthDate(i uint32, b birth) record.Date {
	year, month := p.year(b.cell), b.month+1
	return record.Date{Year: int16(year), Month: month, Day: p.day(i, b, year)}
}

// byBirth compares two persons by their dates of birth.
func (p *Persons) byBirth(i, j uint32) int {
	a, b := p.BirthDate(i), p.BirthDate(j)
	return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Day, b.Day))
}

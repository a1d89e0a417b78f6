package population

import (
	"time"

	"breachsim/generator/population/residence"
	"breachsim/generator/record"
)

// Watch says which local days a scenario lasts, in days since 1970: for [Persons.Lapsed]
// and [Persons.Lapsing]. It must be called before the population is shared.
func (p *Persons) Watch(first, last int32) { p.first, p.last = first, last }

// Lapsed reports whether the rights of holder i ended before the days that are watched:
// look-ups then find no rights, and expose nobody.
func (p *Persons) Lapsed(i uint32) bool { return p.End(i) < p.first }

// Lapsing reports whether the rights of holder i end on one of the days that are
// watched, but the last.
func (p *Persons) Lapsing(i uint32) bool {
	end := p.End(i)
	return end >= p.first && end < p.last
}

// End returns the last day of the rights of holder i, in days since 1970, or [NoEnd].
// It is the day in the record.
func (p *Persons) End(i uint32) int32 {
	s := p.res.Spot(i)
	row := p.births.Row(s.Dept, s.Cell)
	col, _ := row.Column(s.Rank)
	return p.endOf(i, s, col)
}

// endOf is End for the holder at s, born in col.
func (p *Persons) endOf(i uint32, s residence.Spot, col uint8) int32 {
	end, ok := p.entitled.End(i, s, col)
	if !ok {
		return NoEnd
	}
	return dayNumber(end)
}

// dayNumber is a date in days since 1970.
func dayNumber(d record.Date) int32 {
	const day = 24 * 60 * 60
	return int32(time.Date(int(d.Year), time.Month(d.Month), int(d.Day), 0, 0, 0, 0, time.UTC).Unix() / day)
}

package population

import (
	"math"
	"time"

	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/internal/population/rights"
	"github.com/breachsim/breachsim/generator/record"
)

// Status is how persons stand with their insurer: until when their rights last, and what
// their demand for care depends on.
type Status struct {
	res         *residence.Table
	births      *birthplace.Table
	entitled    *rights.Table
	first, last int32 // see Watch
}

// Watch says which local days a scenario lasts, in days since 1970: for [Status.Lapsed]
// and [Status.Lapsing]. It must be called before the population is shared.
func (p *Status) Watch(first, last int32) { p.first, p.last = first, last }

// Lapsed reports whether the rights of holder i ended before the days that are watched:
// look-ups then find no rights, and expose nobody.
func (p *Status) Lapsed(i uint32) bool { return p.End(i) < p.first }

// Lapsing reports whether the rights of holder i end on one of the days that are
// watched, but the last.
func (p *Status) Lapsing(i uint32) bool {
	end := p.End(i)
	return end >= p.first && end < p.last
}

// NoEnd is the last day of rights that do not end.
const NoEnd = math.MaxInt32

// End returns the last day of the rights of holder i, in days since 1970, or [NoEnd].
// It is the day in the record.
func (p *Status) End(i uint32) int32 {
	s := p.res.Spot(i)
	row := p.births.Row(s.Dept, s.Cell)
	col, _ := row.Column(s.Rank)
	return p.endOf(i, s, col)
}

// endOf is End for the holder at s, born in col.
func (p *Status) endOf(i uint32, s residence.Spot, col uint8) int32 {
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

// Condition is what a person's demand for care depends on.
type Condition struct {
	Age    uint8 // completed years on 1 January of the reference year
	Woman  bool
	ALD    bool // holds a long-term illness right
	Doctor bool // has declared a referring doctor; not asked where there is state medical aid
}

// Condition returns the condition of person i.
func (p *Status) Condition(i uint32) Condition {
	c := p.Civil(i)
	return p.Whole(&c)
}

// ConditionOf is Condition of a person whose age and sex are known already.
func (p *Status) ConditionOf(i uint32, age uint8, woman bool) Condition {
	c := Civil{Person: i, dept: p.res.Dept(i), cell: 2 * age}
	if woman {
		c.cell++
	}
	return p.Whole(&c)
}

// Civil is a person of whom no more is known than age, sex and place.
type Civil struct {
	Person     uint32
	dept, cell uint8
}

// Age is in completed years on 1 January of the reference year.
func (c *Civil) Age() uint8 { return c.cell / 2 }

// Woman reports whether it is one.
func (c *Civil) Woman() bool { return c.cell%2 == 1 }

// Civil returns person i.
func (p *Status) Civil(i uint32) Civil {
	s := p.res.Spot(i)
	return Civil{i, s.Dept, s.Cell}
}

// Whole returns the condition of a person.
func (p *Status) Whole(c *Civil) Condition {
	ald, doctor := p.entitled.Health(c.Person, c.dept, c.cell)
	return Condition{Age: c.Age(), Woman: c.Woman(), ALD: ald, Doctor: doctor}
}

package population

import (
	"slices"

	"github.com/breachsim/breachsim/generator/internal/population/birth"
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/nir"
)

// CohortCount returns how many persons have a sex (1, 2), a two-digit year and
// a month (1 to 12) in their number.
func (p *Persons) CohortCount(sex, yy, month uint8) int {
	if !validCohort(sex, yy, month) {
		return 0
	}
	total := 0
	for col := range uint8(birthplace.Columns) {
		c := p.register.Cohort(sex, yy, month-1, col)
		if col < birthplace.ColAbroad {
			total += p.register.Members(&c)
			continue
		}
		total += len(p.appendCohort(&c, nil))
	}
	return total
}

// Cohort appends to dst every person, adults and children, whose number begins
// with a sex (1, 2), a two-digit year and a month (1 to 12), in the order in
// which their numbers sort. Persons with temporary numbers are in none.
func (p *Persons) Cohort(sex, yy, month uint8, dst []uint32) []uint32 {
	if !validCohort(sex, yy, month) {
		return dst
	}
	for _, col := range birthplace.TextOrder() {
		c := p.register.Cohort(sex, yy, month-1, col)
		dst = p.appendCohort(&c, dst)
	}
	return dst
}

// appendCohort appends the persons of one cohort. The slots come first, in
// their order, which is that of the numbers; then each gives way to its person.
func (p *Persons) appendCohort(c *birth.Cohort, dst []uint32) []uint32 {
	from := len(dst)
	dst = p.register.AppendSlots(c, dst)
	slices.Sort(dst[from:])
	to := from
	for _, slot := range dst[from:] {
		b, _ := p.register.Member(c, slot)
		s := p.register.Resident(b)
		i := p.res.Index(s)
		if c.Col < birthplace.ColAbroad || !p.numbers.temporary(i, s, c.Col) {
			dst[to] = i
			to++
		}
	}
	return dst[:to]
}

func validCohort(sex, yy, month uint8) bool {
	return (sex == 1 || sex == 2) && yy < 100 && month >= 1 && month <= 12
}

// Unassigned returns a number that is right in every way, in the place codes
// that the population uses, spread over cohorts and places as the persons are,
// and that nobody has: an entry of an old list.
func (p *Persons) Unassigned(k random.Key) nir.NIR {
	r := k.Stream(streamUnassigned).Rand()
	b := p.register.Birth(p.res.Spot(uint32(r.Below(uint64(p.n)))))
	return p.register.Vacant(b.Cell, b.Month, b.Col, r.Uint64())
}

// UnassignedIn is Unassigned with a given sex (1, 2), two-digit year and month
// (1 to 12); values outside these ranges are held to them.
func (p *Persons) UnassignedIn(k random.Key, sex, yy, month uint8) nir.NIR {
	sex, yy, month = min(max(sex, 1), 2), min(yy, 99), min(max(month, 1), 12)-1
	r := k.Stream(streamUnassigned).Rand()
	cell, _ := p.register.CellsOf(sex, yy)
	// The place is that of some resident of that age, drawn as the tables draw.
	dept := p.Dept(uint32(r.Below(uint64(p.n))))
	row := p.births.Row(dept, cell)
	row.N, row.Phase = 1<<20, 0
	col, _ := row.Column(uint32(r.Below(1 << 20)))
	return p.register.Vacant(cell, month, col, r.Uint64())
}

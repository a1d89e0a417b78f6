package population

import (
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/birth"
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/chain"
	"github.com/breachsim/breachsim/generator/internal/population/couple"
	"github.com/breachsim/breachsim/generator/internal/population/geo"
	"github.com/breachsim/breachsim/generator/internal/population/household"
	"github.com/breachsim/breachsim/generator/internal/population/kin"
	"github.com/breachsim/breachsim/generator/internal/population/names"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/internal/population/rights"
	"github.com/breachsim/breachsim/generator/internal/random"
)

const depts = facts.DepartmentCount

// MaxPersons is the largest population, a little more than France has.
const MaxPersons = 80_000_000

// Persons is the insured population. Its methods compute and store nothing: all
// are safe for concurrent use and none allocates, but for growing a slice that
// the caller passes. Texts are read through [Persons.People].
type Persons struct {
	Status *Status // how they stand with their insurer

	n       uint32
	refYear int

	res      *residence.Table
	births   *birthplace.Table
	home     *household.Table
	register *birth.Register
	couples  *couple.Table
	kin      *kin.Finder
	names    *names.Bearers
	entitled *rights.Table
	numbers  *numbering
	sheets   *sheets

	key random.Key

	canaries map[uint32]uint8 // see Plant
	wary     random.Key       // see Wary
	avoided  int64
}

// NewPersons builds a population of n persons (held within 1 to MaxPersons)
// whose ages are completed years on 1 January refYear. It takes the same few
// tens of milliseconds and megabytes for any n.
func NewPersons(key random.Key, n int, refYear int) *Persons {
	p := &Persons{
		n:       uint32(min(max(n, 1), MaxPersons)),
		refYear: refYear,
		key:     key,
	}
	p.res = residence.New(key, p.n)
	p.births = birthplace.New(key, p.res, refYear)
	p.home = household.New(key, p.res, p.births)
	p.register = birth.New(key, p.home, p.births, refYear)
	p.couples = couple.New(key, p.home, p.births)
	p.kin = kin.New(p.register, p.home, p.couples)
	p.names = names.New(key, p.register)
	p.entitled = rights.New(key, p.home, p.births, p.register)
	p.numbers = newNumbering(key, p.register, p.entitled)
	p.sheets = &sheets{res: p.res, find: p.kin, names: p.names}
	p.Status = &Status{res: p.res, births: p.births, entitled: p.entitled}
	return p
}

// Len returns the number of persons.
func (p *Persons) Len() int { return int(p.n) }

// RefYear returns the year on whose first day ages are counted.
func (p *Persons) RefYear() int { return p.refYear }

// Dept returns the department in which person i lives, by its place in
// facts.Departments.
func (p *Persons) Dept(i uint32) uint8 { return p.res.Dept(i) }

// DeptRange returns the persons who live in a department: from, up to but not
// including to.
func (p *Persons) DeptRange(d uint8) (from, to uint32) { return p.res.Range(d) }

// Age returns the completed years of age on 1 January of the reference year.
func (p *Persons) Age(i uint32) int { return int(p.res.Spot(i).Cell / 2) }

// Sex returns 1 for a man, 2 for a woman, as in the NIR.
func (p *Persons) Sex(i uint32) uint8 { return p.res.Spot(i).Cell%2 + 1 }

// Commune returns the commune in which person i lives, below Communes(Dept(i)).
// Couples live in one commune.
func (p *Persons) Commune(i uint32) int {
	s := p.kin.Of(i)
	return communeOf(p.res, s.Home)
}

// communeOf returns the commune of the person by whom a home is placed.
func communeOf(res *residence.Table, holder uint32) int {
	d := res.Dept(holder)
	from, to := res.Range(d)
	return geo.CommuneAt(d, chain.CutShare(to-from, holder-from, 0))
}

// Origin returns the group of countries in which person i was born.
func (p *Persons) Origin(i uint32) birthplace.Origin {
	s := p.res.Spot(i)
	row := p.births.Row(s.Dept, s.Cell)
	col, _ := row.Column(s.Rank)
	return birthplace.OriginOf(col)
}

// Rights returns the rights of person i. Cover and aid belong to the holder
// and are shared by the children; illness and doctor are the person's own.
func (p *Persons) Rights(i uint32) rights.Rights {
	s := p.kin.Of(i)
	return p.entitled.Of(&s)
}

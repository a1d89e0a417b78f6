package population

import (
	"breachsim/generator/facts"
	"breachsim/generator/internal/random"
	"breachsim/generator/population/birthplace"
	"breachsim/generator/population/chain"
	"breachsim/generator/population/geo"
	"breachsim/generator/population/residence"
)

const depts = facts.DepartmentCount

// MaxPersons is the largest population, a little more than France has.
const MaxPersons = 80_000_000

// Persons is the insured population. Its methods compute and store nothing: all
// are safe for concurrent use and none allocates, but for growing a slice that
// the caller passes. Texts are read through [Persons.People].
type Persons struct {
	n       uint32
	refYear int

	res    *residence.Table
	births *birthplace.Table
	home   households

	lengths []uint32       // of the common lines, by department and cell
	lineups [depts]*lineup // of the small departments

	slotKey, dayKey, coupleKey, rightsKey, temporaryKey random.Key

	firstKey, surnameKey, partnerKey, communityKey random.Key

	serials chain.Shuffle // of temporary numbers, by index
	key     random.Key

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
		slotKey: key.Stream(streamSlot),
		dayKey:  key.Stream(streamDay),

		coupleKey: key.Stream(streamCouple),
		rightsKey: key.Stream(streamRights),

		firstKey:   key.Stream(streamFirstName),
		surnameKey: key.Stream(streamSurname),
		partnerKey: key.Stream(streamPartner),

		communityKey: key.Stream(streamCommunity),
		temporaryKey: key.Stream(streamTemporary),
		serials:      chain.NewShuffle(key.Stream(streamTemporary), MaxPersons),
	}
	p.res = residence.New(key, p.n)
	p.births = birthplace.New(key, p.res, refYear)
	p.home.build(key, p.res, p.births)
	p.buildLengths()
	p.buildLineups()
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
	s := p.subject(i)
	return p.communeOf(s.home)
}

// communeOf returns the commune of the person by whom a home is placed.
func (p *Persons) communeOf(holder uint32) int {
	d := p.Dept(holder)
	from, to := p.DeptRange(d)
	return geo.CommuneAt(d, chain.CutShare(to-from, holder-from, 0))
}

// Origin returns the group of countries in which person i was born.
func (p *Persons) Origin(i uint32) birthplace.Origin {
	s := p.res.Spot(i)
	row := p.births.Row(s.Dept, s.Cell)
	col, _ := row.Column(s.Rank)
	return birthplace.OriginOf(col)
}

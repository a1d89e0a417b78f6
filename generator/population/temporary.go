package population

import (
	"breachsim/generator/internal/random"
	"breachsim/generator/nir"
	"breachsim/generator/population/birthplace"
	"breachsim/generator/population/residence"
)

// Persons born abroad whose birth certificate is not yet checked have a
// temporary number instead of one made from their place of birth: most of those
// with state medical aid, and a few who have just come. The number that their
// birth would give belongs to nobody then.
const (
	// temporaryAid is the share, in thousandths, of those with state medical aid
	// born abroad; an estimate: no figure is public.
	temporaryAid = 700
	// temporaryNew is the share of the others born abroad, in thousandths; an
	// estimate likewise.
	temporaryNew = 4
)

// Temporary reports whether person i has a temporary number. Such persons are
// in no cohort.
func (p *Persons) Temporary(i uint32) bool {
	s := p.res.Spot(i)
	row := p.births.Row(s.Dept, s.Cell)
	col, _ := row.Column(s.Rank)
	return p.temporary(i, s, col)
}

// temporary is Temporary for the person i at s, born in col.
func (p *Persons) temporary(i uint32, s residence.Spot, col uint8) bool {
	if col < birthplace.ColAbroad {
		return false
	}
	u := p.temporaryKey.At(uint64(i)).Below(1000)
	return u < temporaryNew || u < temporaryAid && p.aided(i, s, col)
}

// aided reports whether the person i at s, born in col, has state medical aid,
// which for a child is its holder's.
func (p *Persons) aided(i uint32, s residence.Spot, col uint8) bool {
	if s.Cell < 2*residence.HolderAge {
		if m, ok := p.home.mother(p.res, s); ok {
			i, s = p.res.Index(m), m
			row := p.births.Row(s.Dept, s.Cell)
			col, _ = row.Column(s.Rank)
		}
	}
	shared := p.sharedRights(i)
	return shared.Below(10_000_000) < ameRate(birth{cell: s.Cell, col: col})*places().ame[s.Dept]
}

// sharedRights starts the draws of what a holder shares with the children.
func (p *Persons) sharedRights(holder uint32) random.Rand {
	return p.rightsKey.At(sharedDraw | uint64(holder)).Rand()
}

// temporaryNumber returns the number of the person i of a cell.
func (p *Persons) temporaryNumber(i uint32, cell uint8) nir.NIR {
	return nir.MakeTemporary(cell%2+1, p.serials.At(i))
}

// findTemporary is Find for temporary numbers.
func (p *Persons) findTemporary(n nir.NIR) (i uint32, ok bool) {
	sex, serial, ok := n.Serial()
	if !ok || serial >= MaxPersons {
		return 0, false
	}
	i = p.serials.Find(serial)
	return i, i < p.n && p.Sex(i) == sex && p.Temporary(i)
}

// numberOf returns the number of the person i at s, born as b.
func (p *Persons) numberOf(i uint32, s residence.Spot, b birth) nir.NIR {
	if p.temporary(i, s, b.col) {
		return p.temporaryNumber(i, b.cell)
	}
	return p.nirOf(b)
}

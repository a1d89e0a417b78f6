package population

import (
	"github.com/breachsim/breachsim/generator/internal/population/birth"
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/chain"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/internal/population/rights"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/nir"
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
	return p.numbers.temporary(i, s, col)
}

// numbering says which number a person has, that of a birth or a temporary one.
type numbering struct {
	register *birth.Register
	rights   *rights.Table
	key      random.Key    // who has a temporary number
	serials  chain.Shuffle // of temporary numbers, by index
}

func newNumbering(key random.Key, register *birth.Register, rights *rights.Table) *numbering {
	key = key.Stream(streamTemporary)
	return &numbering{register: register, rights: rights, key: key, serials: chain.NewShuffle(key, MaxPersons)}
}

// temporary tells whether the person i at s, born in col, has a temporary number.
func (p *numbering) temporary(i uint32, s residence.Spot, col uint8) bool {
	if col < birthplace.ColAbroad {
		return false
	}
	u := p.key.At(uint64(i)).Below(1000)
	return u < temporaryNew || u < temporaryAid && p.rights.Aided(i, s, col)
}

// serial returns the temporary number of the person i of a cell.
func (p *numbering) serial(i uint32, cell uint8) nir.NIR {
	return nir.MakeTemporary(cell%2+1, p.serials.At(i))
}

// findTemporary is Find for temporary numbers.
func (p *Persons) findTemporary(n nir.NIR) (i uint32, ok bool) {
	sex, serial, ok := n.Serial()
	if !ok || serial >= MaxPersons {
		return 0, false
	}
	i = p.numbers.serials.Find(serial)
	return i, i < p.n && p.Sex(i) == sex && p.Temporary(i)
}

// of returns the number of the person i at s, born as b.
func (p *numbering) of(i uint32, s residence.Spot, b birth.Birth) nir.NIR {
	if p.temporary(i, s, b.Col) {
		return p.serial(i, b.Cell)
	}
	return p.register.NIROf(b)
}

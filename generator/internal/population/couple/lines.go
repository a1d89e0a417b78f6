package couple

import (
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/chain"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// lineOf is the order of the men of a cell.
func (p *Table) lineOf(d, cell uint8, n uint32) chain.Shuffle {
	return chain.NewShuffle(p.key.At(uint64(d)<<8|uint64(cell)), n)
}

// ownLine returns the place in the line of a group of countries.
func (p *Table) ownLine(r *birthplace.Row, s residence.Spot, col uint8) (at uint32, ok bool) {
	if col < birthplace.ColAbroad || p.small(s.Dept) {
		return 0, false
	}
	from := r.From(col)
	sh, share := p.group(s.Dept, s.Cell, col, r.From(col+1)-from)
	at = sh.At(s.Rank - from)
	return at, at < share
}

// group is the line of those born in a column, and how far it goes.
func (p *Table) group(d, cell, col uint8, n uint32) (order chain.Shuffle, share uint32) {
	key := p.key.At(ownLineOrder | uint64(col)<<16 | uint64(d)<<8 | uint64(cell))
	part := uint32(endogamyMen)
	if cell%2 == 1 {
		part = inCouple[cell/2/5-3] * endogamyWomen / 1000
	}
	return chain.NewShuffle(key, n), (n*part + uint32(uint64(key)>>40)%1000) / 1000
}

// gap returns the gap of ages at a place.
func gap(k random.Key, at uint32) int { return int(gapSteps[k.At(uint64(at)).Uint64()>>58]) }

// other returns the cell of the partner for a gap; ok is false if there is no
// such age.
func other(cell uint8, gap int) (uint8, bool) {
	age := int(cell/2) - gap
	if cell%2 == 1 {
		age = int(cell/2) + gap
	}
	return uint8(2*age) + 1 - cell%2, age >= CoupleAge && age < residence.Ages
}

// Table is how many places of the women's line have couples.
func (p *Table) couples(d, cell uint8) uint32 {
	return min(p.res.Count(d, cell)*inCouple[cell/2/5-3]/1000, p.common(d, cell))
}

// common is the length of a line without those of the same-sex couples, and
// without the mothers who live alone.
func (p *Table) common(d, cell uint8) uint32 { return p.lengths[int(d)*residence.Cells+int(cell)] }

// ofOneSex is how many of the n persons of a cell may live with one of their
// own sex. It is rounded alike for all ages of a band, whose lines meet.
func (p *Table) ofOneSex(d, cell uint8, n uint32) uint32 {
	if cell < 2*SameSexFrom || cell >= 2*SameSexTo {
		return 0
	}
	band := (cell/2 - SameSexFrom) / sameSexBand
	phase := p.key.At(sameSexRounding | uint64(band)<<16 | uint64(d)<<8 | uint64(cell%2)).Below(1000)
	return min((n*sameSex[cell%2]+uint32(phase))/1000, n-p.lone(d, cell))
}

// standing returns who stands at a place of the common line, unless he or she
// has a place in a line of their own.
func (p *Table) standing(r *birthplace.Row, d, cell uint8, at uint32) Companion {
	s := residence.Spot{Dept: d, Cell: cell}
	if cell%2 == 0 {
		sh := p.lineOf(d, cell, r.N)
		s.Rank = sh.Find(at)
	} else {
		s.Rank = p.womanAt(d, cell, at, r.N)
	}
	col, _ := r.Column(s.Rank)
	if _, own := p.ownLine(r, s, col); own {
		return Companion{}
	}
	return Companion{Spot: s, Col: col, OK: true}
}

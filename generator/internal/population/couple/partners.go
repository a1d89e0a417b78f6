package couple

import (
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/household"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// Couples live in one commune, that of the woman or of the one with the lower
// index. Nobody's partner is stored. The persons of each cell of a department
// stand in a line, and partners stand at the same place of two lines:
//
//	women aged 40   0 1 2 3 4 5 ··· | single          place 3: gap +2
//	men aged 42     0 1 2 3 4 5 ··· · · ·             place 3: gap +2, so woman of 40
//
// The gap of ages depends on the place alone, so that for one place it takes
// different ages of women to different ages of men: a one-to-one pairing that
// reads the same from both sides. Who stands beyond the women's share of
// couples is single, and so is a man beyond it.
//
// Two women or two men stand at the end of their lines; there the place gives a
// number that is added to the age without carry (exclusive or), which undoes
// itself. Persons born abroad have first a line of their own group of
// countries, where three couples in four are found, and then the common one.

// Departments with few persons have too few of each age for this, and pair in
// another way: see small.go.

// New pairs those whose tables these are.
func New(key random.Key, home *household.Table, births *birthplace.Table) *Table {
	p := &Table{res: births.Residence(), births: births, home: home, key: key.Stream(streamCouple)}
	p.buildLengths()
	p.buildLineups()
	return p
}

// Companion returns the partner of the person at s, born in col; family is a
// woman's number among those of her age (see familyOf).
func (p *Table) Companion(s residence.Spot, col uint8, family uint32) Companion {
	if s.Cell < 2*CoupleAge {
		return Companion{}
	}
	r := p.births.Row(s.Dept, s.Cell)
	at := p.placeOf(&r, s, col, family)
	if at.own {
		return p.countryman(s, col, at.at)
	}
	if c := p.opposite(s, at.at); c.OK || s.Cell < 2*SameSexFrom || s.Cell >= 2*SameSexTo {
		return c
	}
	return p.alike(s, at.at)
}

// Alike returns the partner of the man at s, born in col, who lives with no woman.
func (p *Table) Alike(s residence.Spot, col uint8) Companion {
	if s.Cell < 2*SameSexFrom || s.Cell >= 2*SameSexTo {
		return Companion{}
	}
	r := p.births.Row(s.Dept, s.Cell)
	if at := p.placeOf(&r, s, col, 0); !at.own {
		return p.alike(s, at.at)
	}
	return Companion{}
}

// placeOf returns the place of a person in its line.
func (p *Table) placeOf(r *birthplace.Row, s residence.Spot, col uint8, family uint32) place {
	if at, ok := p.ownLine(r, s, col); ok {
		return place{at: at, own: true}
	}
	if s.Cell%2 == 0 {
		sh := p.lineOf(s.Dept, s.Cell, r.N)
		return place{at: sh.At(s.Rank)}
	}
	return place{at: p.womensPlace(s, r.N, family)}
}

// countryman finds the partner in the line of a group of countries.
func (p *Table) countryman(s residence.Spot, col uint8, at uint32) Companion {
	cell, ok := other(s.Cell, gap(p.key.At(ownLineGap|uint64(col)<<8|uint64(s.Dept)), at))
	if !ok {
		return Companion{}
	}
	r := p.births.Row(s.Dept, cell)
	from := r.From(col)
	n := r.From(col+1) - from
	order, share := p.group(s.Dept, cell, col, n)
	if at >= min(share, n) {
		return Companion{}
	}
	return Companion{Spot: residence.Spot{Rank: from + order.Find(at), Dept: s.Dept, Cell: cell}, Col: col, OK: true}
}

// opposite finds the partner of the other sex in the common line.
func (p *Table) opposite(s residence.Spot, at uint32) Companion {
	if l := p.lineups[s.Dept]; l != nil {
		return p.ranked(l, s, at)
	}
	cell, ok := other(s.Cell, gap(p.key.At(commonLineGap|uint64(s.Dept)), at))
	if !ok {
		return Companion{}
	}
	r := p.births.Row(s.Dept, cell)
	men, women := cell, s.Cell
	if cell%2 == 1 {
		men, women = women, men
	}
	if at >= p.couples(s.Dept, women) || at >= p.common(s.Dept, men) {
		return Companion{}
	}
	return p.standing(&r, s.Dept, cell, at)
}

// buildLengths works the lengths of the common lines out, once for all.
func (p *Table) buildLengths() {
	p.lengths = make([]uint32, depts*residence.Cells)
	for d := range uint8(depts) {
		for cell := uint8(2 * CoupleAge); cell < residence.Cells; cell++ {
			n := p.res.Count(d, cell)
			p.lengths[int(d)*residence.Cells+int(cell)] = n - p.lone(d, cell) - p.ofOneSex(d, cell, n)
		}
	}
}

// alike finds the partner of the same sex.
func (p *Table) alike(s residence.Spot, at uint32) Companion {
	from, n := p.common(s.Dept, s.Cell), p.res.Count(s.Dept, s.Cell)
	if at -= from; at >= p.ofOneSex(s.Dept, s.Cell, n) { // wraps around before them
		return Companion{}
	}
	age := s.Cell/2 - SameSexFrom
	key := p.key.At(sameSexAge | uint64(age/sameSexBand)<<16 | uint64(s.Dept)<<8 | uint64(s.Cell%2))
	step := uint8(1 + key.At(uint64(at)).Below(sameSexBand-1))
	cell := 2*((age^step)+SameSexFrom) + s.Cell%2
	if at >= p.ofOneSex(s.Dept, cell, p.res.Count(s.Dept, cell)) {
		return Companion{}
	}
	r := p.births.Row(s.Dept, cell)
	return p.standing(&r, s.Dept, cell, p.common(s.Dept, cell)+at)
}

func (p *Table) buildLineups() {
	for d := range uint8(depts) {
		if p.small(d) {
			p.lineups[d] = p.newLineup(d)
		}
	}
}

package population

import (
	"breachsim/generator/internal/random"
	"breachsim/generator/population/birthplace"
	"breachsim/generator/population/chain"
	"breachsim/generator/population/residence"
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
// another way: see couple_small.go.

// companion is the partner of a person.
type companion struct {
	spot residence.Spot
	i    uint32 // index; set by what fills a subject
	col  uint8  // of birth
	ok   bool
}

// place is where a person stands in a line.
type place struct {
	at  uint32
	own bool // in the line of its own group of countries
}

// Row returns the persons of a cell of a department by column of birth.
func (p *Persons) row(d, cell uint8) birthplace.Row { return p.births.Row(d, cell) }

// companion returns the partner of the person at s, born in col; family is a
// woman's number among those of her age (see familyOf).
func (p *Persons) companion(s residence.Spot, col uint8, family uint32) companion {
	if s.Cell < 2*coupleAge {
		return companion{}
	}
	r := p.row(s.Dept, s.Cell)
	at := p.placeOf(&r, s, col, family)
	if at.own {
		return p.countryman(s, col, at.at)
	}
	if c := p.opposite(s, at.at); c.ok || s.Cell < 2*sameSexFrom || s.Cell >= 2*sameSexTo {
		return c
	}
	return p.alike(s, at.at)
}

// placeOf returns the place of a person in its line.
func (p *Persons) placeOf(r *birthplace.Row, s residence.Spot, col uint8, family uint32) place {
	if at, ok := p.ownLine(r, s, col); ok {
		return place{at: at, own: true}
	}
	if s.Cell%2 == 0 {
		sh := p.lineOf(s.Dept, s.Cell, r.N)
		return place{at: sh.At(s.Rank)}
	}
	return place{at: p.womensPlace(s, r.N, family)}
}

// lineOf is the order of the men of a cell.
func (p *Persons) lineOf(d, cell uint8, n uint32) chain.Shuffle {
	return chain.NewShuffle(p.coupleKey.At(uint64(d)<<8|uint64(cell)), n)
}

// ownLine returns the place in the line of a group of countries.
func (p *Persons) ownLine(r *birthplace.Row, s residence.Spot, col uint8) (at uint32, ok bool) {
	if col < birthplace.ColAbroad || p.small(s.Dept) {
		return 0, false
	}
	from := r.From(col)
	sh, share := p.group(s.Dept, s.Cell, col, r.From(col+1)-from)
	at = sh.At(s.Rank - from)
	return at, at < share
}

// group is the line of those born in a column, and how far it goes.
func (p *Persons) group(d, cell, col uint8, n uint32) (order chain.Shuffle, share uint32) {
	key := p.coupleKey.At(ownLineOrder | uint64(col)<<16 | uint64(d)<<8 | uint64(cell))
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
	return uint8(2*age) + 1 - cell%2, age >= coupleAge && age < residence.Ages
}

// countryman finds the partner in the line of a group of countries.
func (p *Persons) countryman(s residence.Spot, col uint8, at uint32) companion {
	cell, ok := other(s.Cell, gap(p.coupleKey.At(ownLineGap|uint64(col)<<8|uint64(s.Dept)), at))
	if !ok {
		return companion{}
	}
	r := p.row(s.Dept, cell)
	from := r.From(col)
	n := r.From(col+1) - from
	order, share := p.group(s.Dept, cell, col, n)
	if at >= min(share, n) {
		return companion{}
	}
	return companion{spot: residence.Spot{Rank: from + order.Find(at), Dept: s.Dept, Cell: cell}, col: col, ok: true}
}

// opposite finds the partner of the other sex in the common line.
func (p *Persons) opposite(s residence.Spot, at uint32) companion {
	if l := p.lineups[s.Dept]; l != nil {
		return p.ranked(l, s, at)
	}
	cell, ok := other(s.Cell, gap(p.coupleKey.At(commonLineGap|uint64(s.Dept)), at))
	if !ok {
		return companion{}
	}
	r := p.row(s.Dept, cell)
	men, women := cell, s.Cell
	if cell%2 == 1 {
		men, women = women, men
	}
	if at >= p.couples(s.Dept, women) || at >= p.common(s.Dept, men) {
		return companion{}
	}
	return p.standing(&r, s.Dept, cell, at)
}

// couples is how many places of the women's line have couples.
func (p *Persons) couples(d, cell uint8) uint32 {
	return min(p.res.Count(d, cell)*inCouple[cell/2/5-3]/1000, p.common(d, cell))
}

// common is the length of a line without those of the same-sex couples, and
// without the mothers who live alone.
func (p *Persons) common(d, cell uint8) uint32 { return p.lengths[int(d)*residence.Cells+int(cell)] }

// buildLengths works the lengths of the common lines out, once for all.
func (p *Persons) buildLengths() {
	p.lengths = make([]uint32, depts*residence.Cells)
	for d := range uint8(depts) {
		for cell := uint8(2 * coupleAge); cell < residence.Cells; cell++ {
			n := p.res.Count(d, cell)
			p.lengths[int(d)*residence.Cells+int(cell)] = n - p.lone(d, cell) - p.ofOneSex(d, cell, n)
		}
	}
}

// ofOneSex is how many of the n persons of a cell may live with one of their
// own sex. It is rounded alike for all ages of a band, whose lines meet.
func (p *Persons) ofOneSex(d, cell uint8, n uint32) uint32 {
	if cell < 2*sameSexFrom || cell >= 2*sameSexTo {
		return 0
	}
	band := (cell/2 - sameSexFrom) / sameSexBand
	phase := p.coupleKey.At(sameSexRounding | uint64(band)<<16 | uint64(d)<<8 | uint64(cell%2)).Below(1000)
	return min((n*sameSex[cell%2]+uint32(phase))/1000, n-p.lone(d, cell))
}

// standing returns who stands at a place of the common line, unless he or she
// has a place in a line of their own.
func (p *Persons) standing(r *birthplace.Row, d, cell uint8, at uint32) companion {
	s := residence.Spot{Dept: d, Cell: cell}
	if cell%2 == 0 {
		sh := p.lineOf(d, cell, r.N)
		s.Rank = sh.Find(at)
	} else {
		s.Rank = p.womanAt(d, cell, at, r.N)
	}
	col, _ := r.Column(s.Rank)
	if _, own := p.ownLine(r, s, col); own {
		return companion{}
	}
	return companion{spot: s, col: col, ok: true}
}

// alike finds the partner of the same sex.
func (p *Persons) alike(s residence.Spot, at uint32) companion {
	from, n := p.common(s.Dept, s.Cell), p.res.Count(s.Dept, s.Cell)
	if at -= from; at >= p.ofOneSex(s.Dept, s.Cell, n) { // wraps around before them
		return companion{}
	}
	age := s.Cell/2 - sameSexFrom
	key := p.coupleKey.At(sameSexAge | uint64(age/sameSexBand)<<16 | uint64(s.Dept)<<8 | uint64(s.Cell%2))
	step := uint8(1 + key.At(uint64(at)).Below(sameSexBand-1))
	cell := 2*((age^step)+sameSexFrom) + s.Cell%2
	if at >= p.ofOneSex(s.Dept, cell, p.res.Count(s.Dept, cell)) {
		return companion{}
	}
	r := p.row(s.Dept, cell)
	return p.standing(&r, s.Dept, cell, p.common(s.Dept, cell)+at)
}

package population

import (
	"breachsim/generator/population/chain"
	"breachsim/generator/population/residence"
)

// The line of the women of an age begins with the mothers of children under
// 16, but for those who live alone, whose place is at its end:
//
//	place  0 ··· mothers ··· | ··· others ··· | two women | mothers alone

// mothersOf returns the number of mothers of children under 16 in a cell of
// women.
func (p *Persons) mothersOf(d, cell uint8) uint32 {
	if age := cell / 2; age < oldestMother {
		return p.home.mothers[int(d)*motherAges+int(age-motherFirst)].mothers
	}
	return 0
}

// lone returns the number of mothers in a cell who live alone; 0 for men.
func (p *Persons) lone(d, cell uint8) uint32 {
	if cell%2 == 0 {
		return 0
	}
	mothers := p.mothersOf(d, cell)
	if p.small(d) {
		return p.loneInSmall(d, cell, mothers)
	}
	return mothers * loneMothers / 1000
}

// mothersOrder mixes the mothers of a cell, who are numbered by the make of
// their families.
func (p *Persons) mothersOrder(d, cell uint8, mothers uint32) chain.Shuffle {
	return chain.NewShuffle(p.coupleKey.At(mothersMix|uint64(d)<<8|uint64(cell)), mothers)
}

// numbered is the order of the women of a cell in which the mothers come first.
func (p *Persons) numbered(d, cell uint8, women uint32) chain.Shuffle {
	return chain.NewShuffle(p.home.motherKey.At(uint64(d)<<8|uint64(cell/2-motherFirst)), women)
}

// familyOf returns the number of a woman of 16 and over among those of her age,
// in which the mothers come first; 0 for a man.
func (p *Persons) familyOf(s residence.Spot) uint32 {
	if s.Cell%2 == 0 || s.Cell < 2*residence.HolderAge {
		return 0
	}
	order := p.numbered(s.Dept, s.Cell, p.res.Count(s.Dept, s.Cell))
	return order.Find(s.Rank)
}

// womensPlace returns the place of the woman with number f in her line of n.
func (p *Persons) womensPlace(s residence.Spot, n, f uint32) uint32 {
	mothers, lone := p.mothersOf(s.Dept, s.Cell), p.lone(s.Dept, s.Cell)
	if f >= mothers {
		return f - lone
	}
	mix := p.mothersOrder(s.Dept, s.Cell, mothers)
	if f = mix.At(f); f < mothers-lone {
		return f
	}
	return n - mothers + f
}

// womanAt is the inverse of womensPlace.
func (p *Persons) womanAt(d, cell uint8, at, n uint32) (rank uint32) {
	mothers, lone := p.mothersOf(d, cell), p.lone(d, cell)
	f := at + lone
	if at < mothers-lone || at >= n-lone {
		if f = at; at >= n-lone {
			f = at + mothers - n
		}
		mix := p.mothersOrder(d, cell, mothers)
		f = mix.Find(f)
	}
	order := p.numbered(d, cell, n)
	return order.At(f)
}

// Partner returns the person with whom person i lives as a couple; ok is false
// for one who lives with nobody.
func (p *Persons) Partner(i uint32) (partner uint32, ok bool) {
	s := p.res.Spot(i)
	r := p.row(s.Dept, s.Cell)
	col, _ := r.Column(s.Rank)
	c := p.companion(s, col, p.familyOf(s))
	if !c.ok {
		return 0, false
	}
	return p.res.Index(c.spot), true
}

// settle finds the partner of holder i and the person by whose index their
// home is placed: of a couple the woman, or the one with the lower index.
func (p *Persons) settle(out *subject, i uint32, s residence.Spot, col uint8, family uint32) {
	out.home = i
	c := p.companion(s, col, family)
	if out.partner = c; !c.ok {
		return
	}
	out.partner.i = p.res.Index(c.spot)
	if mixed := s.Cell%2 != c.spot.Cell%2; mixed && s.Cell%2 == 0 || !mixed && out.partner.i < i {
		out.home = out.partner.i
	}
}

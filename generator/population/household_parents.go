package population

import (
	"breachsim/generator/population/birthplace"
	"breachsim/generator/population/residence"
)

// A child under 16 is found under the mother's number and, where the right was
// opened with both parents, under the father's too. The father is the man with
// whom the mother lives as a couple; fathers who live elsewhere are left out.
//
//	mother ─► her place in the line ─► partner ─► his own draw
//	man ─► his own draw ─► his place ─► the woman's family, if she is a mother
//
// Couples are one-to-one and the draw is the man's, so both ways agree.

const (
	// Of every askRound men, ask have the children of the woman with whom they
	// live attached to their number too: 65 %. No figure is published; an
	// assumption.
	ask, askRound = 13, 20
	// oldestFather and above do not ask: hardly one father in two hundred, and
	// many look-ups are about men of that age.
	oldestFather = oldestMother
)

// SecondHolder returns the other parent under whose number person i is found
// besides that of its holder; ok is false for one found under one number only,
// as everybody is from 16 years.
func (p *Persons) SecondHolder(i uint32) (parent uint32, ok bool) {
	s := p.res.Spot(i)
	if s.Cell >= 2*residence.HolderAge {
		return 0, false
	}
	m, ok := p.home.mother(p.res, s)
	if !ok {
		return 0, false
	}
	c := p.father(m)
	return c.i, c.ok
}

// CoHolder returns the person under whose number the children of holder i are
// found too; ok is false for one who has no children under 16 or shares none.
func (p *Persons) CoHolder(i uint32) (other uint32, ok bool) {
	s := p.res.Spot(i)
	if s.Cell%2 == 1 {
		c := p.father(s)
		return c.i, c.ok
	}
	if !p.asks(s) {
		return 0, false
	}
	r := p.row(s.Dept, s.Cell)
	col, _ := r.Column(s.Rank)
	m, _, ok := p.motherWith(s, col)
	if !ok {
		return 0, false
	}
	return p.res.Index(m), true
}

// father returns the man under whose number the children of the woman at s are
// found too, with his index.
func (p *Persons) father(s residence.Spot) companion {
	if s.Cell < 2*coupleAge || s.Cell >= 2*oldestMother {
		return companion{}
	}
	f := p.familyOf(s)
	if f >= p.mothersOf(s.Dept, s.Cell) {
		return companion{}
	}
	r := p.row(s.Dept, s.Cell)
	col, _ := r.Column(s.Rank)
	c := p.companion(s, col, f)
	if !c.ok || !p.shares(s.Cell, c.spot) {
		return companion{}
	}
	c.i = p.res.Index(c.spot)
	return c
}

// shares tells whether the children of a woman of a cell are found under the
// number of her partner too.
func (p *Persons) shares(woman uint8, partner residence.Spot) bool {
	return p.asks(partner) && oldEnough(partner.Cell, woman)
}

// asks tells whether the person at s is a man who has children attached to his
// number, should he live with their mother. Ranks are shuffled, so that every
// so-manieth of them is a draw.
func (p *Persons) asks(s residence.Spot) bool {
	return s.Cell%2 == 0 && s.Cell >= 2*coupleAge && s.Cell < 2*oldestFather &&
		(uint64(s.Rank)+uint64(s.Dept)*7+uint64(s.Cell)*11+uint64(p.coupleKey)>>32)%askRound < ask
}

// oldEnough tells whether a man is at least 16 calendar years older than any
// child under 16 of a woman: by his age alone, or because she is and he is not
// younger than she.
func oldEnough(man, woman uint8) bool { return man >= 2*(2*residence.HolderAge-1) || man >= woman-1 }

// motherWith returns the place of the mother with whom the man at s, born in
// col, lives, and her family's number. It is companion for a man, and gives up
// as soon as the place is not one of a mother.
func (p *Persons) motherWith(s residence.Spot, col uint8) (m residence.Spot, family uint32, ok bool) {
	if p.small(s.Dept) {
		return p.motherOf(s, p.companion(s, col, 0))
	}
	if col >= birthplace.ColAbroad {
		r := p.row(s.Dept, s.Cell)
		if at, own := p.ownLine(&r, s, col); own {
			return p.motherFrom(s, col, at)
		}
	}
	line := p.lineOf(s.Dept, s.Cell, p.res.Count(s.Dept, s.Cell))
	at := line.At(s.Rank)
	cell, ok := other(s.Cell, gap(p.coupleKey.At(commonLineGap|uint64(s.Dept)), at))
	if !ok || !oldEnough(s.Cell, cell) {
		return m, 0, false
	}
	mothers := p.mothersOf(s.Dept, cell)
	if at >= mothers-p.lone(s.Dept, cell) || at >= p.couples(s.Dept, cell) || at >= p.common(s.Dept, s.Cell) {
		return m, 0, false
	}
	mix := p.mothersOrder(s.Dept, cell, mothers)
	family = mix.Find(at)
	r := p.row(s.Dept, cell)
	order := p.numbered(s.Dept, cell, r.N)
	m = residence.Spot{Rank: order.At(family), Dept: s.Dept, Cell: cell}
	if m.Rank >= r.From(birthplace.ColAbroad) {
		born, _ := r.Column(m.Rank)
		if _, own := p.ownLine(&r, m, born); own {
			return m, 0, false
		}
	}
	return m, family, true
}

// motherFrom is motherWith for a place in the line of a group of countries.
func (p *Persons) motherFrom(s residence.Spot, col uint8, at uint32) (m residence.Spot, family uint32, ok bool) {
	return p.motherOf(s, p.countryman(s, col, at))
}

// motherOf is motherWith for a man whose companion is known.
func (p *Persons) motherOf(s residence.Spot, c companion) (m residence.Spot, family uint32, ok bool) {
	if !c.ok || c.spot.Cell%2 == 0 || c.spot.Cell >= 2*oldestMother || !oldEnough(s.Cell, c.spot.Cell) {
		return m, 0, false
	}
	family = p.familyOf(c.spot)
	return c.spot, family, family < p.mothersOf(c.spot.Dept, c.spot.Cell)
}

// brood is the children under 16 found under a number: a family of the women
// of one age.
type brood struct {
	of           *motherYear
	family, size uint32
	j            uint8 // the mother's age, from motherFirst
}

// broodOf returns the children found under the number of the person at s, who
// is 16 or older.
func (p *Persons) broodOf(s residence.Spot) (b brood) {
	if s.Cell%2 == 1 {
		b.of, b.j, b.family, b.size = p.home.siblings(s)
		return b
	}
	if !p.asks(s) {
		return b
	}
	r := p.row(s.Dept, s.Cell)
	col, _ := r.Column(s.Rank)
	return p.broodOfMan(s, col)
}

// broodOfMan is broodOf for a man who asks, born in col.
func (p *Persons) broodOfMan(s residence.Spot, col uint8) (b brood) {
	m, family, ok := p.motherWith(s, col)
	if !ok {
		return b
	}
	b.j = m.Cell/2 - motherFirst
	b.of = &p.home.mothers[int(s.Dept)*motherAges+int(b.j)]
	b.family, b.size = family, b.of.children(family)
	return b
}

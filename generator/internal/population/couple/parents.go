package couple

import (
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/household"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
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
	oldestFather = household.OldestMother
)

// Father returns the man under whose number the children of the woman at s are
// found too, with his index.
func (p *Table) Father(s residence.Spot) Companion {
	if s.Cell < 2*CoupleAge || s.Cell >= 2*household.OldestMother {
		return Companion{}
	}
	f := p.home.FamilyOf(s)
	if f >= p.home.MothersOf(s.Dept, s.Cell) {
		return Companion{}
	}
	r := p.births.Row(s.Dept, s.Cell)
	col, _ := r.Column(s.Rank)
	c := p.Companion(s, col, f)
	if !c.OK || !p.Shares(s.Cell, c.Spot) {
		return Companion{}
	}
	c.Index = p.res.Index(c.Spot)
	return c
}

// Shares tells whether the children of a woman of a cell are found under the
// number of her partner too.
func (p *Table) Shares(woman uint8, partner residence.Spot) bool {
	return p.Asks(partner) && OldEnough(partner.Cell, woman)
}

// Asks tells whether the person at s is a man who has children attached to his
// number, should he live with their mother. Ranks are shuffled, so that every
// so-manieth of them is a draw.
func (p *Table) Asks(s residence.Spot) bool {
	return s.Cell%2 == 0 && s.Cell >= 2*CoupleAge && s.Cell < 2*oldestFather &&
		(uint64(s.Rank)+uint64(s.Dept)*7+uint64(s.Cell)*11+uint64(p.key)>>32)%askRound < ask
}

// OldEnough tells whether a man is at least 16 calendar years older than any
// child under 16 of a woman: by his age alone, or because she is and he is not
// younger than she.
func OldEnough(man, woman uint8) bool { return man >= 2*(2*residence.HolderAge-1) || man >= woman-1 }

// MotherWith returns the place of the mother with whom the man at s, born in
// col, lives, and her family's number. It is companion for a man, and gives up
// as soon as the place is not one of a mother.
func (p *Table) MotherWith(s residence.Spot, col uint8) (m residence.Spot, family uint32, ok bool) {
	if p.small(s.Dept) {
		return p.motherOf(s, p.Companion(s, col, 0))
	}
	if col >= birthplace.ColAbroad {
		r := p.births.Row(s.Dept, s.Cell)
		if at, own := p.ownLine(&r, s, col); own {
			return p.motherFrom(s, col, at)
		}
	}
	line := p.lineOf(s.Dept, s.Cell, p.res.Count(s.Dept, s.Cell))
	at := line.At(s.Rank)
	cell, ok := other(s.Cell, gap(p.key.At(commonLineGap|uint64(s.Dept)), at))
	if !ok || !OldEnough(s.Cell, cell) {
		return m, 0, false
	}
	mothers := p.home.MothersOf(s.Dept, cell)
	if at >= mothers-p.lone(s.Dept, cell) || at >= p.couples(s.Dept, cell) || at >= p.common(s.Dept, s.Cell) {
		return m, 0, false
	}
	mix := p.mothersOrder(s.Dept, cell, mothers)
	family = mix.Find(at)
	r := p.births.Row(s.Dept, cell)
	order := p.home.Numbered(s.Dept, cell, r.N)
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
func (p *Table) motherFrom(s residence.Spot, col uint8, at uint32) (m residence.Spot, family uint32, ok bool) {
	return p.motherOf(s, p.countryman(s, col, at))
}

// motherOf is motherWith for a man whose companion is known.
func (p *Table) motherOf(s residence.Spot, c Companion) (m residence.Spot, family uint32, ok bool) {
	if !c.OK || c.Spot.Cell%2 == 0 || c.Spot.Cell >= 2*household.OldestMother || !OldEnough(s.Cell, c.Spot.Cell) {
		return m, 0, false
	}
	family = p.home.FamilyOf(c.Spot)
	return c.Spot, family, family < p.home.MothersOf(c.Spot.Dept, c.Spot.Cell)
}

// BroodOf returns the children found under the number of the person at s, who
// is 16 or older.
func (p *Table) BroodOf(s residence.Spot) (b household.Brood) {
	if s.Cell%2 == 1 {
		return p.home.BroodOf(s)
	}
	if !p.Asks(s) {
		return b
	}
	r := p.births.Row(s.Dept, s.Cell)
	col, _ := r.Column(s.Rank)
	return p.BroodOfMan(s, col)
}

// BroodOfMan is broodOf for a man who asks, born in col.
func (p *Table) BroodOfMan(s residence.Spot, col uint8) (b household.Brood) {
	m, family, ok := p.MotherWith(s, col)
	if !ok {
		return b
	}
	return p.home.BroodIn(s.Dept, m.Cell, family)
}

package population

import (
	"slices"

	"breachsim/generator/nir"
	"breachsim/generator/population/birthplace"
	"breachsim/generator/population/chain"
	"breachsim/generator/population/residence"
)

// birth is where in the number space a person's birth lies.
type birth struct {
	cell, col, month uint8  // month 0 to 11
	rank             uint32 // inside the month of the group
	pair             uint32 // 1 + number of the pair of a twin, else 0
	order            uint8  // 1 for the second-born of a pair
}

// birth follows the chain from a place of residence to a place of birth.
func (p *Persons) birth(s residence.Spot) birth {
	t := p.births
	row := t.Row(s.Dept, s.Cell)
	col, from := row.Column(s.Rank)
	before, n := t.PlaceIn(s.Dept, s.Cell, col)
	return p.birthIn(s, col, from, before, n)
}

// birthIn is the second half of birth: s is one of the before to before+…
// persons of its department in a group of n.
func (p *Persons) birthIn(s residence.Spot, col uint8, from, before, n uint32) birth {
	at := before + s.Rank - from
	if s.Cell < 2*residence.HolderAge && col < depts {
		if w := p.twinsIn(s.Cell, col); w != nil {
			z, twin := w.zoneOf(s.Cell%2, s.Rank)
			if twin && s.Dept == col {
				return p.twinBirth(w, s, z)
			}
			if n -= w.count[s.Cell%2]; s.Dept >= col {
				at -= w.count[s.Cell%2]
			}
		}
	}
	month, rank := p.births.Month(p.births.GroupKey(s.Cell, col), at, n)
	return birth{cell: s.Cell, col: col, month: month, rank: rank}
}

// resident is the inverse of birth.
func (p *Persons) resident(b birth) residence.Spot {
	if b.pair != 0 {
		return p.twinSpot(b)
	}
	t := p.births
	group := t.GroupOf(b.cell, b.col)
	key, n := t.GroupKey(b.cell, b.col), group[depts]
	w := p.twinsIn(b.cell, b.col)
	if w != nil {
		n -= w.count[b.cell%2]
	}
	sh := chain.NewShuffle(key, n)
	r := sh.Find(t.MonthStart(key, n, b.month) + b.rank)
	if w != nil && r >= group[b.col] {
		r += w.count[b.cell%2]
	}
	d, found := slices.BinarySearch(group, r)
	if found {
		for group[d+1] == r { // departments with nobody
			d++
		}
	} else {
		d--
	}
	row := t.Row(uint8(d), b.cell)
	return residence.Spot{Rank: r - group[d] + row.From(b.col), Dept: uint8(d), Cell: b.cell}
}

// year returns the year of birth of a cell.
func (p *Persons) year(cell uint8) int { return p.refYear - 1 - int(cell/2) }

// NIR returns the number of person i.
func (p *Persons) NIR(i uint32) nir.NIR {
	s := p.res.Spot(i)
	return p.numberOf(i, s, p.birth(s))
}

// Find returns the person with a number; ok is false if nobody has it.
func (p *Persons) Find(n nir.NIR) (i uint32, ok bool) {
	sex, yy, month, order := n.Sex(), n.Year(), n.Month(), n.Order()
	if sex > 2 {
		return p.findTemporary(n)
	}
	if sex < 1 || month < 1 || month > 12 || order == 0 {
		return 0, false
	}
	col, code, ok := birthplace.ColumnOf(n.Place())
	if !ok {
		return 0, false
	}
	slot, ok := p.births.SlotOf(col, code, order)
	if !ok {
		return 0, false
	}
	c := p.cohort(sex, yy, month-1, col)
	b, ok := p.member(&c, slot)
	if !ok || p.number(b.cell, b.month, b.col, slot) != n {
		return 0, false // the second for values that are no NIR at all
	}
	s := p.resident(b)
	i = p.res.Index(s)
	return i, !p.temporary(i, s, b.col)
}

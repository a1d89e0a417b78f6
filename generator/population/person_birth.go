package population

import (
	"slices"

	"breachsim/generator/internal/random"
	"breachsim/generator/nir"
	"breachsim/generator/population/chain"
)

// birth is where in the number space a person's birth lies.
type birth struct {
	cell, col, month uint8  // month 0 to 11
	rank             uint32 // inside the month of the group
	pair             uint32 // 1 + number of the pair of a twin, else 0
	order            uint8  // 1 for the second-born of a pair
}

// birth follows the chain from a place of residence to a place of birth.
func (p *Persons) birth(s spot) birth {
	t := &p.births
	row := t.row(&p.res, s.dept, s.cell)
	col, from := row.column(s.rank)
	before, n := t.placeIn(s.dept, s.cell, col)
	return p.birthIn(s, col, from, before, n)
}

// birthIn is the second half of birth: s is one of the before to before+…
// persons of its department in a group of n.
func (p *Persons) birthIn(s spot, col uint8, from, before, n uint32) birth {
	at := before + s.rank - from
	if s.cell < 2*holderAge && col < depts {
		if w := p.twinsIn(s.cell, col); w != nil {
			z, twin := w.zoneOf(s.cell%2, s.rank)
			if twin && s.dept == col {
				return p.twinBirth(w, s, z)
			}
			if n -= w.count[s.cell%2]; s.dept >= col {
				at -= w.count[s.cell%2]
			}
		}
	}
	month, rank := p.births.month(p.births.groupKey(s.cell, col), at, n)
	return birth{cell: s.cell, col: col, month: month, rank: rank}
}

// month returns the month of the person at a place in a group of n, and the
// rank among those of that month.
func (t *birthTable) month(key random.Key, at, n uint32) (m uint8, rank uint32) {
	sh := chain.NewShuffle(key, n)
	r := sh.At(at)
	m = uint8(r * 12 / n) // MaxPersons · 12 fits
	for m > 0 && t.monthStart(key, n, m) > r {
		m--
	}
	for t.monthStart(key, n, m+1) <= r {
		m++
	}
	return m, r - t.monthStart(key, n, m)
}

// resident is the inverse of birth.
func (p *Persons) resident(b birth) spot {
	if b.pair != 0 {
		return p.twinSpot(b)
	}
	t := &p.births
	group := t.groupOf(b.cell, b.col)
	key, n := t.groupKey(b.cell, b.col), group[depts]
	w := p.twinsIn(b.cell, b.col)
	if w != nil {
		n -= w.count[b.cell%2]
	}
	sh := chain.NewShuffle(key, n)
	r := sh.Find(t.monthStart(key, n, b.month) + b.rank)
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
	row := t.row(&p.res, uint8(d), b.cell)
	return spot{rank: r - group[d] + row.from(b.col), dept: uint8(d), cell: b.cell}
}

// year returns the year of birth of a cell.
func (p *Persons) year(cell uint8) int { return p.refYear - 1 - int(cell/2) }

// NIR returns the number of person i.
func (p *Persons) NIR(i uint32) nir.NIR {
	s := p.res.spot(i)
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
	col, code, ok := columnOf(n.Place())
	if !ok {
		return 0, false
	}
	at, ok := slices.BinarySearch(p.births.places[col].codes, code)
	if !ok {
		return 0, false
	}
	c := p.cohort(sex, yy, month-1, col)
	slot := uint32(at)*capacity + uint32(order) - 1
	b, ok := p.member(&c, slot)
	if !ok || p.number(b.cell, b.month, b.col, slot) != n {
		return 0, false // the second for values that are no NIR at all
	}
	s := p.resident(b)
	i = p.res.index(s)
	return i, !p.temporary(i, s, b.col)
}

package household

import (
	"github.com/breachsim/breachsim/generator/internal/population/chain"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
)

// Mother returns the place of a child's mother; ok is false if it has none.
func (h *Table) Mother(s residence.Spot) (residence.Spot, bool) {
	d, a := s.Dept, s.Cell/2
	at := int(d)*residence.HolderAge + int(a)
	c, t := &h.children[at], &h.twins[at]
	if c.before[MotherSpan]+t.Pairs == 0 {
		return residence.Spot{}, false
	}
	row := h.res.Cells(d)
	v := row[s.Cell] + s.Rank - row[2*a]
	if t.Pairs > 0 {
		z, twin := t.ZoneOf(s.Cell%2, s.Rank)
		if twin {
			return h.motherOfTwins(s, t.At(s.Cell%2, z).Pair), true
		}
		v = t.singly(s, v)
	}
	n := c.before[MotherSpan]
	sh := chain.NewShuffle(h.childKey.At(uint64(d)<<8|uint64(a)), n)
	q := sh.At(v)
	b := step(&c.before, q)
	j := int(a) + b
	of := h.womenOf(d, uint8(j))
	f, _ := h.family(of, of.year.before[a]+q-c.before[b])
	return h.womanOf(of, f), true
}

// child returns the place of the child in a slot of the women of an age.
func (h *Table) child(of women, slot uint32) residence.Spot {
	m, d := of.year, of.dept
	a := 0
	for m.before[a+1] <= slot {
		a++
	}
	at := int(d)*residence.HolderAge + a
	c := &h.children[at]
	sh := chain.NewShuffle(h.childKey.At(uint64(d)<<8|uint64(a)), c.before[MotherSpan])
	q := sh.Find(c.before[int(of.j)-a] + slot - m.before[a])
	row := h.res.Cells(d)
	s := residence.Spot{Rank: q, Dept: d, Cell: uint8(2 * a)}
	t := &h.twins[at]
	if boys := row[2*a+1] - row[2*a] - t.Count[0]; q >= boys {
		s.Cell, s.Rank = s.Cell+1, q-boys
	}
	if sex := s.Cell % 2; s.Rank >= t.Zone[sex] {
		s.Rank += t.Count[sex]
	}
	return s
}

package household

import (
	"github.com/breachsim/breachsim/generator/internal/population/chain"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
)

// The pairs of the women of an age stand in slots, youngest first. Some of
// them, evenly along the ages, have a sibling; the siblings stand half-way
// round, so that their ages are far from the twins'.

// twinFamily returns the family of the pair in a slot.
func (m *motherYear) twinFamily(slot uint32) uint32 {
	with, all := uint64(m.kinds[twinsAndOne].count), uint64(m.kinds[twinsAndOne].count+m.kinds[twinsAlone].count)
	taken := uint64(slot) * with / all
	first := m.mothers - uint32(all)
	if (uint64(slot)+1)*with/all > taken {
		return first + uint32((taken+with/2)%with)
	}
	return first + uint32(with) + slot - uint32(taken)
}

// twinSlot is the inverse of twinFamily.
func (m *motherYear) twinSlot(family uint32) uint32 {
	with, all := uint64(m.kinds[twinsAndOne].count), uint64(m.kinds[twinsAndOne].count+m.kinds[twinsAlone].count)
	v := uint64(family) - (uint64(m.mothers) - all)
	if v < with {
		v = (v + with - with/2) % with
		return uint32(((v+1)*all+with-1)/with - 1)
	}
	v -= with
	return uint32(v * all / (all - with))
}

// makeUp returns the children of a family born singly, and whether it has
// twins.
func (m *motherYear) makeUp(family uint32) (singles uint32, twins bool) {
	run := uint32(0)
	for k := range m.kinds {
		if run += m.kinds[k].count; family < run {
			return uint32(m.kinds[k].size), k >= twinsAndOne
		}
	}
	return 0, false
}

// motherOfTwins returns the place of the mother of a pair of children like s.
func (h *Table) motherOfTwins(s residence.Spot, pair uint32) residence.Spot {
	d, a := s.Dept, s.Cell/2
	t := &h.twins[int(d)*residence.HolderAge+int(a)]
	sh := chain.NewShuffle(h.twinKey.At(uint64(d)<<8|uint64(a)), t.Pairs)
	q := sh.At(pair)
	b := step(&t.upTo, q)
	j := int(a) + b
	of, pairs := h.womenOf(d, uint8(j)), &h.pairs[int(d)*motherAges+j]
	return h.womanOf(of, of.year.twinFamily(pairs.before[a]+q-t.upTo[b]))
}

// twinsOf returns the places of the twins of a family, the first-born first.
func (h *Table) twinsOf(of women, family uint32) (out [2]residence.Spot) {
	d, slot := of.dept, of.year.twinSlot(family)
	pairs := &h.pairs[int(d)*motherAges+int(of.j)]
	a := 0
	for pairs.before[a+1] <= slot {
		a++
	}
	t := &h.twins[int(d)*residence.HolderAge+a]
	sh := chain.NewShuffle(h.twinKey.At(uint64(d)<<8|uint64(a)), t.Pairs)
	pair := sh.Find(t.upTo[int(of.j)-a] + slot - pairs.before[a])
	sexes, z := t.members(pair)
	for k := range out {
		out[k] = residence.Spot{Rank: t.Zone[sexes[k]] + z[k], Dept: d, Cell: uint8(2*a) + sexes[k]}
	}
	return out
}

package population

import (
	"breachsim/generator/population/chain"
	"breachsim/generator/population/residence"
)

// mother returns the place of a child's mother; ok is false if it has none.
func (h *households) mother(res *residence.Table, s residence.Spot) (residence.Spot, bool) {
	d, a := s.Dept, s.Cell/2
	at := int(d)*residence.HolderAge + int(a)
	c, t := &h.children[at], &h.twins[at]
	if c.before[motherSpan]+t.pairs == 0 {
		return residence.Spot{}, false
	}
	row := res.Cells(d)
	v := row[s.Cell] + s.Rank - row[2*a]
	if t.pairs > 0 {
		z, twin := t.zoneOf(s.Cell%2, s.Rank)
		if twin {
			return h.motherOfTwins(s, t.at(s.Cell%2, z).pair), true
		}
		v = t.singly(s, v)
	}
	n := c.before[motherSpan]
	sh := chain.NewShuffle(h.childKey.At(uint64(d)<<8|uint64(a)), n)
	q := sh.At(v)
	b := step(&c.before, q)
	j := int(a) + b
	m := &h.mothers[int(d)*motherAges+j]
	f, _ := h.family(m, d, uint8(j), m.before[a]+q-c.before[b])
	return h.womanOf(m, d, uint8(j), f), true
}

// step finds the last b with before[b] <= q.
func step(before *[motherSpan + 1]uint32, q uint32) int {
	b := 0
	for step := 32; step > 0; step /= 2 {
		if b+step < motherSpan && before[b+step] <= q {
			b += step
		}
	}
	return b
}

// womanOf returns the place of the woman of an age with a family's number.
func (h *households) womanOf(m *motherYear, d, j uint8, family uint32) residence.Spot {
	w := chain.NewShuffle(h.motherKey.At(uint64(d)<<8|uint64(j)), m.women)
	return residence.Spot{Rank: w.At(family), Dept: d, Cell: woman(motherFirst + j)}
}

// siblings returns the family of a woman: its number among those of her age,
// its kind, and the number of her children under 16, 0 for a woman without.
func (h *households) siblings(s residence.Spot) (m *motherYear, j uint8, family, size uint32) {
	age := s.Cell / 2
	if s.Cell%2 == 0 || age < motherFirst || age >= oldestMother {
		return nil, 0, 0, 0
	}
	j = age - motherFirst
	m = &h.mothers[int(s.Dept)*motherAges+int(j)]
	w := chain.NewShuffle(h.motherKey.At(uint64(s.Dept)<<8|uint64(j)), m.women)
	family = w.Find(s.Rank)
	return m, j, family, m.children(family)
}

// children returns the number of children under 16 of a woman's family.
func (m *motherYear) children(family uint32) uint32 {
	if family >= m.mothers {
		return 0
	}
	run := uint32(0)
	for k := range m.kinds {
		if run += m.kinds[k].count; family < run {
			size := uint32(m.kinds[k].size)
			if k >= twinsAndOne {
				size += 2
			}
			return size
		}
	}
	return 0
}

// child returns the place of the child in a slot of the women of an age.
func (h *households) child(res *residence.Table, m *motherYear, d, j uint8, slot uint32) residence.Spot {
	a := 0
	for m.before[a+1] <= slot {
		a++
	}
	at := int(d)*residence.HolderAge + a
	c := &h.children[at]
	sh := chain.NewShuffle(h.childKey.At(uint64(d)<<8|uint64(a)), c.before[motherSpan])
	q := sh.Find(c.before[int(j)-a] + slot - m.before[a])
	row := res.Cells(d)
	s := residence.Spot{Rank: q, Dept: d, Cell: uint8(2 * a)}
	t := &h.twins[at]
	if boys := row[2*a+1] - row[2*a] - t.count[0]; q >= boys {
		s.Cell, s.Rank = s.Cell+1, q-boys
	}
	if sex := s.Cell % 2; s.Rank >= t.zone[sex] {
		s.Rank += t.count[sex]
	}
	return s
}

package household

import "github.com/breachsim/breachsim/generator/internal/population/residence"

// Brood is the children under 16 found under a number: a family of the women
// of one age.
type Brood struct {
	of           women
	family, Size uint32
}

// BroodOf returns the children under 16 of the woman at s.
func (h *Table) BroodOf(s residence.Spot) (b Brood) {
	age := s.Cell / 2
	if s.Cell%2 == 0 || age < MotherFirst || age >= OldestMother {
		return b
	}
	b.of = h.womenOf(s.Dept, age-MotherFirst)
	w := h.Numbered(s.Dept, s.Cell, b.of.year.women)
	b.family = w.Find(s.Rank)
	b.Size = b.of.year.children(b.family)
	return b
}

// BroodIn returns the children of a family of the women of a cell.
func (h *Table) BroodIn(d, cell uint8, family uint32) Brood {
	of := h.womenOf(d, cell/2-MotherFirst)
	return Brood{of: of, family: family, Size: of.year.children(family)}
}

// ChildrenOf returns the number of children under 16 of the woman at s, whose
// number among those of her age is family.
func (h *Table) ChildrenOf(s residence.Spot, family uint32) uint32 {
	if s.Cell%2 == 0 || s.Cell >= 2*OldestMother {
		return 0
	}
	return h.mothers[int(s.Dept)*motherAges+int(s.Cell/2-MotherFirst)].children(family)
}

// AppendChildren appends the children of a brood, about from the eldest to the
// youngest; sort says that the dates of birth have yet to decide.
func (h *Table) AppendChildren(b *Brood, dst []uint32) (out []uint32, sort bool) {
	if b.Size == 0 {
		return dst, false
	}
	last := uint8(255)
	singles, twins := b.of.year.makeUp(b.family)
	for layer := singles; layer > 0; layer-- {
		slot := h.slot(b.of, b.family, layer-1)
		c := h.child(b.of, slot)
		sort = sort || c.Cell/2 == last // born in one year: the dates decide
		last = c.Cell / 2
		dst = append(dst, h.res.Index(c))
	}
	if twins {
		pair := h.twinsOf(b.of, b.family)
		dst = append(dst, h.res.Index(pair[0]), h.res.Index(pair[1]))
		sort = singles > 0
	}
	return dst, sort
}

// Residence returns the table of residence that the families are made for.
func (h *Table) Residence() *residence.Table { return h.res }

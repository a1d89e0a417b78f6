package household

import (
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/chain"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// Streams of the draws about families. Their numbers are part of the output and
// belong to the first hundred, of which package population keeps the list.
const (
	streamBirths  random.Stream = 106 // phase of births over mothers' ages
	streamChild   random.Stream = 107 // order of children of one age
	streamMother  random.Stream = 108 // which women of one age are mothers
	streamSibling random.Stream = 109 // which children are siblings
	streamFamily  random.Stream = 110 // phase of family sizes
	streamTwin    random.Stream = 119 // which births bring twins, and whose
)

// Draws about twins: each is part of the key, above the bits that say whom it is
// about; 0 is the order of pairs of a department and age. Never reuse one. Package
// birth draws more under a pair.
const pairDraws = 1 << 48 // of one pair

// Table ties every child under 16 to a mother in the same department.
//
//	child ─► shuffle ─► mother's age at the birth (ladder of the year's births)
//	      ─► slot among the children of the women of that age, youngest first
//	      ─► kind of family ─► family ─► shuffle ─► the woman
//
// Every step is one-to-one, so the chain also runs from the mother. Twins take
// the same way as a pair, by tables of their own.
//
// Some of the children are found under their father's number too (see package
// couple). Two households are therefore disjoint, or have all
// their children in common.
type Table struct {
	children [depts * residence.HolderAge]childYear
	mothers  [depts * motherAges]motherYear
	twins    [depts * residence.HolderAge]TwinYear
	pairs    [depts * motherAges]pairYear

	childKey, motherKey, siblingKey, twinKey random.Key

	res    *residence.Table
	places *birthplace.Table
}

// childYear is the children of one age in one department who were born singly,
// by mother's age.
type childYear struct {
	// before counts the children whose mother was younger at the birth than
	// MotherFirst+b; the last is all, or 0 if the department has no mother.
	before [MotherSpan + 1]uint32
}

// motherYear is the women of one age in one department.
type motherYear struct {
	women, mothers uint32
	// before counts their children younger than a who were born singly; the
	// last is all of them.
	before [residence.HolderAge + 1]uint32
	kinds  [kinds]kind
}

// pairYear is the twins of the women of one age: before counts the pairs
// younger than a.
type pairYear struct {
	before [residence.HolderAge + 1]uint32
}

// HasMother tells whether the children of an age in a department have mothers.
func (h *Table) HasMother(s residence.Spot) bool {
	at := int(s.Dept)*residence.HolderAge + int(s.Cell/2)
	return h.children[at].before[MotherSpan]+h.twins[at].Pairs != 0
}

// MothersOf returns the number of mothers of children under 16 in a cell of
// women.
func (h *Table) MothersOf(d, cell uint8) uint32 {
	if age := cell / 2; age < OldestMother {
		return h.mothers[int(d)*motherAges+int(age-MotherFirst)].mothers
	}
	return 0
}

// Numbered is the order of the women of a cell in which the mothers come first.
func (h *Table) Numbered(d, cell uint8, women uint32) chain.Shuffle {
	return chain.NewShuffle(h.motherKey.At(uint64(d)<<8|uint64(cell/2-MotherFirst)), women)
}

// FamilyOf returns the number of a woman of 16 and over among those of her age,
// in which the mothers come first; 0 for a man.
func (h *Table) FamilyOf(s residence.Spot) uint32 {
	if s.Cell%2 == 0 || s.Cell < 2*residence.HolderAge {
		return 0
	}
	order := h.Numbered(s.Dept, s.Cell, h.res.Count(s.Dept, s.Cell))
	return order.Find(s.Rank)
}

// woman returns the cell of women of an age.
func woman(age uint8) uint8 { return 2*age + 1 }

// step finds the last b with before[b] <= q.
func step(before *[MotherSpan + 1]uint32, q uint32) int {
	b := 0
	for step := 32; step > 0; step /= 2 {
		if b+step < MotherSpan && before[b+step] <= q {
			b += step
		}
	}
	return b
}

// women is the women of one age in one department.
type women struct {
	year *motherYear
	dept uint8
	j    uint8 // their age, from MotherFirst
}

// womenOf returns the women aged MotherFirst+j in a department.
func (h *Table) womenOf(d, j uint8) women {
	return women{year: &h.mothers[int(d)*motherAges+int(j)], dept: d, j: j}
}

// womanOf returns the place of the woman of an age with a family's number.
func (h *Table) womanOf(of women, family uint32) residence.Spot {
	w := chain.NewShuffle(h.motherKey.At(uint64(of.dept)<<8|uint64(of.j)), of.year.women)
	return residence.Spot{Rank: w.At(family), Dept: of.dept, Cell: woman(MotherFirst + of.j)}
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

// TwinsIn returns the twins of a group, nil if it has none: those of a
// department who were also born there.
func (h *Table) TwinsIn(cell, col uint8) *TwinYear {
	if cell >= 2*residence.HolderAge || col >= depts {
		return nil
	}
	t := &h.twins[int(col)*residence.HolderAge+int(cell/2)]
	if t.Pairs == 0 {
		return nil
	}
	return t
}

// PairKey names the draws of a pair.
func (h *Table) PairKey(cell, col uint8, pair uint32) random.Key {
	return h.twinKey.At(pairDraws | uint64(col)<<40 | uint64(cell/2)<<32 | uint64(pair))
}

package kin

import (
	"iter"

	"github.com/breachsim/breachsim/generator/internal/population/birth"
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/couple"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
)

// Sheet is a department whose persons are worked out together, for who reads most of
// them: what [Finder.Find] walks permutations for, person by person, is looked up. It
// takes 24 bytes a person, and 96 kB. It is read-only and safe for concurrent use.
//
//	index ─► place in the line-up of cells ─► birth, children, partner's place ─► index
type Sheet struct {
	find *Finder
	dept uint8
	from uint32 // index of the first person

	place   []uint32 // by index
	index   []uint32 // by place, as all that follow
	partner []uint32 // place of the partner plus one; 0 = none
	rank    []uint32 // among the births of the month; not of twins
	slot    []uint32 // of the number that follows from the birth
	col     []uint8  // of birth
	month   []uint8  // of birth; not of twins
	size    []uint8  // children under 16 of a woman
	mother  []uint32 // place of the mother plus one, of children, whose places come first; 0 = none

	// before is, by cell and column, how many of the group live in departments before,
	// less how many of the cell were born in columns before.
	before []uint32

	groups []group // scratch, as the next
	ranks  []uint32
}

// NewSheet works a department out.
func (p *Finder) NewSheet(d uint8) *Sheet {
	from, to := p.res.Range(d)
	n := to - from
	s := &Sheet{
		find: p, dept: d, from: from, place: make([]uint32, n), index: make([]uint32, n), partner: make([]uint32, n),
		rank: make([]uint32, n), slot: make([]uint32, n), col: make([]uint8, n), month: make([]uint8, n),
		size: make([]uint8, n), before: make([]uint32, residence.Cells*birthplace.Columns),
	}
	order := p.res.Order(d)
	for i := range n {
		j := order.At(i)
		s.place[i], s.index[j] = j, i
	}
	for cell := range uint8(residence.Cells) {
		s.birthplaces(cell)
	}
	s.mothers()
	for age := uint8(residence.HolderAge); age < residence.Ages; age++ {
		s.women(2*age + 1)
	}
	for age := uint8(couple.SameSexFrom); age < couple.SameSexTo; age++ {
		s.men(2 * age)
	}
	return s
}

// birthplaces deals the columns of birth out to a cell.
func (s *Sheet) birthplaces(cell uint8) {
	cells := s.find.res.Cells(s.dept)
	at := cells[cell]
	if at == cells[cell+1] {
		return
	}
	row := s.find.births.Row(s.dept, cell)
	few := cell < 2*residence.HolderAge || cell >= residence.Centenarian
	groups, from := s.groups[:0], uint32(0)
	for col := range uint8(birthplace.Columns) {
		to := row.From(col + 1)
		if to == from {
			continue
		}
		before, size := s.find.births.PlaceIn(s.dept, cell, col)
		s.before[int(cell)*birthplace.Columns+int(col)] = before - from
		for j := at; j < at+to-from; j++ {
			s.col[j] = col
		}
		if few {
			s.fewBirths(at, at+to-from)
		} else {
			groups = append(groups, group{
				from: at, to: at + to - from, before: before,
				line: s.find.births.LineOf(cell, col, size), plain: s.find.register.Plain(cell, col),
			})
		}
		at, from = at+to-from, to
	}
	s.births(groups)
	s.groups = groups
}

// group is those of a cell who were born in a column.
type group struct {
	from, to uint32 // at which places they stand
	before   uint32 // who live in departments before
	line     birthplace.Line
	plain    birth.Plain // their slots, aged 16 to 99
}

// births numbers the groups of a cell, aged 16 to 99. What they are shuffled by takes long
// to know, and what depends on it cannot be foretold: so each step is done for all, and
// the long ones run side by side.
func (s *Sheet) births(groups []group) {
	for k := range groups {
		g := &groups[k]
		for j := g.from; j < g.to; j++ {
			s.rank[j] = g.line.Position(g.before + j - g.from)
		}
	}
	for k := range groups {
		g := &groups[k]
		for j := g.from; j < g.to; j++ {
			s.month[j], s.rank[j] = s.find.births.MonthAt(&g.line, s.rank[j])
		}
	}
	for k := range groups {
		g := &groups[k]
		for j := g.from; j < g.to; j++ {
			s.slot[j] = g.plain.Place(s.month[j], s.rank[j])
		}
	}
	for k := range groups {
		g := &groups[k]
		for j := g.from; j < g.to; j++ {
			s.slot[j] = g.plain.SlotAt(s.slot[j])
		}
	}
}

// fewBirths does it for a group of another age, one by one.
func (s *Sheet) fewBirths(from, to uint32) {
	slots := s.find.register.Striped()
	for j := from; j < to; j++ {
		b := s.chained(j, s.find.res.Standing(s.dept, j))
		s.month[j], s.rank[j] = b.Month, b.Rank()
		s.slot[j] = slots.Slot(b)
	}
}

// mothers finds the mothers of the children.
func (s *Sheet) mothers() {
	cells := s.find.res.Cells(s.dept)
	s.mother = make([]uint32, cells[2*residence.HolderAge])
	for j := range s.mother {
		if m, ok := s.find.home.Mother(s.find.res.Standing(s.dept, uint32(j))); ok {
			s.mother[j] = cells[m.Cell] + m.Rank + 1
		}
	}
}

// women finds children and partners of the women of a cell.
func (s *Sheet) women(cell uint8) {
	p := s.find
	first, n := p.res.Cells(s.dept)[cell], p.res.Count(s.dept, cell)
	order, ranks := p.home.Numbered(s.dept, cell, n), s.ranks[:0]
	for family := range n {
		ranks = append(ranks, order.At(family)) // all at once, side by side
	}
	s.ranks = ranks
	for family := range n {
		spot := residence.Spot{Rank: ranks[family], Dept: s.dept, Cell: cell}
		at := first + spot.Rank
		s.size[at] = uint8(p.home.ChildrenOf(spot, family))
		s.pair(at, p.couples.Companion(spot, s.col[at], family))
	}
}

// men finds partners for the men of a cell who live with no woman.
func (s *Sheet) men(cell uint8) {
	p := s.find
	first, n := p.res.Cells(s.dept)[cell], p.res.Count(s.dept, cell)
	for rank := range n {
		if at := first + rank; s.partner[at] == 0 {
			s.pair(at, p.couples.Alike(residence.Spot{Rank: rank, Dept: s.dept, Cell: cell}, s.col[at]))
		}
	}
}

// pair notes the partner of the person at a place, on both sides.
func (s *Sheet) pair(at uint32, c couple.Companion) {
	if c.OK {
		other := s.find.res.Cells(s.dept)[c.Spot.Cell] + c.Spot.Rank
		s.partner[at], s.partner[other] = other+1, at+1
	}
}

// Find finds person i, who must live in the department; out must be zero. It is
// [Finder.Find].
func (s *Sheet) Find(i uint32, out *Subject) {
	p := s.find
	j := s.place[i-s.from]
	spot := p.res.Standing(s.dept, j)
	out.Index, out.Holder, out.Home, out.Spot, out.Dept = i, i, i, spot, s.dept
	out.Birth = s.birth(j, spot)
	if spot.Cell >= 2*residence.HolderAge {
		out.Parent = out.Birth
		out.Size = uint32(s.size[j])
		s.settle(out, j, spot.Cell)
		return
	}
	mother := s.mother[j]
	if mother == 0 {
		out.Parent = out.Birth
		return
	}
	j = mother - 1
	m := p.res.Standing(s.dept, j)
	out.Holder, out.Mother, out.Parent, out.Size = s.from+s.index[j], m, s.birth(j, m), 1
	s.settle(out, j, m.Cell)
}

// birth is the birth of the person at a place.
func (s *Sheet) birth(j uint32, spot residence.Spot) birth.Birth {
	if t := s.find.home.TwinsIn(spot.Cell, s.col[j]); t != nil && s.col[j] == s.dept {
		if _, twin := t.ZoneOf(spot.Cell%2, spot.Rank); twin {
			return s.chained(j, spot)
		}
	}
	return birth.Of(birth.Birth{Cell: spot.Cell, Col: s.col[j], Month: s.month[j]}, s.rank[j])
}

// chained is the same by the chain.
func (s *Sheet) chained(j uint32, spot residence.Spot) birth.Birth {
	col := s.col[j]
	at := int(spot.Cell)*birthplace.Columns + int(col)
	return s.find.register.BirthIn(spot, birth.Standing{
		Before: s.before[at], Size: s.find.births.Size(spot.Cell, col), Col: col,
	})
}

// Birth is the birth of person i at a place of residence in the department.
func (s *Sheet) Birth(i uint32, spot residence.Spot) birth.Birth {
	return s.birth(s.place[i-s.from], spot)
}

// Slot is the slot of the birth of person i, who must live in the department.
func (s *Sheet) Slot(i uint32) uint32 { return s.slot[s.place[i-s.from]] }

// Range returns the persons who live in the department: from, up to but not including to.
func (s *Sheet) Range() (from, to uint32) { return s.from, s.from + uint32(len(s.place)) }

// Cell goes through the persons of a cell: their indices and columns of birth.
func (s *Sheet) Cell(cell uint8) iter.Seq2[uint32, uint8] {
	cells := s.find.res.Cells(s.dept)
	return func(yield func(i uint32, col uint8) bool) {
		for j := cells[cell]; j < cells[int(cell)+1]; j++ {
			if !yield(s.from+s.index[j], s.col[j]) {
				return
			}
		}
	}
}

// settle is Finder.settle for the holder at place j of the line-up.
func (s *Sheet) settle(out *Subject, j uint32, cell uint8) {
	i := out.Holder
	out.Home = i
	if s.partner[j] == 0 {
		return
	}
	other := s.partner[j] - 1
	c := couple.Companion{
		Spot: s.find.res.Standing(s.dept, other), Index: s.from + s.index[other], Col: s.col[other], OK: true,
	}
	out.Partner = c
	if mixed := cell%2 != c.Spot.Cell%2; mixed && cell%2 == 0 || !mixed && c.Index < i {
		out.Home = c.Index
	}
}

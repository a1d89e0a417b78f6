package birthplace

import (
	"slices"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/chain"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/nir"
)

// Streams of the draws about places of birth. Their numbers are part of the output
// and belong to the first hundred, of which package population keeps the list.
const (
	streamOrigin random.Stream = 102 // phase of a department's birthplaces
	streamGroup  random.Stream = 103 // order and months inside sex, year, birthplace
)

// Table says who was born where: for each department, age and sex the
// split over the columns of birth, and for each (age, sex, column) group how
// many of its persons live in the departments before a given one.
//
// The split of a row is not stored: it follows from the ladder of its class of
// ages, the row's count and a keyed phase.
type Table struct {
	res     *residence.Table
	class   [residence.Ages]uint8 // which ladders an age uses
	ladders []uint32              // classes × depts × (columns+1) cumulative shares
	near    []uint8               // classes × depts × nearSteps: where to begin in a ladder
	phase   [residence.Cells]random.Key

	// before holds, for each group, the persons in departments before d;
	// depts+1 numbers, the last the group's size.
	before []uint32
	// byDept holds the same numbers by department first, and sizes the groups'
	// sizes: look-ups about the people of one place then stay in one part of
	// the table, which fits the second cache (115 kB against 11 MB).
	byDept, sizes []uint32
	group         random.Key
	months        [13]uint32 // cumulative shares of the months
	// monthNear notes for each 1/256 of the shares the month that it begins in. No month
	// is as short as that, so it ends in the same one or in the next.
	monthNear [1 << monthBits]uint8

	places [Columns]column
	slots  [Columns]uint32      // numbers that a month of one sex has room for
	nirs   [Columns][]nir.Place // place parts by code position
	names  [Columns][]string    // invented names of the places, likewise
}

const (
	nearBits  = 5
	nearSteps = 1 << nearBits
	monthBits = 8 // of the shares by which a month is looked up
)

// New lays out the places of birth of those who live where res says, for
// a year on whose first day ages are counted.
func New(key random.Key, res *residence.Table, refYear int) *Table {
	t := &Table{res: res}
	k := key.Stream(streamOrigin)
	for c := range t.phase {
		t.phase[c] = k.At(uint64(c))
	}
	t.group = key.Stream(streamGroup)
	t.buildMonths()
	t.buildLadders(refYear)
	t.buildGroups()
	t.buildPlaces()
	return t
}

func (t *Table) buildMonths() {
	copy(t.months[:], chain.Cumulate(make([]uint32, 0, len(t.months)), facts.BirthMonths[:]))
	m := uint8(0)
	for b := range t.monthNear {
		for t.months[m+1] <= uint32(b)<<(chain.CutBits-monthBits) {
			m++
		}
		t.monthNear[b] = m
	}
}

// buildLadders makes one set of ladders for every five years of age, split
// where the prefixes change: births of 1968 and 1976.
func (t *Table) buildLadders(refYear int) {
	shares := newShares()
	t.ladders = make([]uint32, 0, 26*depts*(Columns+1))
	t.near = make([]uint8, 0, 26*depts*nearSteps)
	last := -1
	for age := range residence.Ages {
		year := refYear - 1 - age
		if age%5 == 0 || year == 1967 || year == 1975 {
			last++
			for d := range depts {
				from := len(t.ladders)
				t.ladders = chain.Cumulate(t.ladders, shares.columnsFor(d, age, year))
				t.near = appendNear(t.near, t.ladders[from:])
			}
		}
		t.class[age] = uint8(last)
	}
}

// appendNear notes for each 1/nearSteps of a ladder the step it begins in.
func appendNear(dst []uint8, ladder []uint32) []uint8 {
	k := 0
	for b := range uint32(nearSteps) {
		for k+1 < Columns && ladder[k+1] <= b<<(chain.CutBits-nearBits) {
			k++
		}
		dst = append(dst, uint8(k))
	}
	return dst
}

// Row is one (department, cell) with what its split needs.
type Row struct {
	N, Phase uint32
	ladder   []uint32
	near     []uint8
}

// Row returns the persons of a cell of a department by column of birth.
func (t *Table) Row(d, cell uint8) Row {
	at := int(t.class[cell/2])*depts + int(d)
	return Row{
		N:      t.res.Count(d, cell),
		Phase:  t.rowPhase(d, cell),
		ladder: t.ladders[at*(Columns+1):][:Columns+1],
		near:   t.near[at*nearSteps:][:nearSteps],
	}
}

func (t *Table) rowPhase(d, cell uint8) uint32 {
	x := (uint64(t.phase[cell]) + uint64(d)*0x9e3779b97f4a7c15) * 0x9fb21c651e98df25
	x ^= x >> 32
	return uint32(x * 0xbf58476d1ce4e5b9 >> (64 - chain.CutBits))
}

// Column returns the column of birth of the person of a rank in the row, and
// how many of the row were born in columns before.
func (r *Row) Column(rank uint32) (col uint8, from uint32) {
	u := chain.CutShare(r.N, rank, r.Phase)
	k := r.near[u>>(chain.CutBits-nearBits)]
	for r.ladder[k+1] <= u {
		k++
	}
	return k, chain.CutAt(r.N, r.ladder[k], r.Phase)
}

// From returns how many of the row were born in columns before col.
func (r *Row) From(col uint8) uint32 { return chain.CutAt(r.N, r.ladder[col], r.Phase) }

func (t *Table) buildGroups() {
	t.before = make([]uint32, residence.Cells*Columns*(depts+1))
	t.byDept, t.sizes = make([]uint32, depts*residence.Cells*Columns), make([]uint32, residence.Cells*Columns)
	for cell := range residence.Cells {
		block := t.before[cell*Columns*(depts+1):][:Columns*(depts+1)]
		sizes := t.sizes[cell*Columns:][:Columns] // grow from department to department
		for d := range depts {
			copy(t.byDept[(d*residence.Cells+cell)*Columns:], sizes)
			if r := t.Row(uint8(d), uint8(cell)); r.N > 0 {
				r.addTo(sizes)
			}
			for k, n := range sizes {
				block[k*(depts+1)+d+1] = n
			}
		}
	}
}

// addTo adds what each column has of the row.
func (r *Row) addTo(sizes []uint32) {
	last := uint32(0)
	for k, share := range r.ladder[1:] {
		next := chain.CutAt(r.N, share, r.Phase)
		sizes[k] += next - last
		last = next
	}
}

// PlaceIn returns how many of a group live in departments before d, and how
// many there are.
func (t *Table) PlaceIn(d, cell, col uint8) (before, size uint32) {
	at := int(cell)*Columns + int(col)
	return t.byDept[int(d)*residence.Cells*Columns+at], t.sizes[at]
}

// GroupOf returns the residence prefix of a group.
func (t *Table) GroupOf(cell, col uint8) []uint32 {
	at := int(cell)*Columns + int(col)
	return t.before[at*(depts+1):][:depts+1]
}

// Size returns the number of persons of a group.
func (t *Table) Size(cell, col uint8) uint32 { return t.sizes[int(cell)*Columns+int(col)] }

// GroupKey names the group's draws.
func (t *Table) GroupKey(cell, col uint8) random.Key {
	return t.group.At(uint64(cell)<<8 | uint64(col))
}

// MonthStart returns the position in a group of size n at which month m (0 to 12)
// begins.
func (t *Table) MonthStart(k random.Key, n uint32, m uint8) uint32 {
	return chain.CutAt(n, t.months[m], monthPhase(k))
}

// monthPhase is the phase with which the group of a key is cut into months.
func monthPhase(k random.Key) uint32 { return uint32(uint64(k) >> (64 - chain.CutBits)) }

// buildPlaces widens the code lists until the largest month of every column
// fits with room to spare.
func (t *Table) buildPlaces() {
	t.places = corePlaces()
	for col := range t.places {
		var most uint64
		for cell := range residence.Cells {
			n := uint64(t.Size(uint8(cell), uint8(col)))
			if cell < 2*residence.HolderAge {
				n += n / 5 // twins take a stripe of four slots each
			}
			if old := cell + residence.Centenarian; old < residence.Cells {
				n += uint64(t.Size(uint8(old), uint8(col)))
			}
			most = max(most, n)
		}
		// No month has 9 % of the births; two more for rounding, one to be free.
		need := int((most*9/100+3)/Capacity) + 1
		t.places[col] = t.places[col].widen(need)
		t.slots[col] = t.places[col].room()
		for j := range t.places[col].codes {
			t.nirs[col] = append(t.nirs[col], t.places[col].place(uint32(j)))
			name := appendBirthplace(nil, uint8(col), t.places[col].codes[j])
			t.names[col] = append(t.names[col], string(name))
		}
	}
}

// Month returns the month of the person at a place in a group of n, and the
// rank among those of that month.
func (t *Table) Month(cell, col uint8, at, n uint32) (m uint8, rank uint32) {
	line := t.LineOf(cell, col, n)
	return t.MonthAt(&line, line.Position(at))
}

// Line is the order in which a group falls into months.
type Line struct {
	order chain.Shuffle
	key   random.Key
	n     uint32
}

// LineOf returns the line of a group of n.
func (t *Table) LineOf(cell, col uint8, n uint32) Line {
	key := t.GroupKey(cell, col)
	return Line{key: key, order: chain.NewShuffle(key, n), n: n}
}

// Position is where the person at a place in the group stands.
func (l *Line) Position(at uint32) uint32 { return l.order.At(at) }

// MonthAt returns the month into which a position falls, and the rank among those of that
// month. Nobody could foretell the month, so there is no branch on it.
func (t *Table) MonthAt(l *Line, position uint32) (m uint8, rank uint32) {
	u := chain.CutShare(l.n, position, monthPhase(l.key))
	m = t.monthNear[u>>(chain.CutBits-monthBits)]
	if t.months[m+1] <= u {
		m++
	}
	return m, position - t.MonthStart(l.key, l.n, m)
}

// Slots returns the number of slots of a column: the numbers that a month of one
// sex has room for. Slot s has the code at position s/Capacity and the order
// number s%Capacity+1.
func (t *Table) Slots(col uint8) uint32 { return t.slots[col] }

// Place returns the place part of the number of a slot.
func (t *Table) Place(col uint8, slot uint32) nir.Place { return t.nirs[col][slot/Capacity] }

// NameOf returns the invented name of the place of a slot.
func (t *Table) NameOf(col uint8, slot uint32) string { return t.names[col][slot/Capacity] }

// SlotOf returns the slot of a code and an order number from 1; ok is false for a
// code that the column does not use.
func (t *Table) SlotOf(col uint8, code, order uint16) (slot uint32, ok bool) {
	at, ok := slices.BinarySearch(t.places[col].codes, code)
	return uint32(at)*Capacity + uint32(order) - 1, ok
}

// Residence returns the table of residence that the table of births is made for.
func (t *Table) Residence() *residence.Table { return t.res }

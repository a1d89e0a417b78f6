package population

import (
	"breachsim/generator/facts"
	"breachsim/generator/internal/random"
	"breachsim/generator/nir"
	"breachsim/generator/population/chain"
)

// birthTable says who was born where: for each department, age and sex the
// split over the columns of birth, and for each (age, sex, column) group how
// many of its persons live in the departments before a given one.
//
// The split of a row is not stored: it follows from the ladder of its class of
// ages, the row's count and a keyed phase.
type birthTable struct {
	class   [ages]uint8 // which ladders an age uses
	ladders []uint32    // classes × depts × (columns+1) cumulative shares
	near    []uint8     // classes × depts × nearSteps: where to begin in a ladder
	phase   [cells]random.Key

	// before holds, for each group, the persons in departments before d;
	// depts+1 numbers, the last the group's size.
	before []uint32
	// byDept holds the same numbers by department first, and sizes the groups'
	// sizes: look-ups about the people of one place then stay in one part of
	// the table, which fits the second cache (115 kB against 11 MB).
	byDept, sizes []uint32
	group         random.Key
	months        [13]uint32 // cumulative shares of the months

	places [columns]column
	slots  [columns]uint32      // numbers that a month of one sex has room for
	nirs   [columns][]nir.Place // place parts by code position
	names  [columns][]string    // invented names of the places, likewise
}

const (
	nearBits  = 5
	nearSteps = 1 << nearBits
)

func (t *birthTable) build(key random.Key, res *residence, refYear int) {
	k := key.Stream(streamOrigin)
	for c := range t.phase {
		t.phase[c] = k.At(uint64(c))
	}
	t.group = key.Stream(streamGroup)
	copy(t.months[:], chain.Cumulate(make([]uint32, 0, 13), facts.BirthMonths[:]))
	t.buildLadders(refYear)
	t.buildGroups(res)
	t.buildPlaces()
}

// buildLadders makes one set of ladders for every five years of age, split
// where the prefixes change: births of 1968 and 1976.
func (t *birthTable) buildLadders(refYear int) {
	shares := newShares()
	t.ladders = make([]uint32, 0, 26*depts*(columns+1))
	t.near = make([]uint8, 0, 26*depts*nearSteps)
	last := -1
	for age := range ages {
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
		for k+1 < columns && ladder[k+1] <= b<<(chain.CutBits-nearBits) {
			k++
		}
		dst = append(dst, uint8(k))
	}
	return dst
}

// row is one (department, cell) with what its split needs.
type row struct {
	n, phase uint32
	ladder   []uint32
	near     []uint8
}

func (t *birthTable) row(res *residence, d, cell uint8) row {
	at := int(t.class[cell/2])*depts + int(d)
	return row{
		n:      res.count(d, cell),
		phase:  t.rowPhase(d, cell),
		ladder: t.ladders[at*(columns+1):][:columns+1],
		near:   t.near[at*nearSteps:][:nearSteps],
	}
}

func (t *birthTable) rowPhase(d, cell uint8) uint32 {
	x := (uint64(t.phase[cell]) + uint64(d)*0x9e3779b97f4a7c15) * 0x9fb21c651e98df25
	x ^= x >> 32
	return uint32(x * 0xbf58476d1ce4e5b9 >> (64 - chain.CutBits))
}

// column returns the column of birth of the person of a rank in the row, and
// how many of the row were born in columns before.
func (r *row) column(rank uint32) (col uint8, from uint32) {
	u := chain.CutShare(r.n, rank, r.phase)
	k := r.near[u>>(chain.CutBits-nearBits)]
	for r.ladder[k+1] <= u {
		k++
	}
	return k, chain.CutAt(r.n, r.ladder[k], r.phase)
}

// from returns how many of the row were born in columns before col.
func (r *row) from(col uint8) uint32 { return chain.CutAt(r.n, r.ladder[col], r.phase) }

func (t *birthTable) buildGroups(res *residence) {
	t.before = make([]uint32, cells*columns*(depts+1))
	t.byDept, t.sizes = make([]uint32, depts*cells*columns), make([]uint32, cells*columns)
	for cell := range cells {
		block := t.before[cell*columns*(depts+1):][:columns*(depts+1)]
		sizes := t.sizes[cell*columns:][:columns] // grow from department to department
		for d := range depts {
			copy(t.byDept[(d*cells+cell)*columns:], sizes)
			if r := t.row(res, uint8(d), uint8(cell)); r.n > 0 {
				r.addTo(sizes)
			}
			for k, n := range sizes {
				block[k*(depts+1)+d+1] = n
			}
		}
	}
}

// addTo adds what each column has of the row.
func (r *row) addTo(sizes []uint32) {
	last := uint32(0)
	for k, share := range r.ladder[1:] {
		next := chain.CutAt(r.n, share, r.phase)
		sizes[k] += next - last
		last = next
	}
}

// placeIn returns how many of a group live in departments before d, and how
// many there are.
func (t *birthTable) placeIn(d, cell, col uint8) (before, size uint32) {
	at := int(cell)*columns + int(col)
	return t.byDept[int(d)*cells*columns+at], t.sizes[at]
}

// groupOf returns the residence prefix of a group.
func (t *birthTable) groupOf(cell, col uint8) []uint32 {
	at := int(cell)*columns + int(col)
	return t.before[at*(depts+1):][:depts+1]
}

// size returns the number of persons of a group.
func (t *birthTable) size(cell, col uint8) uint32 { return t.sizes[int(cell)*columns+int(col)] }

// groupKey names the group's draws.
func (t *birthTable) groupKey(cell, col uint8) random.Key {
	return t.group.At(uint64(cell)<<8 | uint64(col))
}

// month returns the position in a group of size n at which month m (0 to 12)
// begins.
func (t *birthTable) monthStart(k random.Key, n uint32, m uint8) uint32 {
	return chain.CutAt(n, t.months[m], uint32(uint64(k)>>(64-chain.CutBits)))
}

// buildPlaces widens the code lists until the largest month of every column
// fits with room to spare.
func (t *birthTable) buildPlaces() {
	t.places = corePlaces()
	for col := range t.places {
		var most uint64
		for cell := range cells {
			n := uint64(t.size(uint8(cell), uint8(col)))
			if cell < 2*holderAge {
				n += n / 5 // twins take a stripe of four slots each
			}
			if old := cell + centenarian; old < cells {
				n += uint64(t.size(uint8(old), uint8(col)))
			}
			most = max(most, n)
		}
		// No month has 9 % of the births; two more for rounding, one to be free.
		need := int((most*9/100+3)/capacity) + 1
		t.places[col] = t.places[col].widen(need)
		t.slots[col] = t.places[col].slots()
		for j := range t.places[col].codes {
			t.nirs[col] = append(t.nirs[col], t.places[col].place(uint32(j)))
			name := appendBirthplace(nil, uint8(col), t.places[col].codes[j])
			t.names[col] = append(t.names[col], string(name))
		}
	}
}

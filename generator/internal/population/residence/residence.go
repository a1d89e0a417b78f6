package residence

import (
	"math/bits"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/chain"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios/apportion"
)

// Table says who lives where: contiguous index ranges of departments, and
// in each a shuffled line-up of (age, sex) cells.
type Table struct {
	starts [depts + 1]uint32
	shift  uint       // index>>shift < 256 picks the department to begin at
	first  [256]uint8 // department of the first index of a bucket

	order [depts]chain.Shuffle
	cum   []uint32 // of the pyramids
	// near and scale find the cell of a position: bucket = position·scale>>32.
	near  []uint8 // depts × 256: a cell at or just before the bucket's first
	scale [depts]uint64
}

// New shares n persons out to departments, ages and sexes.
func New(key random.Key, n uint32) *Table {
	t := new(Table)
	weights := make([]uint64, depts)
	for d, dep := range facts.Departments() {
		weights[d] = uint64(dep.Population)
	}
	t.shift = uint(max(bits.Len32(n-1)-8, 0))
	k := key.Stream(streamResident)
	var pyramids pyramids
	for d, part := range apportion.LargestRemainders(n, weights) {
		pyramids.sizes[d] = part
		t.starts[d+1] = t.starts[d] + part
		t.order[d] = chain.NewShuffle(k.At(uint64(d)), part)
	}
	for b := range t.first {
		for t.first[b] < depts-1 && uint64(b)<<t.shift >= uint64(t.starts[t.first[b]+1]) {
			t.first[b]++
		}
	}
	pyramids.build(key.Stream(streamPyramid), n)
	t.cum = pyramids.cum
	t.buildNear()
	return t
}

func (t *Table) buildNear() {
	t.near = make([]uint8, depts*256)
	for d := range depts {
		part := uint64(t.starts[d+1] - t.starts[d])
		if part == 0 {
			continue
		}
		t.scale[d] = 256 << 32 / part
		row, c := t.Cells(uint8(d)), uint64(0)
		for b := range uint64(256) {
			for c+1 < Cells && uint64(row[c+1])*t.scale[d]>>32 < b {
				c++
			}
			t.near[uint64(d)*256+b] = uint8(c)
		}
	}
}

// Len returns the number of persons.
func (t *Table) Len() int { return int(t.starts[depts]) }

// Range returns the persons who live in a department: from, up to but not
// including to.
func (t *Table) Range(d uint8) (from, to uint32) { return t.starts[d], t.starts[d+1] }

// Size returns the number of persons who live in a department.
func (t *Table) Size(d uint8) uint32 { return t.starts[d+1] - t.starts[d] }

// Cells returns where each cell of a department begins, and its end.
func (t *Table) Cells(d uint8) []uint32 {
	return t.cum[int(d)*(Cells+1):][:Cells+1]
}

// Count returns the number of persons in a cell of a department.
func (t *Table) Count(d, cell uint8) uint32 {
	row := t.Cells(d)
	return row[int(cell)+1] - row[cell]
}

// Dept returns the department of index i.
func (t *Table) Dept(i uint32) uint8 {
	d := t.first[i>>t.shift&0xff]
	for i >= t.starts[d+1] {
		d++
	}
	return d
}

// Spot finds person i in the tables.
func (t *Table) Spot(i uint32) Spot {
	d := t.Dept(i)
	return t.Standing(d, t.order[d].At(i-t.starts[d]))
}

// Order is in which order the persons of a department stand in its line-up of cells:
// the place of each, by how many live there with lower indices.
func (t *Table) Order(d uint8) chain.Shuffle { return t.order[d] }

// Standing finds who stands at place j of a department's line-up.
func (t *Table) Standing(d uint8, j uint32) Spot {
	row := t.Cells(d)
	c := t.near[int(d)*256+int(uint64(j)*t.scale[d]>>32)]
	for j >= row[int(c)+1] {
		c++
	}
	return Spot{Rank: j - row[c], Dept: d, Cell: c}
}

// Index is the inverse of spot.
func (t *Table) Index(s Spot) uint32 {
	j := t.Cells(s.Dept)[s.Cell] + s.Rank
	return t.starts[s.Dept] + t.order[s.Dept].Find(j)
}

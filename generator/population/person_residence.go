package population

import (
	"math/bits"

	"breachsim/generator/facts"
	"breachsim/generator/internal/random"
	"breachsim/scenarios/apportion"
)

// residence says who lives where: contiguous index ranges of departments, and
// in each a shuffled line-up of (age, sex) cells.
type residence struct {
	starts [depts + 1]uint32
	shift  uint       // index>>shift < 256 picks the department to begin at
	first  [256]uint8 // department of the first index of a bucket

	order [depts]shuffle
	// cum holds, per department, where each cell begins; cells+1 numbers.
	cum []uint32
	// near and scale find the cell of a position: bucket = position·scale>>32.
	near  []uint8 // depts × 256: a cell at or just before the bucket's first
	scale [depts]uint64
}

// spot is a person's place in the tables: rank inside the cell of a department.
type spot struct {
	rank uint32
	dept uint8
	cell uint8
}

func (t *residence) build(key random.Key, n uint32) {
	weights := make([]uint64, depts)
	for d, dep := range facts.Departments() {
		weights[d] = uint64(dep.Population)
	}
	t.shift = uint(max(bits.Len32(n-1)-8, 0))
	k := key.Stream(streamResident)
	for d, part := range apportion.LargestRemainders(n, weights) {
		t.starts[d+1] = t.starts[d] + part
		t.order[d] = newShuffle(k.At(uint64(d)), part)
	}
	for b := range t.first {
		for t.first[b] < depts-1 && uint64(b)<<t.shift >= uint64(t.starts[t.first[b]+1]) {
			t.first[b]++
		}
	}
	t.buildPyramids(key.Stream(streamPyramid), n)
	t.buildNear()
}

// ninetyNine spreads those aged 99 and over, in thousandths of their number,
// over the ages 99 to 109: each age about 0.6 of the one before, which leaves
// some 29,000 centenarians in the France of 2022.
var ninetyNine = [ages - facts.LastAge]uint64{420, 250, 150, 85, 45, 25, 13, 6, 3, 2, 1}

// nationalCells shares n out over ages and sexes.
func nationalCells(n uint32) []uint32 {
	weights := make([]uint64, cells)
	for age, c := range facts.Ages() {
		if age < facts.LastAge {
			weights[2*age], weights[2*age+1] = uint64(c.Men)*1000, uint64(c.Women)*1000
			continue
		}
		for j, share := range ninetyNine {
			weights[2*(age+j)] = uint64(c.Men) * share
			weights[2*(age+j)+1] = uint64(c.Women) * share
		}
	}
	return apportion.LargestRemainders(n, weights)
}

func (t *residence) buildNear() {
	t.near = make([]uint8, depts*256)
	for d := range depts {
		part := uint64(t.starts[d+1] - t.starts[d])
		if part == 0 {
			continue
		}
		t.scale[d] = 256 << 32 / part
		row, c := t.cells(uint8(d)), uint64(0)
		for b := range uint64(256) {
			for c+1 < cells && uint64(row[c+1])*t.scale[d]>>32 < b {
				c++
			}
			t.near[uint64(d)*256+b] = uint8(c)
		}
	}
}

// cells returns where each cell of a department begins, and its end.
func (t *residence) cells(d uint8) []uint32 {
	return t.cum[int(d)*(cells+1):][:cells+1]
}

// count returns the number of persons in a cell of a department.
func (t *residence) count(d, cell uint8) uint32 {
	row := t.cells(d)
	return row[int(cell)+1] - row[cell]
}

// dept returns the department of index i.
func (t *residence) dept(i uint32) uint8 {
	d := t.first[i>>t.shift&0xff]
	for i >= t.starts[d+1] {
		d++
	}
	return d
}

// spot finds person i in the tables.
func (t *residence) spot(i uint32) spot {
	d := t.dept(i)
	j := t.order[d].At(i - t.starts[d])
	row := t.cells(d)
	c := t.near[int(d)*256+int(uint64(j)*t.scale[d]>>32)]
	for j >= row[int(c)+1] {
		c++
	}
	return spot{rank: j - row[c], dept: d, cell: c}
}

// index is the inverse of spot.
func (t *residence) index(s spot) uint32 {
	j := t.cells(s.dept)[s.cell] + s.rank
	return t.starts[s.dept] + t.order[s.dept].Find(j)
}

package residence

import (
	"math/bits"
	"sync"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/chain"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios/apportion"
)

// The pyramids of departments differ: Mayotte is young, Creuse is old. What is
// published of each is its size and its mix of ten groups, five bands of age by
// sex; of France, every year of age. The table of departments and groups is made
// first, with both margins exact, then the years within each group, which have
// the same shape everywhere.

// ageGroups is the number of bands of age times sexes.
const ageGroups = 2 * facts.Bands

// AgeGroup returns the group of a cell: band by sex.
func AgeGroup(cell int) int {
	band := 0
	for band+1 < facts.Bands && facts.AgeBands[band+1] <= cell/2 {
		band++
	}
	return 2*band + cell%2
}

// groupRow has one number for each group of ages of a department.
type groupRow [ageGroups]uint32

// pyramids is the persons of each department by cell.
type pyramids struct {
	sizes [depts]uint32
	// cum holds, per department, where each cell begins; Cells+1 numbers.
	cum []uint32
}

// row returns where each cell of a department begins, and its end.
func (t *pyramids) row(d uint8) []uint32 { return t.cum[int(d)*(Cells+1):][:Cells+1] }

// ninetyNine spreads those aged 99 and over, in thousandths of their number,
// over the ages 99 to 109: each age about 0.6 of the one before, which leaves
// some 29,000 centenarians in the France of 2022.
var ninetyNine = [Ages - facts.LastAge]uint64{420, 250, 150, 85, 45, 25, 13, 6, 3, 2, 1}

// NationalCells shares n out over ages and sexes.
func NationalCells(n uint32) []uint32 {
	weights := make([]uint64, Cells)
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

// build fills in the departments' cells so that both margins are met
// exactly, the departments' sizes and the national cells.
func (t *pyramids) build(key random.Key, n uint32) {
	left := NationalCells(n)
	var want groupRow
	for c := range Cells {
		want[AgeGroup(c)] += left[c]
	}
	table := t.groupTable(key, &want)
	t.cum = make([]uint32, depts*(Cells+1))
	for g := range ageGroups {
		t.spreadGroup(key, g, table, left)
	}
	for d := range uint8(depts) {
		row := t.row(d)
		for c := range Cells {
			row[c+1] += row[c]
		}
	}
}

// spreadGroup shares the cells of a group out to departments: each in turn
// draws its part of what is left of every cell by systematic rounding, which
// never takes more than there is, and the last one takes the rest.
func (t *pyramids) spreadGroup(key random.Key, g int, table *[depts]groupRow, left []uint32) {
	total := uint64(0)
	for d := range table {
		total += uint64(table[d][g])
	}
	for d := range table {
		part := uint64(table[d][g])
		if part == 0 {
			continue
		}
		phase := key.At2(uint64(d), uint64(g)).Below(total)
		row := t.row(uint8(d))
		var run, taken uint64
		for c := range Cells {
			if AgeGroup(c) != g {
				continue
			}
			run += uint64(left[c])
			upTo := (run*part + phase) / total
			row[c+1] = uint32(upTo - taken)
			left[c] -= row[c+1]
			taken = upTo
		}
		total -= part
	}
}

// groupTable counts the persons of each department and group: the expectation
// of each, rounded so that departments have their sizes and groups what is
// wanted of them.
func (t *pyramids) groupTable(key random.Key, want *groupRow) *[depts]groupRow {
	var table [depts]groupRow
	var cum []uint32
	for d := range table {
		mix := groupMixes()[d]
		cum = chain.Cumulate(cum[:0], mix[:])
		phase := uint32(key.At2(uint64(d), ageGroups).Below(1 << chain.CutBits))
		size := t.sizes[d]
		for g := range ageGroups {
			table[d][g] = chain.CutAt(size, cum[g+1], phase) - chain.CutAt(size, cum[g], phase)
		}
	}
	t.level(&table, want)
	return &table
}

// level moves persons of departments from groups that have too many to groups
// that have too few, one at a time and where the table comes nearest to its
// expectation.
func (t *pyramids) level(table *[depts]groupRow, want *groupRow) {
	var over [ageGroups]int64
	for g := range ageGroups {
		over[g] = -int64(want[g])
		for d := range table {
			over[g] += int64(table[d][g])
		}
	}
	for {
		from, to := 0, 0
		for g := range ageGroups {
			if over[g] > over[from] {
				from = g
			}
			if over[g] < over[to] {
				to = g
			}
		}
		if over[from] == 0 {
			return
		}
		d := t.cheapest(table, from, to)
		table[d][from]--
		table[d][to]++
		over[from]--
		over[to]++
	}
}

// cheapest returns the department in which a move between groups costs least:
// the first is above its expectation, the second below.
func (t *pyramids) cheapest(table *[depts]groupRow, from, to int) int {
	best, gain := 0, int64(-1<<62)
	for d := range table {
		if table[d][from] == 0 {
			continue
		}
		mix := groupMixes()[d]
		size := uint64(t.sizes[d])
		excess := func(g int) int64 { // 2^-16 persons
			hi, lo := bits.Mul64(size<<16, mix[g])
			expected, _ := bits.Div64(hi, lo, mixSum(&mix))
			return int64(table[d][g])<<16 - int64(expected)
		}
		if e := excess(from) - excess(to); e > gain {
			best, gain = d, e
		}
	}
	return best
}

// GroupMix is the weights of the groups in a department.
type GroupMix [ageGroups]uint64

func mixSum(m *GroupMix) (sum uint64) {
	for _, w := range m {
		sum += w
	}
	return sum
}

// fitRounds is how many rounds of proportional fitting are made; a dozen reach
// the last digit.
const fitRounds = 24

// groupMixes fits the published groups of departments (2020) to the sizes of
// departments (2021) and to the national groups (2022), by iterative
// proportional fitting (Deming and Stephan 1940) in integers: rows and columns
// are scaled in turn until both margins hold.
var groupMixes = sync.OnceValue(func() *[depts]GroupMix {
	const unit = 1 << 44 // the population
	var m [depts]GroupMix
	var rows [depts]uint64
	for d, c := range facts.DepartmentAges() {
		rows[d] = uint64(facts.Departments()[d].Population)
		for b := range facts.Bands {
			m[d][2*b], m[d][2*b+1] = uint64(c.Men[b])<<17, uint64(c.Women[b])<<17
		}
	}
	var columns GroupMix
	for age, c := range facts.Ages() {
		columns[AgeGroup(2*age)] += uint64(c.Men)
		columns[AgeGroup(2*age+1)] += uint64(c.Women)
	}
	scaleTo(rows[:], unit)
	scaleTo(columns[:], unit)
	for range fitRounds {
		for g := range columns {
			var column [depts]uint64
			for d := range m {
				column[d] = m[d][g]
			}
			scaleTo(column[:], columns[g])
			for d := range m {
				m[d][g] = column[d]
			}
		}
		for d := range m {
			scaleTo(m[d][:], rows[d])
		}
	}
	return &m
})

// GroupMixes returns the mix of ages of each department, as fitted. The caller must
// not change it.
func GroupMixes() *[depts]GroupMix { return groupMixes() }

// scaleTo scales weights in proportion so that they sum to total, but for what
// rounding down takes.
func scaleTo(weights []uint64, total uint64) {
	var sum uint64
	for _, w := range weights {
		sum += w
	}
	for i, w := range weights {
		hi, lo := bits.Mul64(w, total)
		weights[i], _ = bits.Div64(hi, lo, sum)
	}
}

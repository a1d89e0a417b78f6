package population

import (
	"breachsim/generator/internal/random"
	"breachsim/generator/population/birthplace"
	"breachsim/generator/population/chain"
	"breachsim/generator/population/residence"
)

// Twins have month, day and code of the place in common. Their months are cut
// from the pairs of their department and age, apart from everybody else's, and
// their numbers come after those of the others of the month:
//
//	ranks of a month   0 ··· others ··· | ··· twins ···
//	slots              0 ··· others ··· | one stripe a twin | free ··· | old
//
// A stripe holds one slot of each code, of which the twin takes the one that
// the pair names.

// twinsIn returns the twins of a group, nil if it has none: those of a
// department who were also born there.
func (p *Persons) twinsIn(cell, col uint8) *twinYear {
	if cell >= 2*residence.HolderAge || col >= depts {
		return nil
	}
	t := &p.home.twins[int(col)*residence.HolderAge+int(cell/2)]
	if t.pairs == 0 {
		return nil
	}
	return t
}

// pairKey names the draws of a pair.
func (p *Persons) pairKey(cell, col uint8, pair uint32) random.Key {
	return p.home.twinKey.At(pairDraws | uint64(col)<<40 | uint64(cell/2)<<32 | uint64(pair))
}

// pairMonth returns how many of the pairs were born before month m, 0 to 12.
func (p *Persons) pairMonth(t *twinYear, cell, col, m uint8) uint32 {
	key := p.pairKey(cell, col, 1<<31)
	return p.births.MonthStart(key, t.pairs, m)
}

// twinBirth is birth for the z-th twin of its sex.
func (p *Persons) twinBirth(t *twinYear, s residence.Spot, z uint32) birth {
	w := t.at(s.Cell%2, z)
	m := uint8(0)
	for p.pairMonth(t, s.Cell, s.Dept, m+1) <= w.pair {
		m++
	}
	first := t.ofSex(s.Cell%2, p.pairMonth(t, s.Cell, s.Dept, m))
	others, _ := p.inMonth(s.Cell, s.Dept, m)
	return birth{cell: s.Cell, col: s.Dept, month: m, rank: others + z - first, pair: w.pair + 1, order: w.order}
}

// inMonth returns how many of a group were born in a month: twins, and others.
func (p *Persons) inMonth(cell, col, m uint8) (others, twins uint32) {
	t := p.births
	key, n := t.GroupKey(cell, col), t.Size(cell, col)
	if w := p.twinsIn(cell, col); w != nil {
		sex := cell % 2
		n -= w.count[sex]
		twins = w.ofSex(sex, p.pairMonth(w, cell, col, m+1)) - w.ofSex(sex, p.pairMonth(w, cell, col, m))
	}
	return t.MonthStart(key, n, m+1) - t.MonthStart(key, n, m), twins
}

// twinOfMonth returns the birth of the k-th twin of a month.
func (p *Persons) twinOfMonth(cell, col, m uint8, others, k uint32) birth {
	t := p.twinsIn(cell, col)
	w := t.at(cell%2, t.ofSex(cell%2, p.pairMonth(t, cell, col, m))+k)
	return birth{cell: cell, col: col, month: m, rank: others + k, pair: w.pair + 1, order: w.order}
}

// twinSpot is resident for a twin.
func (p *Persons) twinSpot(b birth) residence.Spot {
	t := p.twinsIn(b.cell, b.col)
	sex := b.cell % 2
	others, _ := p.inMonth(b.cell, b.col, b.month)
	z := t.ofSex(sex, p.pairMonth(t, b.cell, b.col, b.month)) + b.rank - others
	return residence.Spot{Rank: t.zone[sex] + z, Dept: b.col, Cell: b.cell}
}

// slotOrder is the keyed order of a cohort's slots. Those of the years in which
// children were born go round the codes, a stripe of one slot each at a time.
type slotOrder struct {
	plain chain.Shuffle
	codes uint32 // of a striped order; else 0
	key   random.Key
}

// At returns the slot at a position.
func (o *slotOrder) At(x uint32) uint32 {
	if o.codes == 0 {
		return o.plain.At(x)
	}
	code := x % o.codes
	sh := chain.NewShuffle(o.key.At(uint64(code)), birthplace.Capacity)
	return code*birthplace.Capacity + sh.At(x/o.codes)
}

// Find is the inverse of At.
func (o *slotOrder) Find(slot uint32) uint32 {
	if o.codes == 0 {
		return o.plain.Find(slot)
	}
	code := slot / birthplace.Capacity
	sh := chain.NewShuffle(o.key.At(uint64(code)), birthplace.Capacity)
	return sh.Find(slot%birthplace.Capacity)*o.codes + code
}

// stripes returns the position of the first stripe after the others of a month.
func (o *slotOrder) stripes(others uint32) uint32 {
	return (others + o.codes - 1) / o.codes * o.codes
}

// striped tells whether the cohort of a cell has a striped order: children, and
// those who are a century older.
func striped(cell uint8) bool {
	return cell < 2*residence.HolderAge || cell >= residence.Centenarian && cell-residence.Centenarian < 2*residence.HolderAge
}

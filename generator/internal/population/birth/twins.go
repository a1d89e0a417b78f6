package birth

import (
	"github.com/breachsim/breachsim/generator/internal/population/household"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
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

// pairMonth returns how many of the pairs were born before month m, 0 to 12.
func (r *Register) pairMonth(t *household.TwinYear, cell, col, m uint8) uint32 {
	key := r.home.PairKey(cell, col, 1<<31)
	return r.places.MonthStart(key, t.Pairs, m)
}

// twinBirth is birth for the z-th twin of its sex.
func (r *Register) twinBirth(t *household.TwinYear, s residence.Spot, z uint32) Birth {
	w := t.At(s.Cell%2, z)
	m := uint8(0)
	for r.pairMonth(t, s.Cell, s.Dept, m+1) <= w.Pair {
		m++
	}
	first := t.OfSex(s.Cell%2, r.pairMonth(t, s.Cell, s.Dept, m))
	others, _ := r.inMonth(s.Cell, s.Dept, m)
	return Birth{Cell: s.Cell, Col: s.Dept, Month: m, rank: others + z - first, Pair: w.Pair + 1, Order: w.Order}
}

// inMonth returns how many of a group were born in a month: twins, and others.
func (r *Register) inMonth(cell, col, m uint8) (others, twins uint32) {
	t := r.places
	key, n := t.GroupKey(cell, col), t.Size(cell, col)
	if w := r.home.TwinsIn(cell, col); w != nil {
		sex := cell % 2
		n -= w.Count[sex]
		twins = w.OfSex(sex, r.pairMonth(w, cell, col, m+1)) - w.OfSex(sex, r.pairMonth(w, cell, col, m))
	}
	return t.MonthStart(key, n, m+1) - t.MonthStart(key, n, m), twins
}

// twinOfMonth returns the birth of the k-th twin of the month of b, which is the first
// one's.
func (r *Register) twinOfMonth(b Birth, k uint32) Birth {
	t, sex := r.home.TwinsIn(b.Cell, b.Col), b.Cell%2
	w := t.At(sex, t.OfSex(sex, r.pairMonth(t, b.Cell, b.Col, b.Month))+k)
	b.rank += k
	b.Pair, b.Order = w.Pair+1, w.Order
	return b
}

// twinSpot is resident for a twin.
func (r *Register) twinSpot(b Birth) residence.Spot {
	t := r.home.TwinsIn(b.Cell, b.Col)
	sex := b.Cell % 2
	others, _ := r.inMonth(b.Cell, b.Col, b.Month)
	z := t.OfSex(sex, r.pairMonth(t, b.Cell, b.Col, b.Month)) + b.rank - others
	return residence.Spot{Rank: t.Zone[sex] + z, Dept: b.Col, Cell: b.Cell}
}

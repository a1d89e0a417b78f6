package targets

import (
	"cmp"
	"slices"

	"breachsim/generator/nir"
	"breachsim/scenarios"
)

// Orders with classes bring the holders of a batch into the order of their
// class, and within it into the order of their numbers or of the permutation:
//
//	sorted, enumeration   class: sex, year and month of birth   in it: numbers
//	by_region             class: 4,096 neighbours               in it: permutation
//	random, by_household  no classes: the permutation's order

// cohorts is the number of classes by sex, two-digit year and month of birth.
const cohorts = 2 * 100 * 12

// placeBits is the size of a place: persons of neighbouring index are
// neighbours, département by département.
const placeBits = 12

// cohortOf returns the class of a number.
func cohortOf(n nir.NIR) int {
	return (int(n.Sex()-1)*100+int(n.Year()))*12 + int(n.Month()) - 1
}

// cohortBirth returns sex, two-digit year and month of a class: the inverse of
// cohortOf.
func cohortBirth(c int) (sex, year, month uint8) {
	return uint8(c/1200 + 1), uint8(c / 12 % 100), uint8(c%12 + 1)
}

// prepareOrder sets what the order needs.
func (l *List) prepareOrder() {
	switch l.targets.Order {
	case scenarios.Sorted:
		l.classes = cohorts
	case scenarios.Enumeration:
		l.classes, l.made = cohorts, newMaker(l.key.At(drawCohorts), l.persons)
	case scenarios.ByRegion:
		l.classes = l.persons.Len()>>placeBits + 1
	}
}

// byNumber reports whether the list goes by the numbers.
func (l *List) byNumber() bool {
	return l.targets.Order == scenarios.Sorted || l.targets.Order == scenarios.Enumeration
}

// classOf returns the class of a person.
func (l *List) classOf(i uint32) int {
	if l.byNumber() {
		return cohortOf(l.persons.NIR(i))
	}
	return int(i >> placeBits)
}

// candidate returns the person of a rank; ok is false beyond the last. It is
// quick where ranks are asked for in order.
func (l *List) candidate(rank uint64) (i uint32, ok bool) {
	if l.made != nil {
		return l.made.at(rank)
	}
	return uint32(l.perm.At(rank)), true
}

// sortHolders brings holders into the order of the list; those of one place
// stay in the order in which they were chosen.
func (l *List) sortHolders(holders []uint32) {
	switch {
	case l.byNumber():
		type numbered struct {
			nir    nir.NIR
			holder uint32
		}
		all := make([]numbered, len(holders))
		for i, h := range holders {
			all[i] = numbered{l.persons.NIR(h), h}
		}
		slices.SortFunc(all, func(a, b numbered) int { return nir.Compare(a.nir, b.nir) })
		for i, n := range all {
			holders[i] = n.holder
		}
	case l.classes > 0:
		slices.SortStableFunc(holders, func(a, b uint32) int { return cmp.Compare(a>>placeBits, b>>placeBits) })
	}
}

// member reports whether a person is in a batch that goes by ranks of the
// permutation.
func (l *List) member(b *batch, i uint32) bool {
	r := l.perm.Find(uint64(i))
	return r >= b.from && r < b.to && !l.skips(r) && l.takes(i)
}

// crowd is a set of persons, one bit each.
type crowd []uint64

func newCrowd(n int) crowd { return make(crowd, n/64+1) }

func (b crowd) has(i uint32) bool { return b[i/64]>>(i%64)&1 != 0 }
func (b crowd) put(i uint32)      { b[i/64] |= 1 << (i % 64) }
func (b crowd) drop(i uint32)     { b[i/64] &^= 1 << (i % 64) }

package targets

import (
	"cmp"
	"slices"

	"github.com/breachsim/breachsim/generator/internal/campaign/laboratory"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/scenarios"
)

// Orders with classes bring the holders of a batch into the order of their
// class, and within it into the order of their numbers or of the permutation:
//
//	sorted, enumeration   class: sex, year and month of birth   in it: numbers
//	by_region             class: 4,096 neighbours               in it: permutation
//	by_laboratory         class: people of a laboratory         in it: permutation
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

// order is the order in which a list brings the holders of a batch.
type order struct {
	by      scenarios.Order
	persons *population.Persons
	classes int                // 0 = in the order of the permutation
	labs    *laboratory.Places // whose people alone can stand in the list; nil = everybody can
}

// newOrder returns an order over a population.
func newOrder(by scenarios.Order, persons *population.Persons) order {
	o := order{by: by, persons: persons}
	switch by {
	case scenarios.Sorted, scenarios.Enumeration:
		o.classes = cohorts
	case scenarios.ByRegion:
		o.classes = persons.Len()>>placeBits + 1
	}
	return o
}

// from has only people of laboratories stand in the list.
func (o *order) from(labs *laboratory.Places) {
	o.labs = labs
	if o.by == scenarios.ByLaboratory {
		o.classes = labs.Len()
	}
}

// byNumber reports whether holders stand in the order of their numbers.
func (o *order) byNumber() bool { return o.by == scenarios.Sorted || o.by == scenarios.Enumeration }

// takes reports whether a person's number can stand in the list: it must be a
// holder's, and in a list by number not a temporary one, which tells no date of
// birth to sort by. Rights that have ended by the first day may well be in it; those
// that end on the way are not, because nobody knows yet when they are asked for. A list
// from laboratories has nobody but people who live around them.
func (o *order) takes(i uint32) bool {
	if o.labs != nil {
		if _, near := o.labs.Of(i); !near {
			return false
		}
	}
	return o.persons.Holder(i) == i && (!o.byNumber() || !o.persons.Temporary(i)) && !o.persons.Status.Lapsing(i)
}

// exposes reports whether a look-up of a holder who is taken exposes anybody: a canary
// is nobody, and who has no rights any more is not shown.
func (o *order) exposes(i uint32) bool {
	return o.persons.Canary(i) == 0 && !o.persons.Status.Lapsed(i)
}

// classOf returns the class of a person.
func (o *order) classOf(i uint32) int {
	switch {
	case o.byNumber():
		return cohortOf(o.persons.NIR(i))
	case o.by == scenarios.ByLaboratory:
		lab, _ := o.labs.Of(i)
		return lab
	}
	return int(i >> placeBits)
}

// sort brings holders into the order of the list; those of one place
// stay in the order in which they were chosen.
func (o *order) sort(holders []uint32) {
	switch {
	case o.byNumber():
		type numbered struct {
			nir    nir.NIR
			holder uint32
		}
		all := make([]numbered, len(holders))
		for i, h := range holders {
			all[i] = numbered{o.persons.NIR(h), h}
		}
		slices.SortFunc(all, func(a, b numbered) int { return nir.Compare(a.nir, b.nir) })
		for i, n := range all {
			holders[i] = n.holder
		}
	case o.classes > 0:
		slices.SortStableFunc(holders, func(a, b uint32) int { return cmp.Compare(a>>placeBits, b>>placeBits) })
	}
}

package campaign

import (
	"cmp"
	"slices"
	"sort"

	"breachsim/generator/nir"
	"breachsim/scenarios"
)

// Orders with classes bring the holders of a batch into the order of their
// class, and within it into the order of their numbers or of the permutation:
//
//	sorted, enumeration   sex, year and month of birth      numbers
//	region                place: 4,096 neighbours           permutation

// placeBits is the size of a place: persons of neighbouring index are
// neighbours, département by département.
const placeBits = 12

// prepare sets what the order needs.
func (l *list) prepare() {
	switch l.order {
	case scenarios.Sorted:
		l.classes = cohorts
	case scenarios.Enumeration:
		l.classes, l.made = cohorts, newMaker(l.key.At(7), l.persons)
	case scenarios.ByRegion:
		l.classes = l.persons.Len()>>placeBits + 1
	}
}

// byNumber reports whether the list goes by the numbers.
func (l *list) byNumber() bool {
	return l.order == scenarios.Sorted || l.order == scenarios.Enumeration
}

// classOf returns the class of a person.
func (l *list) classOf(i uint32) int {
	if l.byNumber() {
		return cohortOf(l.persons.NIR(i))
	}
	return int(i >> placeBits)
}

// candidate returns the person of a rank. Ranks are asked for in order.
func (l *list) candidate(rank uint64) (i uint32, ok bool) {
	if l.made != nil {
		return l.made.at(rank)
	}
	return uint32(l.perm.At(rank)), true
}

// has reports whether a holder is in the list before a rank.
func (l *list) has(i uint32, rank uint64) bool {
	switch {
	case l.made != nil:
		return l.made.in.has(i)
	case l.local != nil:
		return l.local.in.has(i)
	}
	r := l.perm.Find(uint64(i))
	return r < rank && !l.skip[r] && l.takes(i)
}

// loadPlace finds the members of a place, in the order of the permutation.
func (c *cursor) loadPlace(b *batch, place int) {
	c.members = c.members[:0]
	add := func(i uint32) {
		c.members = append(c.members, entry{nir: c.l.persons.NIR(i), holder: i, hit: true})
	}
	if b.holders != nil {
		for _, i := range b.holders[b.cohorts[place]:b.cohorts[place+1]] {
			add(i)
		}
		return
	}
	type ranked struct {
		rank uint64
		i    uint32
	}
	var all []ranked
	for i := uint32(place) << placeBits; i < uint32(min((place+1)<<placeBits, c.l.persons.Len())); i++ {
		if c.l.member(b, i) {
			all = append(all, ranked{c.l.perm.Find(uint64(i)), i})
		}
	}
	slices.SortFunc(all, func(a, b ranked) int { return cmp.Compare(a.rank, b.rank) })
	for _, r := range all {
		add(r.i)
	}
}

// position returns where a holder stands among the members loaded.
func (c *cursor) position(holder uint32, n nir.NIR) int {
	if !c.l.byNumber() {
		return slices.IndexFunc(c.members, func(e entry) bool { return e.holder == holder })
	}
	return sort.Search(len(c.members), func(i int) bool { return nir.Compare(c.members[i].nir, n) >= 0 })
}

// crowd is a set of persons, one bit each.
type crowd []uint64

func newCrowd(n int) crowd { return make(crowd, n/64+1) }

func (b crowd) has(i uint32) bool { return b[i/64]>>(i%64)&1 != 0 }
func (b crowd) put(i uint32)      { b[i/64] |= 1 << (i % 64) }

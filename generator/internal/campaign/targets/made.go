package targets

import (
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// Without a list, the threat actor makes up numbers: cohort by cohort (sex,
// year and month of birth), in each from places and order numbers that it
// tries one after the other. Whoever has one of the numbers is found:
//
//	… 042 │ 043  044  045  046 │ 047 …     047 and 042 are somebody's: hits,
//	 hit  │ made up, nobody's  │ hit       those between are not found
//
// Cohorts come in a keyed order until enough persons are exposed, and each is
// gone through as a whole, so hits are dense where it tries; how many tries a
// hit takes is the hit rate.

// maker finds the persons of one cohort after the other: its ranks are theirs.
type maker struct {
	persons *population.Persons
	order   random.Perm
	next    uint64 // cohort to come
	from    uint64 // rank of the first member
	members []uint32
}

func newMaker(key random.Key, persons *population.Persons) *maker {
	return &maker{persons: persons, order: random.NewPerm(key, cohorts)}
}

// at returns the person of a rank. A rank before the cohort at hand starts
// again from the first cohort.
func (m *maker) at(rank uint64) (uint32, bool) {
	if rank < m.from {
		m.next, m.from, m.members = 0, 0, m.members[:0]
	}
	for rank >= m.from+uint64(len(m.members)) {
		if m.next == cohorts {
			return 0, false
		}
		sex, year, month := cohortBirth(int(m.order.At(m.next)))
		m.next++
		m.from += uint64(len(m.members))
		m.members = m.persons.Cohort(sex, year, month, m.members[:0])
	}
	return m.members[rank-m.from], true
}

// crowd is a set of persons, one bit each.
type crowd []uint64

func newCrowd(n int) crowd { return make(crowd, n/64+1) }

func (b crowd) has(i uint32) bool { return b[i/64]>>(i%64)&1 != 0 }
func (b crowd) put(i uint32)      { b[i/64] |= 1 << (i % 64) }
func (b crowd) drop(i uint32)     { b[i/64] &^= 1 << (i % 64) }

package targets

import (
	"breachsim/generator/internal/random"
	"breachsim/generator/nir"
	"breachsim/generator/population"
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
	in      crowd // who is in the list
}

func newMaker(key random.Key, persons *population.Persons) *maker {
	return &maker{persons: persons, order: random.NewPerm(key, cohorts), in: newCrowd(persons.Len())}
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

// madeUp returns the number of a miss: the next ones after the hit before it,
// or after a number drawn for the block, that are nobody's.
func (c *Cursor) madeUp(b int, k, h uint64) nir.NIR {
	bt, key := &c.l.batches[b], c.l.key.At2(drawStale, k)
	block := c.hitsOf(b, (k-bt.first)/blockSize)
	since, p := uint64(0), (k-bt.first)%blockSize
	for p > 0 && !block.isHit(p-1) { // entries before this one in the block that are misses too
		p--
		since++
	}
	near := c.holder(b, min(h, bt.hits-1)).NIR
	n := near
	if p > 0 {
		n = c.holder(b, h-1).NIR
	} else {
		key := c.l.key.At2(drawMadeUp, idOf(b, (k-bt.first)/blockSize))
		n = c.l.persons.UnassignedIn(key, near.Sex(), near.Year(), near.Month())
	}
	next := n + nir.NIR(since+1)
	if uint64(n.Order())+since+1 <= 999 && (nir.Compare(next, near) < 0 || nir.Compare(near, n) <= 0) {
		if _, taken := c.l.persons.Find(next); !taken {
			return next
		}
	}
	return c.l.persons.UnassignedIn(key, n.Sex(), n.Year(), n.Month())
}

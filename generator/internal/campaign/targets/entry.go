package targets

import (
	"sort"

	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/scenarios"
)

// At returns entry k, which must be below what Extend returned, or Entries.
func (c *Cursor) At(k uint64) Entry {
	b := c.batchOf(k)
	hit, h := c.split(b, k-c.l.batches[b].first)
	switch {
	case hit:
		return c.holder(b, h)
	case c.l.made != nil:
		return Entry{NIR: c.madeUp(b, k, h)}
	}
	return Entry{NIR: c.stale(b, k, h)}
}

// batchOf returns the batch of entry k.
func (c *Cursor) batchOf(k uint64) int {
	return sort.Search(len(c.l.batches), func(b int) bool { return c.l.batches[b].first > k }) - 1
}

// stale returns a number that nobody has: in a sorted list one that sorts just
// after the hit before it.
func (c *Cursor) stale(b int, k, h uint64) nir.NIR {
	key := c.l.key.At2(drawStale, k)
	if c.l.targets.Order != scenarios.Sorted || c.l.batches[b].hits == 0 {
		return c.l.persons.Unassigned(key)
	}
	n := c.holder(b, max(h, 1)-1).NIR
	for step := uint16(1 + key.Below(3)); n.Order()+step <= 999; step++ {
		next := n + nir.NIR(step)
		if _, taken := c.l.persons.Find(next); !taken {
			return next
		}
	}
	return c.l.persons.UnassignedIn(key, n.Sex(), n.Year(), n.Month())
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

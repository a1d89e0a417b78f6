package targets

import (
	"cmp"
	"slices"
	"sort"

	"breachsim/generator/nir"
	"breachsim/scenarios"
)

// Entry is one entry of a list: a number, and whose it is.
type Entry struct {
	NIR    nir.NIR
	Holder uint32 // where Hit
	Hit    bool   // false: the number is nobody's
}

// Cursor reads the entries of a list, quickly where they are asked for in
// order, or in some thirty places in turns. It answers the same in any order, goes
// on when the list is extended, and serves one goroutine.
type Cursor struct {
	l       *List
	blocks  recent[hitBlock]
	classes recent[[]Entry]  // members of a class of a batch, in order
	walks   recent[position] // where the walk from a mark has come to
	scratch []uint32
}

// position is a holder's in a batch without classes.
type position struct {
	rank, hit uint64
	holder    uint32
}

// Cursor returns a new cursor.
func (l *List) Cursor() *Cursor { return &Cursor{l: l} }

// At returns entry k, which must be below what Extend returned, or Entries.
func (c *Cursor) At(k uint64) Entry {
	b := sort.Search(len(c.l.batches), func(b int) bool { return c.l.batches[b].first > k }) - 1
	hit, h := c.split(b, k-c.l.batches[b].first)
	switch {
	case hit:
		return c.holder(b, h)
	case c.l.made != nil:
		return Entry{NIR: c.madeUp(b, k, h)}
	}
	return Entry{NIR: c.stale(b, k, h)}
}

// holder returns hit h of a batch.
func (c *Cursor) holder(b int, h uint64) Entry {
	bt := &c.l.batches[b]
	if bt.classes == nil {
		i := c.nth(b, h)
		return Entry{NIR: c.l.persons.NIR(i), Holder: i, Hit: true}
	}
	class := sort.Search(c.l.classes, func(i int) bool { return uint64(bt.classes[i+1]) > h })
	return c.members(b, class)[h-uint64(bt.classes[class])]
}

// nth returns hit h of a batch without classes. Ranks hold children too, so
// hits that are not kept are found by walking from the nearest mark.
func (c *Cursor) nth(b int, h uint64) uint32 {
	bt := &c.l.batches[b]
	if bt.holders != nil {
		return bt.holders[h]
	}
	mark := h / markEvery
	at, held := c.walks.find(idOf(b, mark))
	if !held || at.hit > h {
		*at = position{rank: bt.marks[mark], hit: mark * markEvery}
		at.holder = uint32(c.l.perm.At(at.rank))
	}
	for at.hit < h {
		at.rank++
		at.holder = uint32(c.l.perm.At(at.rank))
		if !c.l.skips(at.rank) && c.l.takes(at.holder) {
			at.hit++
		}
	}
	return at.holder
}

// members returns the members of one class of a batch, in order. They are good
// until the next call.
func (c *Cursor) members(b, class int) []Entry {
	list, held := c.classes.find(idOf(b, uint64(class)))
	if held {
		return *list
	}
	bt, entries := &c.l.batches[b], (*list)[:0]
	for _, i := range c.membersOf(bt, class) {
		entries = append(entries, Entry{NIR: c.l.persons.NIR(i), Holder: i, Hit: true})
	}
	if c.l.byNumber() {
		slices.SortFunc(entries, func(x, y Entry) int { return nir.Compare(x.NIR, y.NIR) })
	}
	*list = entries
	return entries
}

// membersOf returns the holders of one class of a batch: those of a place in
// order, those of a cohort in any.
func (c *Cursor) membersOf(bt *batch, class int) []uint32 {
	if bt.holders != nil {
		return bt.holders[bt.classes[class]:bt.classes[class+1]]
	}
	c.scratch = c.scratch[:0]
	if c.l.byNumber() {
		sex, year, month := cohortBirth(class)
		c.scratch = c.l.persons.Cohort(sex, year, month, c.scratch)
		c.scratch = slices.DeleteFunc(c.scratch, func(i uint32) bool { return !c.l.member(bt, i) })
		return c.scratch
	}
	for i := class << placeBits; i < min((class+1)<<placeBits, c.l.persons.Len()); i++ {
		if c.l.member(bt, uint32(i)) {
			c.scratch = append(c.scratch, uint32(i))
		}
	}
	slices.SortFunc(c.scratch, func(a, b uint32) int {
		return cmp.Compare(c.l.perm.Find(uint64(a)), c.l.perm.Find(uint64(b)))
	})
	return c.scratch
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

package targets

import (
	"cmp"
	"slices"
	"sort"

	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/scenarios"
)

// Entry is one entry of a list: a number, and whose it is.
type Entry struct {
	NIR    nir.NIR
	Holder uint32 // where Hit
	Hit    bool   // false: the number is nobody's
	Cover  bool   // the person is looked up to hide others
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

// holder returns hit h of a batch.
func (c *Cursor) holder(b int, h uint64) Entry {
	bt := &c.l.batches[b]
	if bt.classes == nil {
		i := c.nth(b, h)
		_, cover := bt.covers[i]
		return Entry{NIR: c.l.persons.NIR(i), Holder: i, Hit: true, Cover: cover}
	}
	class := sort.Search(c.l.order.classes, func(i int) bool { return uint64(bt.classes[i+1]) > h })
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
		if !c.l.skips(at.rank) && c.l.order.takes(at.holder) {
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
	if c.l.order.byNumber() {
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
	if c.l.order.byNumber() {
		sex, year, month := cohortBirth(class)
		c.scratch = c.l.persons.Cohort(sex, year, month, c.scratch)
		c.scratch = slices.DeleteFunc(c.scratch, func(i uint32) bool { return !c.l.member(bt, i) })
		return c.scratch
	}
	add := func(i uint32) {
		if c.l.member(bt, i) {
			c.scratch = append(c.scratch, i)
		}
	}
	if c.l.order.by == scenarios.ByLaboratory {
		c.l.order.labs.Each(class, add)
	} else {
		for i := class << placeBits; i < min((class+1)<<placeBits, c.l.persons.Len()); i++ {
			add(uint32(i))
		}
	}
	slices.SortFunc(c.scratch, func(a, b uint32) int {
		return cmp.Compare(c.l.perm.Find(uint64(a)), c.l.perm.Find(uint64(b)))
	})
	return c.scratch
}

// hitsOf returns block n of a batch.
func (c *Cursor) hitsOf(b int, n uint64) *hitBlock {
	block, held := c.blocks.find(idOf(b, n))
	if !held {
		bt := &c.l.batches[b]
		size := min(blockSize, bt.entries-n*blockSize)
		block.draw(c.l.key.At2(drawHits, idOf(b, n)), size, bt.hitsBefore(n+1)-bt.hitsBefore(n))
	}
	return block
}

// split tells whether entry k of a batch is a hit, and how many hits are
// before it.
func (c *Cursor) split(b int, k uint64) (hit bool, h uint64) {
	n, j := k/blockSize, k%blockSize
	block := c.hitsOf(b, n)
	return block.isHit(j), c.l.batches[b].hitsBefore(n) + block.count(j)
}

// entryOf returns the entry of the list that is hit h of a batch: the inverse
// of split.
func (c *Cursor) entryOf(b int, h uint64) uint64 {
	bt := &c.l.batches[b]
	blocks := int((bt.entries + blockSize - 1) / blockSize)
	n := uint64(sort.Search(blocks, func(i int) bool { return bt.hitsBefore(uint64(i)+1) > h }))
	block, in := c.hitsOf(b, n), h-bt.hitsBefore(n)
	size := min(blockSize, bt.entries-n*blockSize)
	j := uint64(sort.Search(int(size)-1, func(j int) bool { return block.count(uint64(j)+1) > in }))
	return bt.first + n*blockSize + j
}

package campaign

import (
	"fmt"
	"slices"
	"sort"

	"breachsim/generator/internal/random"
	"breachsim/generator/nir"
	"breachsim/generator/population"
	"breachsim/scenarios"
)

// list is a campaign's target list: numbers of holders that the threat actor
// already has, some of them stale. It is computed, not stored.
//
// The holders are those of a keyed permutation of all persons, taken in its
// order until they expose the wanted number of persons exactly, children found
// under two numbers of the list counted once: first a few for the trial look-ups, then the list proper, then, for a world in which
// nobody stops the campaign, further batches of the same size. Entry k is
// stale or the next holder, by a keyed shuffle of each thousand entries, so
// that hits/entries is the hit rate to the entry. Where targets live near the
// accounts, the list proper is one batch for each account: see list_local.go;
// where numbers are made up, holders come by cohort: see list_made.go.
type list struct {
	persons *population.Persons
	perm    random.Perm
	key     random.Key
	order   scenarios.Order
	trial   []uint32        // holders of the trial look-ups
	tried   int             // persons whom they expose
	batches []batch         // the list proper first
	kept    int             // holders kept by the batches
	skip    map[uint64]bool // ranks passed over because their household was too large
	classes int             // of the order: cohorts, places; 0 = in the order of the permutation
	made    *maker          // of numbers, where there is no list
	local   *local          // who is near an account, where that counts
	parents []parent        // those who share children, until the plan is made
	hits    uint64          // holders in the list proper
	entries uint64          // entries in the list proper
}

// batch is the holders of a range of ranks, [from, to).
type batch struct {
	from, to uint64
	hits     uint64
	first    uint64   // entries of the list before it
	entries  uint64   // its own
	cohorts  []uint32 // orders with classes: holders before each
	holders  []uint32 // orders with classes: the holders by class, nil beyond maxKept; near accounts: in order
	marks    []uint64 // other orders: the rank of every markEvery-th holder
}

const (
	cohorts   = 2 * 100 * 12
	markEvery = 512
	// maxKept bounds the holders that all batches of a list may keep to be
	// quicker, 8 MB; longer lists find theirs by going through whole cohorts.
	maxKept = 2_000_000
)

func cohortOf(n nir.NIR) int {
	return (int(n.Sex()-1)*100+int(n.Year()))*12 + int(n.Month()) - 1
}

// newList takes holders until exposed persons are reached; trials of them are
// set aside for the trial look-ups, and the list proper has as many as least.
func newList(key random.Key, persons *population.Persons, t scenarios.Targets, trials, least int) (*list, error) {
	l := &list{persons: persons, perm: random.NewPerm(key.At(1), uint64(persons.Len())), key: key, order: t.Order, skip: map[uint64]bool{}}
	l.prepare()
	left, rank := t.Exposed, uint64(0)
	for len(l.trial) < trials { // one person is kept for each look-up to come
		h, err := l.take(&rank, left-(trials-len(l.trial)-1)-least, t.Exposed)
		if err != nil {
			return nil, err
		}
		l.note(&h, onTrial, 0)
		l.trial = append(l.trial, h.index)
		left -= h.adds
	}
	l.tried = t.Exposed - left
	b, err := l.fillAtLeast(rank, left, t.Exposed, least)
	if err != nil {
		return nil, err
	}
	b.entries = entriesFor(b.hits, t.HitRate)
	l.batches, l.hits, l.entries = []batch{b}, b.hits, b.entries
	return l, nil
}

// entriesFor is how many entries hold so many hits at a rate.
func entriesFor(hits uint64, rate scenarios.Share) uint64 {
	return (hits*random.Million + uint64(rate) - 1) / uint64(rate)
}

// taken is a holder of the list.
type taken struct {
	index  uint32
	adds   int    // persons that no holder before exposes
	other  uint32 // the other parent under whose number the children are found
	shared bool   // there is one
}

// take returns the next holder who adds no more than left persons to those
// before.
func (l *list) take(rank *uint64, left, wanted int) (taken, error) {
	for ; *rank < l.perm.Len(); *rank++ {
		i, ok := l.candidate(*rank)
		if !ok || !l.takes(i) {
			continue
		}
		h := l.holder(i, *rank)
		if h.adds > left {
			l.skip[*rank] = true
			continue
		}
		*rank++
		l.made.took(i)
		return h, nil
	}
	return taken{}, l.tooFew(wanted)
}

func (l *list) tooFew(wanted int) error {
	return fmt.Errorf("the population of %d persons cannot make up exactly %d exposed persons: ask for fewer, or for more insured persons", l.perm.Len(), wanted)
}

// fill makes the batch that begins at a rank and exposes exactly left persons.
func (l *list) fill(rank uint64, left, wanted int) (batch, error) {
	return l.fillAtLeast(rank, left, wanted, 1)
}

// fillAtLeast is fill with as many holders as least, which must not be more
// than the persons: one is kept for each of those to come.
func (l *list) fillAtLeast(rank uint64, left, wanted, least int) (batch, error) {
	b := batch{from: rank}
	if l.classes > 0 {
		b.cohorts = make([]uint32, l.classes+1)
	}
	var drawn []drawnHolder
	for left > 0 {
		h, err := l.take(&rank, left-max(least-int(b.hits)-1, 0), wanted)
		if err != nil {
			return b, err
		}
		left -= h.adds
		l.note(&h, len(l.batches), b.hits)
		if b.cohorts != nil {
			c := l.classOf(h.index)
			b.cohorts[c+1]++
			if l.kept+len(drawn) < maxKept || l.made != nil {
				drawn = append(drawn, drawnHolder{h.index, uint16(c)})
			}
		} else if b.hits%markEvery == 0 {
			b.marks = append(b.marks, rank-1)
		}
		b.hits++
	}
	b.to = rank
	l.sort(&b, drawn)
	return b, nil
}

// drawnHolder is a holder with its cohort.
type drawnHolder struct {
	holder uint32
	cohort uint16
}

// sort brings the holders of a batch into the order of their classes, if the
// order has any and all of them were kept.
func (l *list) sort(b *batch, drawn []drawnHolder) {
	for c := 1; c < len(b.cohorts); c++ {
		b.cohorts[c] += b.cohorts[c-1]
	}
	if b.cohorts != nil && uint64(len(drawn)) == b.hits {
		b.keep(drawn)
		l.kept += len(drawn)
	}
}

// keep sorts the holders by cohort, by counting.
func (b *batch) keep(drawn []drawnHolder) {
	b.holders = make([]uint32, len(drawn))
	next := slices.Clone(b.cohorts)
	for _, d := range drawn {
		b.holders[next[d.cohort]] = d.holder
		next[d.cohort]++
	}
}

// extend adds batches until the list has at least entries of them, or the
// population is used up; it returns how many entries there are.
func (l *list) extend(entries uint64, exposed int) uint64 {
	have := l.entries
	for have < entries {
		last, parents := l.batches[len(l.batches)-1], len(l.parents)
		b, err := l.fill(last.to, exposed, exposed)
		if err != nil {
			l.parents = l.parents[:parents] // those of the batch that was not filled
			return have
		}
		b.first, b.entries = have, (b.hits*l.entries+l.hits-1)/l.hits // the same hit rate, to the entry
		l.batches = append(l.batches, b)
		have += b.entries
	}
	return have
}

// member reports whether a person is in the batch.
func (l *list) member(b *batch, i uint32) bool {
	r := l.perm.Find(uint64(i))
	return r >= b.from && r < b.to && !l.skip[r] && l.takes(i)
}

// takes reports whether a person's number can stand in the list: it must be a
// holder's, and in a sorted list not a temporary one, which tells no date of
// birth to sort by.
func (l *list) takes(i uint32) bool {
	return l.persons.Holder(i) == i && (!l.byNumber() || !l.persons.Temporary(i))
}

// cursor reads a list's entries, quickly when they are asked for in order. One
// cursor serves one goroutine.
type cursor struct {
	l       *list
	block   uint64 // 1 + block that before describes
	before  [blockSize + 1]uint16
	batch   int
	cohort  int
	members []entry // of the cohort, by number
	scratch []uint32
	walked  *batch // rank and hit say where nth was last
	rank    uint64
	hit     uint64
}

const blockSize = 1000

func (l *list) cursor() *cursor { return &cursor{l: l, cohort: -1} }

// entry is one entry of the list.
type entry struct {
	nir    nir.NIR
	holder uint32
	hit    bool
}

// at returns entry k.
func (c *cursor) at(k uint64) entry {
	b := sort.Search(len(c.l.batches), func(b int) bool { return c.l.batches[b].first > k }) - 1
	bt := &c.l.batches[b]
	hit, h := c.split(b, k-bt.first, bt.entries)
	if hit {
		return c.holder(b, h)
	}
	if c.l.made != nil {
		return entry{nir: c.madeUp(b, k, h)}
	}
	return entry{nir: c.stale(b, k, h)}
}

// split tells whether entry k of a batch is a hit, and how many hits are
// before it.
func (c *cursor) split(b int, k, entries uint64) (hit bool, h uint64) {
	hits := c.l.batches[b].hits
	block := k / blockSize
	first := block * blockSize
	size := min(blockSize, entries-first)
	from := hits * first / entries
	if id := uint64(b)<<40 + block + 1; c.block != id {
		c.block = id
		in := hits*(first+size)/entries - from
		perm := random.NewPerm(c.l.key.At2(2, id), size)
		for j := range size {
			c.before[j+1] = c.before[j]
			if perm.At(j) < in {
				c.before[j+1]++
			}
		}
	}
	j := k - first
	return c.before[j+1] > c.before[j], from + uint64(c.before[j])
}

// holder returns hit h of a batch.
func (c *cursor) holder(b int, h uint64) entry {
	bt := &c.l.batches[b]
	if c.l.classes == 0 {
		i := c.nth(bt, h)
		return entry{nir: c.l.persons.NIR(i), holder: i, hit: true}
	}
	i := sort.Search(c.l.classes, func(i int) bool { return uint64(bt.cohorts[i+1]) > h })
	c.load(b, i)
	return c.members[h-uint64(bt.cohorts[i])]
}

// load finds the members of one class, a cohort in the order of its numbers.
func (c *cursor) load(b, cohort int) {
	if c.batch == b && c.cohort == cohort {
		return
	}
	c.batch, c.cohort = b, cohort
	if !c.l.byNumber() {
		c.loadPlace(&c.l.batches[b], cohort)
		return
	}
	sex, year, month := uint8(cohort/1200+1), uint8(cohort/12%100), uint8(cohort%12+1)
	bt := &c.l.batches[b]
	c.members = c.members[:0]
	if bt.holders != nil {
		for _, i := range bt.holders[bt.cohorts[cohort]:bt.cohorts[cohort+1]] {
			c.members = append(c.members, entry{nir: c.l.persons.NIR(i), holder: i, hit: true})
		}
		slices.SortFunc(c.members, func(x, y entry) int { return nir.Compare(x.nir, y.nir) })
		return
	}
	c.scratch = c.l.persons.Cohort(sex, year, month, c.scratch[:0])
	for _, i := range c.scratch {
		if c.l.member(bt, i) {
			c.members = append(c.members, entry{nir: c.l.persons.NIR(i), holder: i, hit: true})
		}
	}
}

// stale returns a number that nobody has: in a sorted list one that sorts just
// after the hit before it.
func (c *cursor) stale(b int, k, h uint64) nir.NIR {
	key := c.l.key.At2(3, k)
	if c.l.order != scenarios.Sorted || c.l.batches[b].hits == 0 {
		return c.l.persons.Unassigned(key)
	}
	if h > 0 {
		h--
	}
	n := c.holder(b, h).nir
	for step := uint16(1 + key.Below(3)); n.Order()+step <= 999; step++ {
		next := n + nir.NIR(step)
		if _, taken := c.l.persons.Find(next); !taken {
			return next
		}
	}
	return c.l.persons.UnassignedIn(key, n.Sex(), n.Year(), n.Month())
}

// nth returns hit h of a batch in the permutation's own order. Ranks hold
// children too, so hits are found by walking from the nearest mark.
func (c *cursor) nth(b *batch, h uint64) uint32 {
	if b.holders != nil {
		return b.holders[h]
	}
	r, n := b.marks[h/markEvery], h/markEvery*markEvery
	if c.walked == b && c.hit <= h && c.hit >= n {
		r, n = c.rank, c.hit
	}
	for ; ; r++ {
		i := uint32(c.l.perm.At(r))
		if c.l.skip[r] || !c.l.takes(i) {
			continue
		}
		if n == h {
			c.walked, c.rank, c.hit = b, r, n
			return i
		}
		n++
	}
}

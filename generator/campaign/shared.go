package campaign

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"breachsim/generator/event"
	"breachsim/generator/nir"
)

// Children found under two numbers of a list are exposed by the look-up that
// comes first in time, which need not be the first of the list: accounts keep
// their own pace, and controls stop some of them. The plan finds once, for all
// couples of the list, whose look-up comes second. That list of holders is all
// a slice needs, and it is short: four bytes for at most one person in twenty,
// less than two bits a person, in a list of the whole population; a few
// kilobytes where one person in twelve is in it.

// parent is a holder of the list who shares children with another person, in
// the list or not. About one holder in ten is one; they are forgotten when the
// plan is made.
type parent struct {
	holder, other uint32
	batch         int32  // onTrial for a trial look-up
	hit           uint32 // of the batch; in a sorted list known once it is sorted
}

const onTrial = -1

// holder tells what the holder at a rank adds to those before.
func (l *list) holder(i uint32, rank uint64) taken {
	h := taken{index: i, adds: l.persons.HouseholdSize(i)}
	if l.persons.Canary(i) != 0 {
		if h.adds = 0; l.persons.Avoided(i) { // a canary exposes nobody
			h.adds = math.MaxInt
		}
		return h
	}
	if h.adds == 1 {
		return h
	}
	if h.other, h.shared = l.persons.CoHolder(i); h.shared {
		if l.has(h.other, rank) {
			h.adds = 1 // the children are in already
		}
	}
	return h
}

// note remembers a holder taken who shares children.
func (l *list) note(h *taken, batch int, hit uint64) {
	if h.shared {
		l.parents = append(l.parents, parent{holder: h.index, other: h.other, batch: int32(batch), hit: uint32(hit)})
	}
}

// couples forgets all parents but those whose other parent is in the list too,
// and returns these, in the order of their numbers. Batches that begin at or
// after the given entry are left out.
func (l *list) couples(until uint64) []parent {
	all := l.parents
	l.parents = nil
	for b := range l.batches {
		if l.batches[b].first >= until {
			all = all[:sort.Search(len(all), func(i int) bool { return int(all[i].batch) >= b })]
			break
		}
	}
	slices.SortFunc(all, func(a, b parent) int { return cmp.Compare(a.holder, b.holder) })
	var out []parent
	for i := range all {
		if _, in := find(all, all[i].other); in {
			out = append(out, all[i])
		}
	}
	return out
}

func find(in []parent, holder uint32) (at int, ok bool) {
	return slices.BinarySearchFunc(in, holder, func(p parent, h uint32) int { return cmp.Compare(p.holder, h) })
}

// secondTimes returns the holders by whose look-up the campaign gets children
// whom it has already, in order.
func (p *Plan) secondTimes(c *resolved) []uint32 {
	couples := c.list.couples(c.reached())
	when := p.lookUpTimes(c, couples)
	var out []uint32
	for i := range couples {
		j, _ := find(couples, couples[i].other)
		if when[j].before(when[i]) {
			out = append(out, couples[i].holder)
		}
	}
	return out
}

// moment is when a look-up takes place: at one time those of the script come
// first, then the list in its order.
type moment struct {
	ts int64 // forever: never
	k  uint64
}

func (m moment) before(o moment) bool {
	return m.ts != forever && o.ts != forever && (m.ts < o.ts || m.ts == o.ts && m.k < o.k)
}

// lookUpTimes returns when each of the parents is looked up.
func (p *Plan) lookUpTimes(c *resolved, parents []parent) []moment {
	cur, out := c.list.cursor(), make([]moment, len(parents))
	for i := range out {
		out[i].ts = forever
	}
	for i := range p.script {
		a := &p.script[i]
		if a.do != doLookUp || a.visit.Truth.Campaign != c.id {
			continue
		}
		if j, ok := find(parents, a.entry.holder); ok {
			out[j] = moment{ts: a.step.TS}
		}
	}
	if c.list.classes > 0 {
		cur.sortedHits(parents)
	}
	order := make([]int, len(parents)) // in the order of the list a cursor is quick
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(parents[a].batch, parents[b].batch), cmp.Compare(parents[a].hit, parents[b].hit))
	})
	for _, i := range order {
		if parents[i].batch != onTrial {
			k := cur.entryOf(int(parents[i].batch), uint64(parents[i].hit))
			out[i] = moment{ts: c.when(k), k: k + 1}
		}
	}
	return out
}

// reached returns how far the look-ups go in the list.
func (c *resolved) reached() uint64 {
	var until uint64
	for _, l := range c.lanes {
		if n := len(l.segments); n > 0 {
			until = max(until, c.deal.reach(l.number, l.segments[n-1].last))
		}
	}
	return until
}

// when returns the time at which entry k is looked up; forever if it is not.
func (c *resolved) when(k uint64) int64 {
	at, i := c.deal.lane(k)
	l := c.lanes[at]
	s := sort.Search(len(l.segments), func(s int) bool { return l.segments[s].last > i })
	if s == len(l.segments) || i < l.segments[s].first || l.segments[s].why != event.NoReason || l.segments[s].trap.decoy {
		return forever
	}
	return l.time(&l.segments[s], i)
}

// sortedHits fills in the hits of the parents in a list with classes.
func (c *cursor) sortedHits(parents []parent) {
	type numbered struct {
		nir nir.NIR
		at  int
	}
	var order []numbered
	for i := range parents {
		if parents[i].batch != onTrial {
			order = append(order, numbered{c.l.persons.NIR(parents[i].holder), i})
		}
	}
	slices.SortFunc(order, func(a, b numbered) int {
		x, y := &parents[a.at], &parents[b.at]
		if !c.l.byNumber() {
			return cmp.Or(cmp.Compare(x.batch, y.batch), cmp.Compare(x.holder, y.holder))
		}
		return cmp.Or(cmp.Compare(x.batch, y.batch), nir.Compare(a.nir, b.nir))
	})
	for _, o := range order {
		p := &parents[o.at]
		cohort := c.l.classOf(p.holder)
		c.load(int(p.batch), cohort)
		at := c.position(p.holder, o.nir)
		p.hit = c.l.batches[p.batch].cohorts[cohort] + uint32(at)
	}
}

// entryOf returns the entry of the list that is hit h of a batch: the inverse
// of split.
func (c *cursor) entryOf(b int, h uint64) uint64 {
	k, entries := c.l.batches[b].first, c.l.batches[b].entries
	blocks := int((entries + blockSize - 1) / blockSize)
	hits := c.l.batches[b].hits
	block := uint64(sort.Search(blocks, func(i int) bool { return hits*min(uint64(i+1)*blockSize, entries)/entries > h }))
	first := block * blockSize
	c.split(b, first, entries)
	in := h - hits*first/entries
	at := sort.Search(int(min(blockSize, entries-first)), func(j int) bool { return uint64(c.before[j+1]) > in })
	return k + first + uint64(at)
}

// exposes returns those of a household found by a campaign whom it did not
// have: the holder, and the children unless it got them under the other
// parent's number.
func (p *Plan) exposes(campaign uint8, house []uint32) []uint32 {
	if p.w.Persons.Canary(house[0]) != 0 {
		return nil
	}
	if len(house) > 1 {
		if _, again := slices.BinarySearch(p.campaigns[campaign-1].again, house[0]); again {
			return house[:1]
		}
	}
	return house
}

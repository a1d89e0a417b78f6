package targets

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"github.com/breachsim/breachsim/generator/nir"
)

// Children found under two numbers of a list are exposed by the look-up that
// comes first in time, which need not be the first of the list: accounts keep
// their own pace, and controls stop some of them. SecondTimes finds once, for
// all couples of the list, whose look-up comes second. That list of holders is
// all that a slice needs, and it is short: four bytes for at most one person in
// twenty, less than two bits a person, in a list of the whole population; a few
// kilobytes where one person in twelve is in it.

// couple is a holder whose other parent is in the list too.
type couple struct {
	holder uint32
	other  int32  // where the other one stands among the couples
	entry  uint64 // of the list, onTrialEntry for a trial look-up
}

// onTrialEntry stands for the entry of those whom trial look-ups find.
const onTrialEntry = math.MaxUint64

// settle forgets all parents but those whose other parent is in the list too,
// brings these into the order of their persons, and finds their entries.
func (l *List) settle() {
	if l.settled {
		return
	}
	l.settled = true
	known := false
	if l.couples, known = l.reserve.couples(len(l.batches)); known {
		l.parents = nil
		return
	}
	all := l.parents
	l.parents = nil
	slices.SortFunc(all, func(a, b parent) int { return cmp.Compare(a.holder, b.holder) })
	var both []parent
	for i := range all {
		if _, in := find(all, all[i].other); in {
			both = append(both, all[i])
		}
	}
	c := l.Cursor()
	c.numberHits(both)
	l.couples = c.couplesOf(both)
	l.reserve.keep(len(l.batches), l.couples)
}

func find(in []parent, holder uint32) (at int, ok bool) {
	return slices.BinarySearchFunc(in, holder, func(p parent, h uint32) int { return cmp.Compare(p.holder, h) })
}

// couplesOf finds the entries of parents who are all in the list, in the order of persons.
func (c *Cursor) couplesOf(parents []parent) []couple {
	out := make([]couple, len(parents))
	order := make([]int, len(parents)) // in the order of the list a cursor is quick
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		x, y := &parents[a], &parents[b]
		return cmp.Or(cmp.Compare(x.batch, y.batch), cmp.Compare(x.hit, y.hit))
	})
	for _, i := range order {
		p := &parents[i]
		at, _ := find(parents, p.other)
		out[i] = couple{p.holder, int32(at), onTrialEntry}
		if p.batch != onTrial {
			out[i].entry = c.entryOf(int(p.batch), uint64(p.hit))
		}
	}
	return out
}

// SecondTimes returns the holders by whose look-up a campaign gets children
// whom it has already, in order of persons. Of the list, entries before until
// are looked up at the instant that when returns; of the trial look-ups, each
// holder's at the instant that trial returns; Forever = never. At one instant
// trial look-ups come first, then entries in their order. It may be asked again
// with other instants, but the list cannot be extended any more.
func (l *List) SecondTimes(until uint64, when func(k uint64) int64, trial func(holder uint32) int64) []uint32 {
	l.settle()
	moments := make([]moment, len(l.couples))
	for i := range l.couples {
		switch x := &l.couples[i]; {
		case x.entry == onTrialEntry:
			moments[i] = moment{ts: trial(x.holder)}
		case x.entry < until:
			moments[i] = moment{ts: when(x.entry), place: x.entry + 1}
		default:
			moments[i].ts = Forever
		}
	}
	var out []uint32
	for i := range l.couples {
		if x := &l.couples[i]; moments[x.other].before(moments[i]) {
			out = append(out, x.holder)
		}
	}
	return out
}

// moment is when a look-up takes place: 0 is the place of trial look-ups.
type moment struct {
	ts    int64
	place uint64
}

func (m moment) before(o moment) bool {
	return m.ts != Forever && o.ts != Forever && (m.ts < o.ts || m.ts == o.ts && m.place < o.place)
}

// numberHits fills in the hits of parents whose batch is sorted into classes.
func (c *Cursor) numberHits(parents []parent) {
	type numbered struct {
		nir nir.NIR
		at  int
	}
	var order []numbered
	for i := range parents {
		if b := parents[i].batch; b != onTrial && c.l.batches[b].classes != nil {
			order = append(order, numbered{c.l.persons.NIR(parents[i].holder), i})
		}
	}
	slices.SortFunc(order, func(a, b numbered) int {
		x, y := &parents[a.at], &parents[b.at]
		if !c.l.order.byNumber() {
			return cmp.Or(cmp.Compare(x.batch, y.batch), cmp.Compare(x.holder, y.holder))
		}
		return cmp.Or(cmp.Compare(x.batch, y.batch), nir.Compare(a.nir, b.nir))
	})
	for _, o := range order {
		p := &parents[o.at]
		class := c.l.order.classOf(p.holder)
		members := c.members(int(p.batch), class)
		p.hit = c.l.batches[p.batch].classes[class] + uint32(c.l.place(members, p.holder, o.nir))
	}
}

// place returns where a holder stands among the members of its class.
func (l *List) place(members []Entry, holder uint32, n nir.NIR) int {
	if !l.order.byNumber() {
		return slices.IndexFunc(members, func(e Entry) bool { return e.Holder == holder })
	}
	return sort.Search(len(members), func(i int) bool { return nir.Compare(members[i].NIR, n) >= 0 })
}

// Exposes returns those of a household found by a look-up whom the campaign
// did not have: nobody of a canary's or without rights, the holder alone if the children came
// under the other parent's number, as again tells (what SecondTimes returned).
// The holder is the first of the household, as in population.Persons.Household.
func (l *List) Exposes(house, again []uint32) []uint32 {
	if len(house) == 0 || !l.order.exposes(house[0]) {
		return nil
	}
	if len(house) > 1 {
		if _, second := slices.BinarySearch(again, house[0]); second {
			return house[:1]
		}
	}
	return house
}

package campaign

import (
	"breachsim/generator/internal/random"
	"breachsim/generator/population"
)

// Targets near the accounts: each lane has a batch of its own, of as many
// persons as its part of the work. Of its holders the wanted share live in the
// account's département, every second of these from the circle of persons whom
// the account sees anyway, while that lasts; the others live anywhere.
//
//	lane 0: circle · département · circle · anywhere · …   (region_match 0.75)
//	lane 1: …

// local draws the holders of lanes and knows whom they have.
type local struct {
	persons  *population.Persons
	accounts *population.Accounts
	in       crowd
	match    int64 // region_match, in millionths
}

// sources are where a lane's holders come from, each gone through once in a
// keyed order.
const (
	circle = iota
	department
	anywhere
	sources
)

// drawer draws the holders of one lane.
type drawer struct {
	w       *local
	account uint32
	perms   [sources]random.Perm
	next    [sources]uint64
	phase   int64
	turns   int64 // holders taken
}

func (w *local) drawer(account uint32, key random.Key) *drawer {
	a := w.accounts.At(account)
	from, to := w.persons.DeptRange(a.Dept)
	d := &drawer{w: w, account: account, phase: int64(key.At(9).Below(random.Million))}
	for i, n := range [sources]uint64{uint64(a.Seen.Len), uint64(to - from), uint64(w.persons.Len())} {
		d.perms[i] = random.NewPerm(key.At(uint64(i)), n)
	}
	return d
}

// person returns person n of a source's order.
func (d *drawer) person(source int, n uint64) uint32 {
	a, i := d.w.accounts.At(d.account), uint32(d.perms[source].At(n))
	switch source {
	case circle:
		return d.w.accounts.PanelPerson(d.account, a.Seen, i)
	case department:
		from, _ := d.w.persons.DeptRange(a.Dept)
		return from + i
	}
	return i
}

// from is where the next holder comes from: so often near that the share is
// met, by turns from the circle and the département.
func (d *drawer) from() int {
	share := func(n int64) int64 { return (n*d.w.match + d.phase) / random.Million }
	near := share(d.turns)
	switch {
	case share(d.turns+1) == near:
		return anywhere
	case near%2 == 0:
		return circle
	}
	return department
}

// takeNear returns a lane's next holder who adds no more than left persons.
func (l *list) takeNear(d *drawer, left int) (taken, bool) {
	for source := d.from(); source < sources; source++ {
		for p := &d.perms[source]; d.next[source] < p.Len(); {
			i := l.persons.Holder(d.person(source, d.next[source]))
			d.next[source]++
			if l.has(i, 0) || !l.takes(i) {
				continue
			}
			if h := l.holder(i, 0); h.adds <= left {
				d.turns++
				l.local.in.put(i)
				return h, true
			}
		}
	}
	return taken{}, false
}

// near replaces the list proper by one batch for each lane, in proportion to
// weights, and returns how many entries each has.
func (l *list) near(w *World, c *resolved, weights []uint64) ([]uint64, error) {
	t := &c.sc.Targets
	left := t.Exposed - l.tried
	l.parents = l.trialParents()
	l.local = &local{persons: l.persons, accounts: w.Accounts, in: newCrowd(w.Persons.Len()), match: int64(t.RegionMatch)}
	for _, h := range l.trial {
		l.local.in.put(h)
	}
	ladder, counts := shareOut(left, weights), make([]uint64, len(weights))
	l.batches, l.hits, l.entries, l.kept = nil, 0, 0, 0
	for lane, n := range ladder {
		b, err := l.fillNear(l.local.drawer(c.lanes[lane].account, c.lanes[lane].key.At(49)), n, t.Exposed)
		if err != nil {
			return nil, err
		}
		b.first, b.entries = l.entries, entriesFor(l.hits+b.hits, t.HitRate)-l.entries // rounded once, not lane by lane
		l.hits, l.entries = l.hits+b.hits, l.entries+b.entries
		l.batches, counts[lane] = append(l.batches, b), b.entries
	}
	return counts, nil
}

// fillNear makes the batch of a lane, which exposes exactly left persons.
func (l *list) fillNear(d *drawer, left, wanted int) (batch, error) {
	b := batch{}
	if l.classes > 0 {
		b.cohorts = make([]uint32, l.classes+1)
	}
	var drawn []drawnHolder
	for left > 0 {
		h, ok := l.takeNear(d, left)
		if !ok {
			return b, l.tooFew(wanted)
		}
		left -= h.adds
		l.note(&h, len(l.batches), b.hits)
		b.hits++
		if b.cohorts == nil {
			b.holders = append(b.holders, h.index)
			continue
		}
		class := l.classOf(h.index)
		b.cohorts[class+1]++
		drawn = append(drawn, drawnHolder{h.index, uint16(class)})
	}
	l.sort(&b, drawn)
	return b, nil
}

// trialParents are those noted for trial look-ups.
func (l *list) trialParents() (out []parent) {
	for _, p := range l.parents {
		if p.batch == onTrial {
			out = append(out, p)
		}
	}
	return out
}

// shareOut divides n in proportion to weights.
func shareOut(n int, weights []uint64) []int {
	var sum, run uint64
	for _, w := range weights {
		sum += w
	}
	out := make([]int, len(weights))
	for i, w := range weights {
		from := int(mulDiv(int64(n), int64(run), int64(max(sum, 1))))
		run += w
		out[i] = int(mulDiv(int64(n), int64(run), int64(max(sum, 1)))) - from
	}
	return out
}

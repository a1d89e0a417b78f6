package targets

import (
	"fmt"
	"math"

	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// Names of draws, of a list's key. A number is never given to anything else.
const (
	drawHolders      uint64 = 1 + iota // the order in which holders are taken
	drawHits                           // which entries of a block are hits
	drawStale                          // a number that nobody has
	drawCohorts                        // made-up numbers: the order of cohorts
	drawMadeUp                         // made-up numbers: where a block begins
	drawLaboratories                   // how large each is
)

// Forever is the instant of a look-up that never happens.
const Forever = math.MaxInt64

// List is a campaign's target list: numbers of holders that the threat actor
// already has, some of them stale.
//
// Holders come from a keyed permutation of all persons, in its order, until
// they expose the wanted number of persons exactly:
//
//	permutation   h c h h c h h h │ h h c h │ …        h holder, c child (passed over)
//	              trials taken    │ the next
//	              first, then the │ batch, by
//	              list proper     │ Extend
//	entries       h x h h x h h x │ h h x h            x stale
//
// Trial look-ups have holders of their own, without children as far as there
// are any, so that they cannot use up the list. Entry k is stale or the next
// holder, by a keyed shuffle of each thousand entries, so that hits/entries is
// the hit rate to the entry. The order of a list may sort the holders (see
// order.go), make up numbers (made.go), or take holders near the accounts
// (near.go).
//
// A list is read-only once New, Near and Extend are done, and then safe for
// concurrent use.
type List struct {
	persons *population.Persons
	perm    random.Perm
	key     random.Key
	targets scenarios.Targets

	trials  []uint32            // holders of the trial look-ups
	onTrial map[uint32]struct{} // the same
	tried   int                 // persons whom they expose
	batches []batch             // the list proper first
	hits    uint64              // holders in the list proper
	least   uint64              // and how many there are at least
	entries uint64              // entries in the list proper

	order   order
	skip    map[uint64]struct{} // ranks passed over: on trial, or with too many children
	kept    int                 // holders kept in memory
	maxKept int
	made    *maker // of numbers, where there is no list
	in      crowd  // who is in the list, where ranks do not tell: made-up numbers, or near the accounts
	parted  bool   // there is a batch for each account, of targets near it

	// relations are of holders to the accounts' users; nil = they have none.
	relations map[uint32]scenarios.Relation

	parents []parent // holders who share children
	couples []couple // of them, those both of whom are in the list, once it is settled
	settled bool

	reserve *Reserve // nil = batches are always filled
}

// maxKept bounds the holders that all batches of a list may keep in memory to
// be quicker, 8 MB; longer lists find theirs by going through whole cohorts.
// Made-up numbers are always kept.
const maxKept = 2_000_000

// Entries returns the number of entries of the list proper, without the trial
// look-ups and without what Extend added.
func (l *List) Entries() uint64 { return l.entries }

// Hits returns how many entries of the list proper are somebody's number.
func (l *List) Hits() uint64 { return l.hits }

// Trials returns the number of trial look-ups.
func (l *List) Trials() int { return len(l.trials) }

// Trial returns the holder of trial look-up i.
func (l *List) Trial(i int) uint32 { return l.trials[i] }

// Batch is a range of entries: Count of them from First on.
type Batch struct{ First, Count uint64 }

// Batches returns the batches of the list, in order: the list proper, or after
// Near one batch for each part of it, then those that Extend added.
func (l *List) Batches() []Batch {
	out := make([]Batch, len(l.batches))
	for i := range l.batches {
		out[i] = Batch{First: l.batches[i].first, Count: l.batches[i].entries}
	}
	return out
}

// candidate returns the person of a rank; ok is false beyond the last. It is
// quick where ranks are asked for in order.
func (l *List) candidate(rank uint64) (i uint32, ok bool) {
	if l.made != nil {
		return l.made.at(rank)
	}
	return uint32(l.perm.At(rank)), true
}

// found is a holder for the list.
type found struct {
	holder uint32
	adds   int    // persons that no holder before exposes
	other  uint32 // the other parent under whose number the children are found
	shared bool   // there is one
}

// lookAt tells what the holder at a rank adds to those before.
func (l *List) lookAt(i uint32, rank uint64) found {
	h := found{holder: i, adds: l.persons.HouseholdSize(i)}
	if l.persons.Canary(i) != 0 {
		if h.adds = 0; l.persons.Avoided(i) { // a canary exposes nobody
			h.adds = math.MaxInt
		}
		return h
	}
	if l.persons.Status.Lapsed(i) { // and neither does somebody without rights
		h.adds = 0
		return h
	}
	if h.adds == 1 {
		return h
	}
	h.other, h.shared = l.persons.CoHolder(i)
	if h.shared && !l.persons.Status.Lapsed(h.other) && l.has(h.other, rank) {
		h.adds = 1 // the children are in already
	}
	return h
}

// has reports whether a holder is in the list before a rank.
func (l *List) has(i uint32, rank uint64) bool {
	if l.in != nil {
		return l.in.has(i)
	}
	if _, on := l.onTrial[i]; on {
		return true
	}
	r := l.perm.Find(uint64(i))
	return r < rank && !l.skips(r) && l.order.takes(i)
}

// put notes who is in the list, where ranks do not tell.
func (l *List) put(i uint32) {
	if l.in != nil {
		l.in.put(i)
	}
}

// skips reports whether a rank of the permutation is passed over.
func (l *List) skips(rank uint64) bool {
	_, skip := l.skip[rank]
	return skip
}

// member reports whether a person is in a batch that goes by ranks of the
// permutation.
func (l *List) member(b *batch, i uint32) bool {
	r := l.perm.Find(uint64(i))
	return r >= b.from && r < b.to && !l.skips(r) && l.order.takes(i)
}

// parent is a holder of the list who shares children with another person, in
// the list or not. About one holder in ten is one.
type parent struct {
	holder, other uint32
	batch         int32  // onTrial for a trial look-up
	hit           uint32 // of the batch; in a batch with classes known once it is sorted
}

// onTrial stands for the batch of those whom trial look-ups find.
const onTrial = -1

// note remembers a holder taken who shares children.
func (l *List) note(h *found, batch int, hit uint64) {
	if h.shared {
		l.parents = append(l.parents, parent{holder: h.holder, other: h.other, batch: int32(batch), hit: uint32(hit)})
	}
}

// entriesFor returns how many entries hold so many hits at a rate.
func entriesFor(hits uint64, rate scenarios.Share) uint64 {
	return (hits*random.Million + uint64(rate) - 1) / uint64(rate)
}

// tooFew is the error of a list that the population cannot make up.
func (l *List) tooFew() error {
	return fmt.Errorf("the population of %d persons cannot make up exactly %d exposed persons: "+
		"ask for fewer, or for more insured persons", l.perm.Len(), l.targets.Exposed)
}

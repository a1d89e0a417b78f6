package targets

import (
	"fmt"
	"math"

	"breachsim/generator/internal/random"
	"breachsim/generator/population"
	"breachsim/scenarios"
)

// Names of draws, of a list's key. A number is never given to anything else.
const (
	drawHolders uint64 = 1 + iota // the order in which holders are taken
	drawHits                      // which entries of a block are hits
	drawStale                     // a number that nobody has
	drawCohorts                   // made-up numbers: the order of cohorts
	drawMadeUp                    // made-up numbers: where a block begins
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

	skip    map[uint64]struct{} // ranks passed over: on trial, or with too many children
	classes int                 // of the order; 0 = in the order of the permutation
	kept    int                 // holders kept in memory
	maxKept int
	made    *maker // of numbers, where there is no list
	near    *near  // who is in the list, where targets live near the accounts

	parents []parent // holders who share children
	settled bool     // parents holds only couples both of whom are in the list
}

// maxKept bounds the holders that all batches of a list may keep in memory to
// be quicker, 8 MB; longer lists find theirs by going through whole cohorts.
// Made-up numbers are always kept.
const maxKept = 2_000_000

// Counts are how many look-ups a list has at least.
type Counts struct {
	Trials int // trial look-ups, fewer than the persons exposed
	Hits   int // holders in the list proper at least, as far as persons suffice: one for each account
}

// New takes holders until t.Exposed persons are reached, those of the trial
// look-ups included.
//
// It fails where the population cannot make up exactly so many: where
// t.Exposed is more than there are persons found under numbers that the order
// can have (sorted and enumeration leave out temporary numbers, and every
// order leaves out canaries), or where, in a population of some hundred
// persons, there are too few holders without children to meet the number.
func New(key random.Key, persons *population.Persons, t scenarios.Targets, n Counts) (*List, error) {
	return newList(key, persons, t, limits{Counts: n, kept: maxKept})
}

// limits are how many look-ups a list has at least, and how many holders it may
// keep in memory.
type limits struct {
	Counts
	kept int
}

func newList(key random.Key, persons *population.Persons, t scenarios.Targets, lim limits) (*List, error) {
	if lim.Trials > 0 && lim.Trials >= t.Exposed {
		return nil, fmt.Errorf("%d trial look-ups leave nobody of the %d exposed persons for the list: "+
			"ask for fewer trial look-ups, or more exposed persons", lim.Trials, t.Exposed)
	}
	l := &List{
		persons: persons, perm: random.NewPerm(key.At(drawHolders), uint64(persons.Len())), key: key, targets: t,
		onTrial: map[uint32]struct{}{}, skip: map[uint64]struct{}{}, maxKept: lim.kept, least: uint64(lim.Hits),
	}
	l.prepareOrder()
	if !l.takeTrials(lim.Trials) {
		return nil, l.tooFew()
	}
	b, ok := l.fill(0, t.Exposed-l.tried)
	if !ok {
		return nil, l.tooFew()
	}
	b.entries = entriesFor(b.hits, t.HitRate)
	l.batches, l.hits, l.entries = []batch{b}, b.hits, b.entries
	return l, nil
}

// entriesFor returns how many entries hold so many hits at a rate.
func entriesFor(hits uint64, rate scenarios.Share) uint64 {
	return (hits*random.Million + uint64(rate) - 1) / uint64(rate)
}

func (l *List) tooFew() error {
	return fmt.Errorf("the population of %d persons cannot make up exactly %d exposed persons: "+
		"ask for fewer, or for more insured persons", l.perm.Len(), l.targets.Exposed)
}

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

// Extend adds batches that expose as many persons each, for a world in which
// nobody stops the campaign, until the list has so many entries or the
// population is used up. It returns how many entries there are in all. A list
// near the accounts stays as it is. Extend panics after SecondTimes, which
// forgets what it needs.
func (l *List) Extend(entries uint64) uint64 {
	last := &l.batches[len(l.batches)-1]
	have := last.first + last.entries
	if l.near != nil {
		return have
	}
	if l.settled {
		panic("targets: a list is extended after its second times were asked for")
	}
	for have < entries {
		b, ok := l.fill(l.batches[len(l.batches)-1].to, l.targets.Exposed)
		if !ok {
			return have
		}
		b.first, b.entries = have, (b.hits*l.entries+l.hits-1)/l.hits // the same hit rate, to the entry
		l.batches = append(l.batches, b)
		have += b.entries
	}
	return have
}

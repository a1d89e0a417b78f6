package targets

import (
	"fmt"

	"github.com/breachsim/breachsim/generator/internal/campaign/laboratory"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

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
		persons: persons,
		perm:    random.NewPerm(key.At(drawHolders), uint64(persons.Len())),
		key:     key,
		targets: t,
		order: newOrder(
			t.Order,
			persons,
		),
		onTrial: map[uint32]struct{}{},
		skip:    map[uint64]struct{}{},
		maxKept: lim.kept,
		least:   uint64(lim.Hits),
	}
	if t.Source.Known() {
		l.order.from(laboratory.New(key.At(drawLaboratories), persons, &t.Source, around(&t)))
	}
	if t.Order == scenarios.Enumeration {
		l.made, l.in = newMaker(key.At(drawCohorts), persons), newCrowd(persons.Len())
	}
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

// around is how many people live around the laboratories of a list: those of whom its
// file holds the usual share.
func around(t *scenarios.Targets) int {
	return int(int64(max(t.Exposed, t.Source.Rows*personsPerRow/10)) * random.Million / laboratory.Covered)
}

// personsPerRow is how many persons a number finds at most on average, in tenths, the
// children among them.
const personsPerRow = 14

// Extend adds batches that expose as many persons each, for a world in which
// nobody stops the campaign, until the list has so many entries or the
// population is used up. It returns how many entries there are in all. A list
// near the accounts stays as it is. Extend panics after SecondTimes, which
// forgets what it needs.
func (l *List) Extend(entries uint64) uint64 {
	last := &l.batches[len(l.batches)-1]
	have := last.first + last.entries
	if l.parted {
		return have
	}
	if l.settled {
		panic("targets: a list is extended after its second times were asked for")
	}
	for have < entries {
		if l.adopt() {
			last := &l.batches[len(l.batches)-1]
			have = last.first + last.entries
			continue
		}
		b, ok := l.fill(l.batches[len(l.batches)-1].to, l.targets.Exposed)
		if !ok {
			return have
		}
		b.first, b.entries = have, (b.hits*l.entries+l.hits-1)/l.hits // the same hit rate, to the entry
		l.batches = append(l.batches, b)
		have += b.entries
		l.offer()
	}
	return have
}

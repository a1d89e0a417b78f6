package campaign

import (
	"cmp"
	"slices"
	"sort"

	"github.com/breachsim/breachsim/generator/internal/campaign/actor"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/campaign/spell"
)

// index says who makes which entry of a campaign's list, and when.
type index struct {
	runs    []made
	reached uint64 // entries before it may be made, none from it on
}

// made is a run of entries that are made by look-ups at and on of a spell.
type made struct {
	first, n uint64
	at       uint64
	log      *spell.Log
	s        *spell.Spell
}

// newIndex lists what the spells of a campaign make: what is answered, if not with
// the record of nobody.
func newIndex(c *actor.Campaign) (x index) {
	for _, a := range c.Actors {
		for _, s := range a.Log().Spells {
			if !s.Answered() {
				continue
			}
			s.MadeRuns(func(first, n, at uint64) { x.runs = append(x.runs, made{first, n, at, a.Log(), s}) })
		}
	}
	slices.SortFunc(x.runs, func(a, b made) int { return cmp.Compare(a.first, b.first) })
	if n := len(x.runs); n > 0 {
		x.reached = x.runs[n-1].first + x.runs[n-1].n
	}
	return x
}

// find returns the run that makes entry k; nil if none does.
func (x *index) find(k uint64) *made {
	i := sort.Search(len(x.runs), func(i int) bool { return x.runs[i].first+x.runs[i].n > k })
	if i == len(x.runs) || x.runs[i].first > k {
		return nil
	}
	return &x.runs[i]
}

// when returns the time at which entry k is looked up; Forever if it is not, or if
// the answer is a decoy.
func (x *index) when(k uint64) int64 {
	m := x.find(k)
	if m == nil || m.s.Tarpit.Decoy {
		return script.Forever
	}
	return m.log.Time(m.s, m.at+k-m.first)
}

// before counts the entries below k that are made.
func (x *index) before(k uint64) (n uint64) {
	for i := range x.runs {
		if r := &x.runs[i]; r.first < k {
			n += min(r.n, k-r.first)
		}
	}
	return n
}

package campaign

import (
	"slices"

	"github.com/breachsim/breachsim/generator/internal/campaign/script"
)

// Begins returns when campaign n, counted from 0, first looks up an entry of its
// list; 0 where it never does.
func (p *Plan) Begins(n int) int64 {
	first := int64(0)
	for i := range p.made[n].runs {
		r := &p.made[n].runs[i]
		if ts := r.log.Time(r.s, r.at); first == 0 || ts < first {
			first = ts
		}
	}
	return first
}

// Exposed returns how many persons campaign n has got before each of the
// instants, trial look-ups included.
func (p *Plan) Exposed(n int, before []int64) []int64 {
	c, out := p.campaigns[n], make([]int64, len(before))
	var house []uint32
	add := func(ts int64, holder uint32) {
		house = p.w.Persons.Household(holder, house[:0])
		persons := int64(len(p.exposes(c.ID, house)))
		for i, t := range before {
			if ts < t {
				out[i] += persons
			}
		}
	}
	for i := range p.book.Actions {
		if a := &p.book.Actions[i]; a.Do == script.LookUp && a.Visit.Truth.Campaign == c.ID {
			add(a.Step.TS, a.Entry.Holder)
		}
	}
	cur := c.List.Cursor()
	for i := range p.made[n].runs {
		r := &p.made[n].runs[i]
		if r.s.Tarpit.Decoy {
			continue
		}
		for k := range r.n {
			if en := cur.At(r.first + k); en.Hit {
				add(r.log.Time(r.s, r.at+k), en.Holder)
			}
		}
	}
	return out
}

// secondTimes returns the holders by whose look-up campaign n gets children whom it
// has already, in order.
func (p *Plan) secondTimes(n int) []uint32 {
	c := p.campaigns[n]
	trials := map[uint32]int64{}
	for i := range p.book.Actions {
		if a := &p.book.Actions[i]; a.Do == script.LookUp && a.Visit.Truth.Campaign == c.ID {
			trials[a.Entry.Holder] = a.Step.TS
		}
	}
	return c.List.SecondTimes(p.made[n].reached, p.made[n].when, func(holder uint32) int64 {
		if ts, ok := trials[holder]; ok {
			return ts
		}
		return script.Forever
	})
}

// exposes returns those of a household found by a campaign whom it did not have:
// the holder, and the children unless it got them under the other parent's number.
func (p *Plan) exposes(campaign uint8, house []uint32) []uint32 {
	if p.w.Persons.Canary(house[0]) != 0 || p.w.Persons.Status.Lapsed(house[0]) {
		return nil
	}
	if len(house) > 1 {
		if _, again := slices.BinarySearch(p.again[campaign-1], house[0]); again {
			return house[:1]
		}
	}
	return house
}

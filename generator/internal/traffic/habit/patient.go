package habit

import (
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// tries is how many persons are looked at for one look-up at most. Those who need
// the account's care more are taken more willingly; where nobody is taken the one
// in greatest need is.
const tries = 14

// Choose draws the person of a look-up from (account, day, key): somebody of the
// account's own circle, now and then one who is due again, a passer-by of the
// département, or one who lives elsewhere. The old and the ill need care more
// often; a child comes with a parent, under whose number it is found.
func (h *Habits) Choose(a *accounts.Account, day int32, key random.Key) uint32 {
	p := &h.Profiles[a.Profile]
	draw := key.Rand()
	from := h.source(a, p, day, &draw)
	if draw.Chance(p.Children) {
		if i, ok := h.parent(&from, &draw); ok {
			return i
		}
	}
	var refused [tries]uint32
	for k := range refused {
		i := h.candidate(&from, &draw)
		if h.takes(p, i, uint32(draw.Below(certain))) {
			return i
		}
		refused[k] = i
	}
	best, most := uint32(0), uint32(0)
	for _, i := range refused {
		if need := p.needs.of(h.Persons.Status.Condition(i)); need >= most {
			best, most = i, need
		}
	}
	return h.Persons.Holder(best)
}

// takes reports whether a person's need is greater than what was drawn. Mostly age and
// sex tell.
func (h *Habits) takes(p *Profile, i, drawn uint32) bool {
	g := h.glances.at(i)
	if b := &p.bounds[g]; drawn < b.least || drawn >= b.most {
		return drawn < b.least
	}
	return drawn < p.needs.of(h.Persons.Status.ConditionOf(i, g.age(), g.woman()))
}

// parent draws a woman with children under 16; ok is false where a few tries find
// none.
func (h *Habits) parent(from *source, draw *random.Rand) (i uint32, ok bool) {
	for range 2 * tries {
		if i = h.candidate(from, draw); h.glances.at(i).mother() {
			return i, true
		}
	}
	return 0, false
}

// Need is how willingly users of a class take a person whom they may, of 65,536; a child, for
// whom a parent is looked up, is taken as a young man in good health is.
func (h *Habits) Need(class scenarios.Profile, person uint32) uint32 {
	c := h.Persons.Status.Condition(person)
	if c.Age < bandFrom[0] {
		c = population.Condition{Age: bandFrom[0], Doctor: true}
	}
	return h.Profiles[class].needs.of(c)
}

// source is where the person of a look-up comes from.
type source struct {
	account *accounts.Account
	profile *Profile
	day     int32
	kind    sourceKind
	dept    uint8  // of passers-by
	from    uint32 // persons of that département
	size    uint64
}

type sourceKind uint8

const (
	inCircle  sourceKind = iota // of the account's panel, nearer the middle more often
	onRenewal                   // of the panel too: one who is due again
	passing                     // anybody of a département
	regular                     // of those in a neighbouring one who always come here
)

// source draws where the person of a look-up comes from.
func (h *Habits) source(a *accounts.Account, p *Profile, day int32, draw *random.Rand) source {
	s := source{account: a, profile: p, day: day, dept: a.Dept}
	u := int64(draw.Below(million))
	near, far, from := h.around.awayOn(a, day)
	switch {
	case u < far:
		s.kind, s.dept = passing, h.around.visitor(a.Dept, draw)
	case u < far+near:
		s.kind, s.dept = regular, from
		if from == a.Dept {
			s.dept = h.around.neighbour(a.Dept, draw)
		}
	case draw.Chance(p.Outside):
		s.kind = passing
	case draw.Chance(p.Regular):
		s.kind = onRenewal
	}
	first, end := h.Persons.DeptRange(s.dept)
	if first == end { // nobody lives there, in a tiny population
		s.dept = a.Dept
		first, end = h.Persons.DeptRange(a.Dept)
	}
	s.from, s.size = first, uint64(end-first)
	return s
}

// candidate draws somebody of a source.
func (h *Habits) candidate(s *source, draw *random.Rand) uint32 {
	switch s.kind {
	case passing:
		return s.from + uint32(draw.Below(s.size))
	case regular:
		// A quarter of the panel's size is at home in each neighbouring département.
		n := max(uint64(s.account.Panel.Len)/4, 1)
		first := h.around.circles.At2(uint64(s.account.Index), uint64(s.dept)).Below(s.size)
		return s.from + uint32((first+inward(n, draw))%s.size)
	case onRenewal:
		return h.Panel(s.account, h.due(s, &s.profile.Renewal, draw))
	}
	return h.Panel(s.account, h.due(s, &s.profile.Visits, draw))
}

// inward draws one of n, the first more often: the density falls from 1/0.2 to
// 1/1.8. Visits that are Poisson about rates from a gamma law are about as uneven,
// with the needs of age and illness on top.
func inward(n uint64, draw *random.Rand) uint64 {
	u := draw.Uint64() >> 32
	x := (u*2 + (u*u>>32)*8) / 10
	return n * x >> 32
}

// due draws the rank in the panel of somebody who may come on the source's day:
// within a cycle each has one day only, so that nobody is seen day after day.
func (h *Habits) due(s *source, c *cycle, draw *random.Rand) uint64 {
	n := s.account.Panel.Len
	groups := max(n/c.Every, 1)
	group := uint32(inward(uint64(groups), draw))
	// Groups are out of step, by account and rank.
	day := uint64(s.day) + uint64(s.account.Index) + uint64(group)*5
	round := c.rounds(day)
	at := uint32(day - round)
	turn := at / c.Turn
	in := at - turn*c.Turn
	key := h.around.circles.At2(uint64(s.account.Index)<<32|uint64(group), round+uint64(turn))
	if late := uint32(c.Late.Pick(uint32(key.Uint64() >> 32))); in < late {
		in += c.Turn - late
	} else {
		in -= late
	}
	rank := group*c.Every + turn*c.Turn + in
	if rank >= n {
		rank %= n
	}
	return uint64(rank)
}

// Panel returns the person of a rank: ranks spread outwards from the middle of
// the panel's interval, which wraps inside the department.
func (h *Habits) Panel(a *accounts.Account, rank uint64) uint32 {
	from, to := h.Persons.DeptRange(a.Dept)
	size := uint64(to - from)
	middle, out := uint64(a.Panel.Start-from)+uint64(a.Panel.Len)/2, rank/2
	if rank%2 == 1 {
		middle += out + 1
	} else {
		middle += size - below(out, size)
	}
	return from + uint32(below(middle, size))
}

// below is x modulo n, for an x that seldom reaches n.
func below(x, n uint64) uint64 {
	if x < n {
		return x
	}
	if x -= n; x < n {
		return x
	}
	return x % n
}

// Passer is somebody from outside the account's circle: of the département, or,
// for the given share, of anywhere.
func (h *Habits) Passer(a *accounts.Account, draw *random.Rand, anywhere int64) uint32 {
	if draw.Chance(anywhere) {
		return uint32(draw.Below(uint64(h.Persons.Len())))
	}
	from, to := h.Persons.DeptRange(a.Dept)
	return from + uint32(draw.Below(uint64(to-from)))
}

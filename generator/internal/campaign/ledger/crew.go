package ledger

import (
	"cmp"
	"slices"
	"sort"

	"github.com/breachsim/breachsim/generator/internal/integer"
)

// Days visits the parts of [from, to) that lie in one local day each.
type Days func(from, to int64, visit func(from, to int64))

// Crew is the accounts of a campaign that divide its list.
type Crew struct {
	Shares []*Share
	Stop   int64 // by when the list is to be done
	Days   Days  // cuts a time at local midnights
}

// Deal divides n entries among the accounts that can work between now and the
// stop, in proportion to weight and mass, or at their rates. It returns how many
// were dealt: fewer than n where the rates or caps do not hold more, or nobody has
// working time left.
func (c *Crew) Deal(now int64, n uint64) uint64 {
	dealt := c.divide(now, n)
	for _, s := range c.Shares {
		s.settle()
	}
	return dealt
}

func (c *Crew) divide(now int64, n uint64) uint64 {
	for _, s := range c.Shares {
		c.begin(s, max(now, s.Busy))
	}
	if c.parts(n) {
		return n
	}
	rated := slices.ContainsFunc(c.Shares, func(s *Share) bool { return s.Rate.Num > 0 })
	if rated && c.capacity(nil) >= n {
		return n // each goes on at its rate until the list is done
	}
	c.spread(n) // a campaign that is behind its rate hurries
	return c.round(n)
}

// parts deals each account that has not begun its own part of the list, if these
// are what is left.
func (c *Crew) parts(n uint64) bool {
	sum := uint64(0)
	for _, s := range c.Shares {
		if s.PerDay > 0 || s.Rate.Num > 0 {
			return false
		}
		if !s.Away && !s.Used {
			sum += s.Part
		}
	}
	if sum != n || n == 0 {
		return false
	}
	var working []*Share
	for _, s := range c.Shares {
		if s.Away || s.Used {
			continue
		}
		mass := max(s.Hours.Cumulative(c.Stop)-s.mass, 1)
		if mass > 1 {
			working = append(working, s)
		}
		s.tempo = Tempo{integer.MulDiv(int64(s.Part)*Million, tempoPer, mass), tempoPer}
		if s.tempo.atMost(s.Most) != s.tempo {
			return false
		}
		s.total, s.quota = s.plan(c.Stop), s.Part
		if s.Part > 0 && s.total == 0 {
			return false
		}
	}
	c.everybody(working)
	return true
}

// Slower has a share go on more slowly from now on: num times as slowly as
// before. What it leaves is for the others, at the next deal.
func (c *Crew) Slower(s *Share, now, num int64) {
	s.Slow, s.Phase = s.slow()*num, Million/2
	tempo := s.tempo
	c.begin(s, max(now, s.Busy))
	s.tempo = Tempo{tempo.Num, integer.MulDiv(tempo.Per, num, 1)}
	s.total = s.plan(c.Stop)
	s.quota = uint64((s.total + s.phase()) / Million)
	s.settle()
}

// Owed returns how many entries of their quotas all shares have not been given.
func (c *Crew) Owed() (n uint64) {
	for _, s := range c.Shares {
		n += s.Owed()
	}
	return n
}

// begin starts a quota without any entry at an instant.
func (c *Crew) begin(s *Share, from int64) {
	s.from, s.mass, s.given, s.quota, s.total, s.kept = from, s.Hours.Cumulative(from), 0, 0, 0, 0
	s.steps, s.tempo = s.steps[:0], Tempo{s.Rate.Num, s.Rate.Per * s.slow()}.atMost(s.Most)
	if s.PerDay == 0 || s.Away {
		return
	}
	c.Days(from, c.Stop, func(from, to int64) {
		if at := s.Hours.Cumulative(from); s.Hours.Cumulative(to) > at {
			s.steps = append(s.steps, step{from: from, mass: at, span: s.Hours.Cumulative(to) - at})
		}
	})
}

// capacity is how many look-ups all accounts make until the stop, each at the
// tempo that tempo gives it, nil = the one that it has.
func (c *Crew) capacity(tempo func(*Share) Tempo) (n uint64) {
	for _, s := range c.Shares {
		if tempo != nil {
			s.tempo = tempo(s).atMost(s.Most)
		}
		s.total = s.plan(c.Stop)
		s.quota = uint64((s.total + s.phase()) / Million)
		n += s.quota
	}
	return n
}

// coarse is how many bits are left out where the masses of many accounts are
// added up: a second of one account is about 2^30, its year 2^55.
const coarse = 12

// Mass returns the mass of all accounts' hours between two instants, without its
// last bits.
func (c *Crew) Mass(from, to int64) (sum int64) {
	for _, s := range c.Shares {
		sum += (s.Hours.Cumulative(to) - s.Hours.Cumulative(from)) >> coarse
	}
	return sum
}

// spread finds the tempo at which n entries are done at the stop: of look-ups to
// mass and weight, the same for all accounts.
func (c *Crew) spread(n uint64) {
	at := func(num int64) func(*Share) Tempo {
		return func(s *Share) Tempo { return Tempo{integer.MulDiv(num, s.Weight, Million) / s.slow(), tempoPer} }
	}
	capped := slices.ContainsFunc(c.Shares, func(s *Share) bool { return s.PerDay > 0 })
	if !capped && !slices.ContainsFunc(c.Shares, func(s *Share) bool { return s.Most.Per > 0 }) {
		mass := int64(0)
		for _, s := range c.Shares {
			if !s.Away && s.from < c.Stop {
				mass += integer.MulDiv(s.Hours.Cumulative(c.Stop)-s.mass, s.Weight, Million) / s.slow() >> coarse
			}
		}
		num := integer.MulDiv(int64(n)*Million, tempoPer>>coarse, max(mass, 1))
		c.capacity(at(num))
		return
	}
	if capped {
		c.keep(n, at(1<<62-1))
	}
	num := sort.Search(1<<62, func(i int) bool { return c.capacity(at(int64(i))) >= n })
	if num == 1<<62 {
		num--
	}
	c.capacity(at(int64(num)))
}

// keptBack is how much of the cap of its last day a quota leaves free, in per
// cent, where it can: what an account leaves that is shut out at the end, others
// still make.
const keptBack = 5

// keep keeps back of the caps of the last days as much as n entries leave free, at
// the highest tempo there is.
func (c *Crew) keep(n uint64, most func(*Share) Tempo) {
	for _, s := range c.Shares {
		s.kept = s.PerDay*keptBack/100 + 1
	}
	for c.capacity(most) < n && slices.ContainsFunc(c.Shares, func(s *Share) bool { return s.kept > 0 }) {
		for _, s := range c.Shares {
			s.kept /= 2
		}
	}
}

// round makes the quotas sum to n, if they can: one entry more or less for as many
// accounts as it takes, those with the largest remainders first.
func (c *Crew) round(n uint64) uint64 {
	order, sum := make([]*Share, 0, len(c.Shares)), uint64(0)
	for _, s := range c.Shares {
		if sum += s.quota; s.total > 0 {
			order = append(order, s)
		}
	}
	rest := func(s *Share) int64 { return (s.total + s.phase()) % Million }
	slices.SortStableFunc(order, func(a, b *Share) int { return cmp.Compare(rest(b), rest(a)) })
	for i := 0; sum < n && len(order) > 0 && i < 64*len(order); i++ {
		if s := order[i%len(order)]; s.takesMore(i / len(order)) {
			s.quota++
			sum++
		}
	}
	for i := 0; sum > n; i++ {
		if s := order[len(order)-1-i%len(order)]; s.quota > 0 {
			s.quota--
			sum--
		}
	}
	c.everybody(order)
	return sum
}

// everybody lets each account that works and has made no entry yet take one at
// least, where there are as many, from the one that has most.
func (c *Crew) everybody(order []*Share) {
	spare := func(s *Share) uint64 { // entries that a share can give away
		if s.Used || s.quota == 0 {
			return s.quota
		}
		return s.quota - 1
	}
	for _, s := range order {
		if s.quota > 0 || s.Used {
			continue
		}
		most := slices.MaxFunc(order, func(a, b *Share) int { return cmp.Compare(spare(a), spare(b)) })
		if spare(most) == 0 {
			return
		}
		most.quota--
		s.quota++
	}
}

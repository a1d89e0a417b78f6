package ledger

import (
	"cmp"
	"math/bits"
	"slices"
	"sort"

	"github.com/breachsim/breachsim/generator/internal/integer"
)

// Million is one in shares and work.
const Million = 1_000_000

// Hours is when an account may work.
type Hours interface {
	// Cumulative returns the mass of the campaign's intensity in the account's
	// hours before an instant.
	Cumulative(ts int64) int64
}

// Days visits the parts of [from, to) that lie in one local day each.
type Days func(from, to int64, visit func(from, to int64))

// Share is one account's part in the work of a campaign.
type Share struct {
	Weight    int64  // relative to the others
	Rate      Tempo  // work to a mass where the scenario gives a rate; zero = none
	Hours     Hours  // when it may work
	PerDay    uint64 // look-ups a local day at most; 0 = no cap
	Most      Tempo  // the highest that it works at; zero = any
	Phase     int64  // millionths of a look-up done beforehand, so that slow accounts do not all round down
	Part      uint64 // of the list, where it has a part of its own; 0 = it has none
	Used      bool   // it has made an entry
	Away      bool   // it cannot work now
	Busy      int64  // until when its session in hand lasts: what comes after it is dealt
	Today     uint64 // where there is a cap: look-ups of the local day that ends at TodayEnds
	TodayEnds int64
	Slow      int64 // how many times slower it works than the others; 0 = 1

	kept  uint64 // look-ups that the cap of its last day is kept free of, for what others cannot make
	steps []step // of its quota, where there is a cap
	tempo Tempo
	from  int64 // when the quota begins
	mass  int64 // of its hours before from
	total int64 // work of the quota, in millionths
	quota uint64
	given uint64
}

// step is a day of a quota: its hours, its work, and how many entries are due
// before it and on it.
type step struct {
	from, mass, span, work int64
	before, due            uint64
}

// Tempo is millionths of look-ups to a mass.
type Tempo struct{ Num, Per int64 }

func (t Tempo) of(mass int64) int64 {
	if t.Per == 0 {
		return 0
	}
	return min(integer.MulDiv(mass, t.Num, t.Per), mostWork)
}

// atMost returns the slower of two tempos; the zero value of most bounds nothing.
func (t Tempo) atMost(most Tempo) Tempo {
	if most.Per == 0 || t.Per == 0 {
		return t
	}
	hi, lo := bits.Mul64(uint64(t.Num), uint64(most.Per))
	mostHi, mostLo := bits.Mul64(uint64(most.Num), uint64(t.Per))
	if hi > mostHi || hi == mostHi && lo > mostLo {
		return most
	}
	return t
}

// mostWork bounds the work of an account, in millionths of look-ups.
const mostWork = 1 << 56

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

func (s *Share) slow() int64 { return max(s.Slow, 1) }

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

// plan works out the work of a quota at a tempo; first tells the first day, on
// which some look-ups are made already.
func (s *Share) plan(stop int64) int64 {
	if s.Away || s.from >= stop {
		return 0
	}
	if s.PerDay == 0 {
		return s.tempo.of(s.Hours.Cumulative(stop) - s.mass)
	}
	done := int64(0)
	for i := range s.steps {
		d := &s.steps[i]
		limit := s.cap(d)
		if i == len(s.steps)-1 { // one is made at least
			limit -= min(s.kept, max(limit, 1)-1)
		}
		d.work = min(s.tempo.of(d.span), int64(limit)*Million)
		done = min(done+d.work, mostWork)
	}
	return done
}

// cap is how many look-ups are made on a day of the quota at most: on the first
// one some are made already.
func (s *Share) cap(d *step) uint64 {
	if d.from < s.TodayEnds {
		return s.PerDay - min(s.Today, s.PerDay)
	}
	return s.PerDay
}

// settle rounds the days of a quota to whole entries that sum to it, none of them
// beyond the cap.
func (s *Share) settle() {
	work, dealt := int64(0), uint64(0)
	for i := range s.steps {
		d := &s.steps[i]
		work = min(work+d.work, mostWork)
		d.due = min(s.by(work)-min(dealt, s.by(work)), s.cap(d))
		dealt += d.due
	}
	for i := len(s.steps) - 1; i >= 0 && dealt < s.quota; i-- { // what the caps cut off
		more := min(s.quota-dealt, s.cap(&s.steps[i])-s.steps[i].due)
		s.steps[i].due += more
		dealt += more
	}
	before := uint64(0)
	for i := range s.steps {
		s.steps[i].before = before
		before += s.steps[i].due
	}
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

// phase is what a share has done beforehand: nothing where it has no work.
func (s *Share) phase() int64 {
	if s.total == 0 {
		return 0
	}
	return s.Phase
}

const tempoPer = 1 << 40

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

// takesMore reports whether a quota may be one entry larger, in so manieth round.
func (s *Share) takesMore(round int) bool {
	if s.PerDay > 0 {
		return s.quota < s.room()
	}
	return s.Most.Per == 0 || round == 0
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

// room is how many look-ups the caps of its days leave a share.
func (s *Share) room() (n uint64) {
	for i := range s.steps {
		n += s.cap(&s.steps[i])
	}
	return n
}

// Holds returns how many more look-ups the caps of the days of its quota leave a share from an
// instant on; without a cap, any number.
func (s *Share) Holds(now int64) (n uint64) {
	if s.PerDay == 0 {
		return 1<<64 - 1
	}
	for i := range s.steps {
		if i+1 == len(s.steps) || s.steps[i+1].from > now {
			n += s.cap(&s.steps[i])
		}
	}
	return n
}

// Owed returns how many entries of its quota a share has not been given.
func (s *Share) Owed() uint64 { return s.quota - min(s.given, s.quota) }

// Due returns how many entries a share should have been given by an instant and
// has not.
func (s *Share) Due(ts int64) uint64 {
	if s.Away || s.quota <= s.given {
		return 0
	}
	due := s.dueBy(ts)
	return due - min(due, s.given)
}

// by is the number of entries of the quota that so much work makes.
func (s *Share) by(work int64) uint64 {
	if work >= s.total {
		return s.quota
	}
	if s.total == 0 {
		return 0
	}
	hi, lo := bits.Mul64(s.quota, uint64(work))
	lo, carry := bits.Add64(lo, uint64(s.total)/2, 0)
	q, _ := bits.Div64(hi+carry, lo, uint64(s.total))
	return q
}

// dueBy is how many entries of the quota are due before an instant.
func (s *Share) dueBy(ts int64) uint64 {
	if ts <= s.from {
		return 0
	}
	mass := s.Hours.Cumulative(ts)
	if s.PerDay == 0 {
		return s.by(s.tempo.of(mass - s.mass))
	}
	i := sort.Search(len(s.steps), func(i int) bool { return s.steps[i].from > ts }) - 1
	if i < 0 {
		return 0
	}
	d := &s.steps[i]
	part := integer.MulDiv(int64(d.due)*Million, min(mass-d.mass, d.span), d.span)
	return d.before + uint64((part+Million/2)/Million)
}

// Give notes that a share was given entries; Back that it handed some back.
func (s *Share) Give(n uint64) { s.given += n }

// Back notes that a share handed entries back.
func (s *Share) Back(n uint64) { s.given -= min(n, s.given) }

// Next returns the first instant from now on at which an entry is due, Never
// where none is.
func (s *Share) Next(now, stop int64) int64 {
	if s.Due(stop) == 0 {
		return Never
	}
	n := sort.Search(int(stop-now), func(i int) bool { return s.Due(now+int64(i)) > 0 })
	return now + int64(n)
}

// Never is later than any scenario.
const Never = int64(1<<63 - 1)

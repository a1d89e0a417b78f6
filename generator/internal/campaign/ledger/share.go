package ledger

import (
	"math/bits"
	"sort"

	"github.com/breachsim/breachsim/generator/internal/integer"
)

// Hours is when an account may work.
type Hours interface {
	// Cumulative returns the mass of the campaign's intensity in the account's
	// hours before an instant.
	Cumulative(ts int64) int64
}

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

func (s *Share) slow() int64 { return max(s.Slow, 1) }

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

// phase is what a share has done beforehand: nothing where it has no work.
func (s *Share) phase() int64 {
	if s.total == 0 {
		return 0
	}
	return s.Phase
}

// takesMore reports whether a quota may be one entry larger, in so manieth round.
func (s *Share) takesMore(round int) bool {
	if s.PerDay > 0 {
		return s.quota < s.room()
	}
	return s.Most.Per == 0 || round == 0
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

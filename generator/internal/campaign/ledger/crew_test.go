package ledger

import (
	"math/rand/v2"
	"testing"
)

// Times of these tests, in microseconds; every day has 24 hours.
const (
	hour = int64(3600 * Million)
	day  = 24 * hour
)

// shift is working time on each day: [from, to).
type shift struct{ from, to int64 }

func (s shift) Cumulative(ts int64) int64 {
	return ts/day*(s.to-s.from) + min(max(ts%day-s.from, 0), s.to-s.from)
}

func days(from, to int64, visit func(from, to int64)) {
	for from < to {
		end := min((from/day+1)*day, to)
		visit(from, end)
		from = end
	}
}

func crewOf(stop int64, shares ...*Share) *Crew {
	for _, s := range shares {
		if s.Hours == nil {
			s.Hours = shift{0, day}
		}
	}
	return &Crew{Shares: shares, Stop: stop, Days: days}
}

// randomCrew draws accounts that are away, capped, slow, without hours or busy.
func randomCrew(draw *rand.Rand) *Crew {
	c := crewOf(day + draw.Int64N(9*day))
	for range 1 + draw.IntN(12) {
		s := &Share{Weight: 1 + draw.Int64N(1_000), Hours: shift{8 * hour, 18 * hour}, Phase: draw.Int64N(Million)}
		s.Away = draw.IntN(5) == 0
		switch draw.IntN(6) {
		case 0:
			s.Hours = shift{0, day}
		case 1:
			s.Hours = shift{}
		case 2:
			s.Slow = 2
		case 3:
			s.Busy = draw.Int64N(c.Stop)
		}
		if draw.IntN(2) == 0 {
			s.PerDay = 1 + draw.Uint64N(40)
		}
		c.Shares = append(c.Shares, s)
	}
	return c
}

// roomOf is how many entries an account can take from now on, by its caps.
func roomOf(c *Crew, s *Share, now int64) (n uint64) {
	if s.Away {
		return 0
	}
	days(max(now, s.Busy), c.Stop, func(from, to int64) {
		switch {
		case s.Hours.Cumulative(to) == s.Hours.Cumulative(from):
		case s.PerDay == 0:
			n += 1 << 40
		case from < s.TodayEnds:
			n += s.PerDay - min(s.Today, s.PerDay)
		default:
			n += s.PerDay
		}
	})
	return n
}

// What is dealt is what was to be dealt, or all that the caps hold; each account
// that can work has some of it where there is enough.
func TestDealIsExact(t *testing.T) {
	draw := rand.New(rand.NewPCG(3, 4))
	for i := range 3_000 {
		c := randomCrew(draw)
		now, n := draw.Int64N(c.Stop), draw.Uint64N(2_000)
		room, able := uint64(0), uint64(0)
		for _, s := range c.Shares {
			if x := roomOf(c, s, now); x > 0 {
				room, able = room+x, able+1
			}
		}
		got, quotas := c.Deal(now, n), uint64(0)
		for _, s := range c.Shares {
			quotas += s.Owed()
			if x := roomOf(c, s, now); s.Owed() > x || x > 0 && s.Owed() == 0 && min(n, room) >= able {
				t.Errorf("crew %d: an account of room for %d is dealt %d of %d", i, x, s.Owed(), n)
			}
		}
		if want := min(n, room); got != want || quotas != want || c.Owed() != want {
			t.Fatalf("crew %d: %d are dealt of %d, in quotas of %d; want %d", i, got, n, quotas, want)
		}
	}
}

// Equal accounts share equally; a weight of three is three times as much; who is
// slow takes half.
func TestDealFollowsTheWeights(t *testing.T) {
	c := crewOf(4*day, &Share{Weight: 1000}, &Share{Weight: 3000}, &Share{Weight: 1000, Slow: 2},
		&Share{Weight: 1000, Hours: shift{0, day / 2}})
	c.Deal(0, 5_000)
	for i, want := range []uint64{1_000, 3_000, 500, 500} {
		if got := c.Shares[i].Owed(); got != want {
			t.Errorf("share %d is dealt %d, want %d", i, got, want)
		}
	}
}

// What is due follows the working time, and is all of it at the stop.
func TestDueFollowsTheHours(t *testing.T) {
	s := &Share{Weight: 1, Hours: shift{8 * hour, 18 * hour}}
	c := crewOf(2*day, s)
	c.Deal(0, 200)
	for _, x := range []struct {
		ts   int64
		want uint64
	}{{0, 0}, {8 * hour, 0}, {13 * hour, 50}, {18 * hour, 100}, {day + 8*hour, 100}, {2 * day, 200}} {
		if got := s.Due(x.ts); got != x.want {
			t.Errorf("%d are due at %d, want %d", got, x.ts, x.want)
		}
	}
	if at := s.Next(0, c.Stop); s.Due(at) != 1 || s.Due(at-1) != 0 {
		t.Errorf("the next one is due at %d: %d, and %d before", at, s.Due(at), s.Due(at-1))
	}
	s.Give(120)
	if s.Due(day) != 0 || s.Due(2*day) != 80 || s.Owed() != 80 {
		t.Errorf("%d due after a day, %d after two, %d owed", s.Due(day), s.Due(2*day), s.Owed())
	}
	s.Back(30)
	if s.Due(day) != 10 || s.Owed() != 110 {
		t.Errorf("%d due, %d owed once some are handed back", s.Due(day), s.Owed())
	}
	s.Give(110)
	if s.Next(0, c.Stop) != Never {
		t.Error("a quota that was given is due")
	}
}

// A quota never asks for more than a look-up beyond the cap of a day, by which
// its users round; and when they keep the cap, what is dealt anew from time to
// time is made to the last entry.
func TestCapsHoldWhenDealtAnew(t *testing.T) {
	draw := rand.New(rand.NewPCG(5, 6))
	for i := range 300 {
		c := randomCrew(draw)
		left := draw.Uint64N(1_500)
		short := left - c.Deal(0, left) // what the caps do not hold
		for now := int64(0); now < c.Stop; now += hour {
			for _, s := range c.Shares {
				if now >= s.TodayEnds {
					s.Today, s.TodayEnds = 0, (now/day+1)*day
				}
				n := s.Due(min(now+hour, c.Stop))
				if s.PerDay > 0 {
					if s.Today+n > s.PerDay+1 {
						t.Fatalf("crew %d: %d are due on day %d, of %d", i, s.Today+n, now/day, s.PerDay)
					}
					n = min(n, s.PerDay-s.Today)
				}
				s.Give(n)
				left, s.Today = left-n, s.Today+n
			}
			if draw.IntN(7) == 0 {
				c.Shares[draw.IntN(len(c.Shares))].Away = draw.IntN(2) == 0
				short = left - c.Deal(min(now+hour, c.Stop), left)
			}
		}
		if left != short {
			t.Errorf("crew %d: %d are not made, %d of them for the caps", i, left, short)
		}
	}
}

// The caps of the last day are not used up where the days before hold more: what
// an account leaves that is shut out in the last hour, the others make.
func TestLastDayIsNotFull(t *testing.T) {
	for _, n := range []uint64{800, 1_100, 1_150, 1_164} { // of 1,200 that the caps hold
		c := crewOf(3*day-6*hour, &Share{Weight: 1000, PerDay: 100}, &Share{Weight: 1000, PerDay: 100}, &Share{Weight: 1000, PerDay: 100}, &Share{Weight: 1000, PerDay: 100})
		now, left := c.Stop-hour, n
		if got := c.Deal(0, n); got != n {
			t.Fatalf("%d of %d are dealt", got, n)
		}
		for _, s := range c.Shares {
			given := s.Due(now)
			before := s.Due(2 * day)
			s.Give(given)
			s.Today, s.TodayEnds = given-before, 3*day
			left -= given
		}
		c.Shares[2].Away = true
		if got := c.Deal(now, left); got != left {
			t.Errorf("%d: %d of the last %d are dealt without one account", n, got, left)
		}
	}
}

// capped draws an account with a cap, some hours of the day and some look-ups
// made today.
func capped(draw *rand.Rand, now int64) *Share {
	from := draw.Int64N(23) * hour
	s := &Share{Weight: 1 + draw.Int64N(1_000), Hours: shift{from, from + 1 + draw.Int64N(day-from-1)}, Phase: draw.Int64N(Million), PerDay: 1 + draw.Uint64N(60)}
	if draw.IntN(2) == 0 {
		s.Today, s.TodayEnds = draw.Uint64N(s.PerDay+3), (now/day+1)*day
	}
	switch draw.IntN(4) {
	case 0:
		s.Rate = Tempo{(1 + draw.Int64N(40)) * Million, hour}
	case 1:
		s.Slow = 1 + draw.Int64N(4)
	}
	return s
}

// Whatever the hours, the caps and what was made today: quotas sum to what was to
// be dealt or to what the caps hold, or to more where each goes on at its rate; no
// day asks for more than its cap; what is due never falls, and is the whole quota
// at the stop.
func TestCappedDays(t *testing.T) {
	draw := rand.New(rand.NewPCG(7, 8))
	full, short := 0, 0 // deals that the caps hold, or do not
	for i := range 1_500 {
		c := crewOf(day + draw.Int64N(9*day))
		now := draw.Int64N(c.Stop)
		for range 1 + draw.IntN(5) {
			c.Shares = append(c.Shares, capped(draw, now))
		}
		n, room, quotas, rated := 1+draw.Uint64N(900), uint64(0), uint64(0), false
		for _, s := range c.Shares {
			room, rated = room+roomOf(c, s, now), rated || s.Rate.Num > 0
		}
		dealt := c.Deal(now, n)
		for j, s := range c.Shares {
			quotas += s.Owed()
			holdDays(t, c, s, now)
			if t.Failed() {
				t.Fatalf("crew %d, account %d: %d a day, %d made today, a quota of %d", i, j, s.PerDay, s.Today, s.Owed())
			}
		}
		want := min(n, room)
		if dealt != want || quotas != want && !rated || quotas < want {
			t.Fatalf("crew %d: %d are dealt, in quotas of %d; want %d of %d", i, dealt, quotas, want, n)
		}
		if n > room {
			short++
		} else {
			full++
		}
	}
	if t.Logf("%d deals in full, %d cut by the caps", full, short); full < 300 || short < 300 {
		t.Error("the test shows too little")
	}
}

// holdDays looks at what is due of a share, day by day.
func holdDays(t *testing.T, c *Crew, s *Share, now int64) {
	t.Helper()
	last, at := uint64(0), now
	days(now, c.Stop, func(from, to int64) {
		most := s.PerDay
		if from < s.TodayEnds {
			most -= min(s.Today, most)
		}
		if n := s.Due(to) - s.Due(from); n > most {
			t.Errorf("%d are due on the day from %d, at most %d", n, from, most)
		}
		for ts := from; ts < to; ts += hour / 2 {
			due := s.Due(ts)
			if due < last {
				t.Errorf("%d are due at %d, and %d at %d", last, at, due, ts)
			}
			last, at = due, ts
		}
	})
	if due := s.Due(c.Stop); due != s.Owed() || due < last {
		t.Errorf("%d are due at the stop, of a quota of %d", due, s.Owed())
	}
}

// Where a rate is given it is kept, as long as it does what there is to do; a
// campaign that is behind hurries.
func TestRates(t *testing.T) {
	rate := Tempo{10 * Million, hour} // ten an hour
	slow := Tempo{5 * Million, hour}
	c := crewOf(2*day, &Share{Weight: 1, Rate: rate}, &Share{Weight: 1, Rate: slow})
	if got := c.Deal(0, 100); got != 100 {
		t.Errorf("%d of 100 are dealt", got)
	}
	if a, b := c.Shares[0].Due(6*hour), c.Shares[1].Due(6*hour); a != 60 || b != 30 {
		t.Errorf("%d and %d are due after six hours, want 60 and 30", a, b)
	}
	if got := c.Deal(day, 1_000); got != 1_000 || c.Owed() != 1_000 {
		t.Errorf("%d of 1000 are dealt where the rates make 360", got)
	}
	s := c.Shares[0]
	c.Deal(0, 100)
	c.Slower(s, 0, 2)
	if got := s.Due(6 * hour); got < 29 || got > 31 {
		t.Errorf("%d are due after six hours at half the tempo, want 30", got)
	}
}

// Accounts with parts of their own take these, as long as nobody is away.
func TestOwnParts(t *testing.T) {
	c := crewOf(day, &Share{Weight: 1, Part: 70}, &Share{Weight: 1, Part: 10}, &Share{Weight: 1, Part: 20})
	if got := c.Deal(0, 100); got != 100 {
		t.Errorf("%d of 100 are dealt", got)
	}
	for i, want := range []uint64{70, 10, 20} {
		if got := c.Shares[i].Owed(); got != want {
			t.Errorf("share %d is dealt %d, want %d", i, got, want)
		}
	}
	c.Shares[0].Away = true
	if got := c.Deal(0, 100); got != 100 || c.Shares[0].Owed() != 0 || c.Shares[1].Owed() != 50 {
		t.Errorf("%d are dealt, %d of them to one who is away and %d to another", got, c.Shares[0].Owed(), c.Shares[1].Owed())
	}
}

// What is made besides of a day's cap takes room from what an account owes: the caps of the
// days to come say how much is left, from the day in hand on.
func TestHoldsWhatTheCapsLeave(t *testing.T) {
	a := &Share{Weight: Million, Hours: shift{8 * hour, 18 * hour}, PerDay: 10}
	c := crewOf(3*day, a)
	if n := c.Deal(0, 28); n != 28 || a.Owed() != 28 {
		t.Fatalf("%d dealt, %d owed, want 28", n, a.Owed())
	}
	hold := func(what string, at int64, want uint64) {
		t.Helper()
		if got := a.Holds(at); got != want {
			t.Errorf("%s: room for %d, want %d", what, got, want)
		}
	}
	hold("three days", 0, 30)
	a.Today, a.TodayEnds = 3, day // trials
	hold("three trials on the first day", 9*hour, 27)
	hold("from the second day on", day+9*hour, 20)
	a.Today, a.TodayEnds = 10, 2*day
	hold("the second day is full", day+9*hour, 10)
	if (&Share{Weight: Million}).Holds(0) < 1<<60 {
		t.Error("an account without a cap is bounded")
	}
}

package campaign

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

// A lane that rests (between its turns, on days off, until a ban is over) does
// not see what becomes of its account meanwhile. It finds out when it signs in
// the next time: an owner who changed the password is answered with another
// reset through the mailbox; what a control took away is lost, or got back, as
// the campaign reacts to it.
//
//	lane   ──look-ups──│ rests        │ sign-in refused ─► recover ─► dropped, or got back
//	account            │ reset        │

// onDuty draws the days on which an account works: one in each stretch of 1/duty
// days, in the middle half of it, so that the share is met to the day and each
// rest is half as long as the mean one or longer. Of accounts that work on more
// than half of all days, those off are drawn so.
func onDuty(key random.Key, day int32, duty scenarios.Share) bool {
	if duty > random.Million/2 {
		return !drawnDay(key, day, random.Million-int64(duty))
	}
	return drawnDay(key, day, int64(duty))
}

func drawnDay(key random.Key, day int32, share int64) bool {
	from := (int64(day)+1<<20)*share + int64(key.At(1<<40).Below(random.Million)) // each account's stretches begin on days of their own
	for n := from / random.Million; n*random.Million < from+share; n++ {
		at := n*random.Million + random.Million/4 + int64(key.At(uint64(n)).Below(random.Million/2))
		if at >= from && at < from+share {
			return true
		}
	}
	return false
}

// until is when a campaign is over: at its stop where somebody defends, else
// with its pace.
func (s *sim) until(c *resolved) int64 {
	if s.p.defended {
		return c.stop
	}
	return c.end
}

// done reports whether a lane has nothing to look up from an instant on.
func (l *lane) done(c *resolved, now int64) bool {
	n := len(l.segments)
	if n == 0 {
		return now >= l.pace.shut() || c.sc.Pacing.MaxPerDay == 0 && now >= l.pace.last()
	}
	seg := &l.segments[n-1]
	next := seg.last
	if seg.to == forever {
		next = l.first(seg, now)
	}
	return next >= l.left || now >= l.pace.shut()
}

// takenAway reports whether a control took an account away since the campaign
// signed in.
func (s *sim) takenAway(a *account) bool { return a.reset || a.revoked > a.lane.since }

// lost is a sign-in to an account that a control took away.
func (s *sim) lost(a *account, v portal.Visit, now int64) {
	l := a.lane
	if n := len(l.segments); n > 0 {
		s.close(a, &l.segments[n-1], now)
	}
	if s.shutOut(a, &v, now) {
		return
	}
	why := event.BadCredentials
	if a.reset {
		why = event.ResetRequired
	}
	v.Truth.Phase = event.Adapt
	s.play(a, action{do: doSignIn, visit: v, step: l.step(a.camp, now), why: why})
	s.recover(a, &v, now)
}

// comeBack is a lane that rested when a control by the clock acted: it returns
// for look-up i, from where it was, and finds its address banned, its account
// reset, or nothing changed.
func (s *sim) comeBack(a *account, i uint64, now int64) {
	l, c := a.lane, a.camp
	if l.stopped || now >= c.end {
		return
	}
	v := s.visit(c, l, now, event.Adapt)
	if c.reaction(scenarios.On403) != scenarios.RotateIP {
		last := s.p.lastSeat(c, l, &l.segments[len(l.segments)-1])
		v.Addr, v.Net, v.Place = last.Addr, last.Net, last.Place
	}
	switch {
	case s.takenAway(a):
		s.lost(a, v, now)
	case now >= s.until(c):
		s.giveUp(a, &v, now)
	case !s.shutOut(a, &v, now):
		s.resume(a, v, i, now, true)
	}
}

// putOff has a lane that has made as many look-ups as it may in a day make look-up
// i on its next one.
func (s *sim) putOff(a *account, v portal.Visit, i uint64, now int64) bool {
	l, most := a.lane, a.camp.sc.Pacing.MaxPerDay
	if most == 0 {
		return false
	}
	d := s.p.w.Calendar.Of(now)
	made := uint64(0)
	for j := len(l.segments) - 1; j >= 0 && l.segments[j].to > d.Start; j-- {
		seg := &l.segments[j]
		to := seg.last
		if seg.to == forever {
			to = i
		}
		if from := max(l.first(seg, d.Start), seg.first); seg.why == event.NoReason && to > from {
			made += to - from
		}
	}
	if made < uint64(most) {
		return false
	}
	s.close(a, &l.segments[len(l.segments)-1], now)
	next := l.pace.instant(l.pace.worked(d.Start + d.Length))
	s.catchUp(a, i, next)
	s.resume(a, v, i, next+between(l.key.At2(75, i), calendar.Second, calendar.Minute), true)
	return true
}

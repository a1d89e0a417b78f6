package campaign

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

// ease is by how much a lane's look-ups lie farther apart than planned; zero
// is as planned.
type ease struct{ num, den int64 }

func (t ease) of() (num, den int64) {
	if t.den == 0 {
		return 1, 1
	}
	return t.num, t.den
}

// Patience and pauses of a robot (assumptions).
const (
	patience  = 12 // refusals in a row before an account is given up
	firstRest = 30 * calendar.Second
	lastRest  = calendar.Hour
	slowest   = 64
)

// met is a look-up of the campaign that was refused: number i of the lane, in
// the session of the visit.
func (s *sim) met(a *account, v portal.Visit, i uint64, now int64, r refusal) {
	v.Truth.Phase = event.Adapt
	after := s.refuse(a, &v, s.entry(a.camp, a.lane, i), now, r.why)
	if r.why == event.StepUpNeeded && a.camp.reaction(r.reply) != scenarios.Solve {
		after = s.unanswered(a, &v, after)
	}
	if r.why == event.SessionRevoked && a.lane.how == scenarios.SessionTheft {
		s.recoverRide(a, &v, after)
		return
	}
	if r.why == event.SessionRevoked {
		s.play(a, action{do: doSignIn, visit: v, step: a.lane.step(a.camp, after), why: event.ResetRequired})
		s.recover(a, &v, after)
		return
	}
	s.react(a, v, i, after, r)
}

// react is the campaign's move on a refusal.
func (s *sim) react(a *account, v portal.Visit, i uint64, now int64, r refusal) {
	l, c := a.lane, a.camp
	if l.refusals++; l.refusals > patience && r.why != event.ServiceClosed {
		s.giveUp(a, &v, now)
		return
	}
	key := l.key.At2(70, uint64(l.steps))
	again := now + backoff(l.refusals, key.At(1).Below(1<<20))
	switch c.reaction(r.reply) {
	case scenarios.StopMove:
		s.abandon(c, &v, now)
	case scenarios.Next:
		s.goesOn(a, v, i+1, now, r)
	case scenarios.Backoff:
		s.adapts(a, &v, now, "backed_off")
		s.resume(a, v, i, again, false)
	case scenarios.HalveRate:
		num, den := l.ease.of()
		if num < slowest*den {
			l.ease = ease{2 * num, den}
		}
		s.adapts(a, &v, now, "rate_halved")
		if r.until != forever {
			again = r.until + between(key.At(2), calendar.Second, 20*calendar.Second)
		}
		s.resume(a, v, i, again, false)
	case scenarios.RotateIP:
		s.adapts(a, &v, now, "address_rotated")
		wait := between(key.At(3), 3*calendar.Second, calendar.Minute) << min(l.refusals-1, 6)
		if r.reply == scenarios.On403 {
			s.catchUp(a, i, now+wait)
		}
		l.turned++
		s.resume(a, v, i, now+wait, true)
	case scenarios.Solve:
		s.solve(a, v, i, now, r, 0)
	case scenarios.SwitchEndpoint:
		s.switches(a, v, i, now)
	case scenarios.RotateAccount:
		if r.until == forever {
			s.giveUp(a, &v, now)
			return
		}
		s.adapts(a, &v, now, "account_rested")
		s.resume(a, v, i, max(r.until, now+between(key.At(4), calendar.Hour, 3*calendar.Hour)), true)
	default:
		s.giveUp(a, &v, now)
	}
}

// backoff is the n-th pause in a row, doubled from half a minute to an hour,
// with even jitter by a draw of 20 bits.
func backoff(n int, draw uint64) int64 {
	wait := min(firstRest<<min(n-1, 20), lastRest)
	return wait/2 + wait*int64(draw)>>20
}

// adapts notes a move.
func (s *sim) adapts(a *account, v *portal.Visit, now int64, what string) {
	s.note(a, now, event.Adapt, what, v)
}

// catchUp sets the lane's tempo so that the rest of the list from look-up i on
// is done by the stop, as planned.
func (s *sim) catchUp(a *account, i uint64, now int64) {
	l := a.lane
	total := l.pace.worked(a.camp.stop)
	planned := total - l.pace.worked(l.pace.at(i))
	if left := total - l.pace.worked(now); left > 0 && planned > 0 {
		l.ease = ease{left, planned}
	}
}

// goesOn leaves the entries to themselves that are refused: look-ups i and on
// are made at their times, and refused, until the portal answers again.
func (s *sim) goesOn(a *account, v portal.Visit, i uint64, now int64, r refusal) {
	l, c := a.lane, a.camp
	before := &l.segments[len(l.segments)-1]
	if l.away(&v, now) && r.why != event.SessionRevoked { // the session is over
		s.resume(a, v, i, now, false)
		return
	}
	if c.rotates() && s.ofAddress(r) { // the next look-up has another address
		s.resume(a, v, i, max(now, l.time(before, i)), false)
		return
	}
	seg := segment{visit: v, from: now, to: forever, first: i, warp: before.warp, why: r.why, resumed: true}
	if first := l.first(&seg, now); first > i {
		seg.first = first // those between came while the answer was awaited
	}
	s.begin(a, seg, now)
	n := len(l.segments)
	s.tally(a, n, seg.first)
	if r.why != event.SessionRevoked {
		s.reopens(a, v, now)
	}
	if r.until >= c.end {
		return
	}
	s.at(r.until, func(now int64) {
		if n == len(l.segments) && l.segments[n-1].to == forever {
			s.close(a, &l.segments[n-1], now)
			l.refusals = 0
			v.Truth.Phase = event.Scrape
			last := l.segments[n-1].last
			s.resume(a, v, last, max(now+calendar.Second, l.time(&l.segments[n-1], last)), false)
		}
	})
}

// reopens has a lane whose look-ups are refused sign in anew where its session
// would have been closed, by age or after a pause.
func (s *sim) reopens(a *account, v portal.Visit, now int64) {
	l, n := a.lane, len(a.lane.segments)
	limits, seg, last := &s.p.w.Scenario.Portal, &l.segments[n-1], now
	for i := seg.first; i < l.left; i++ {
		ts := l.time(seg, i)
		if ts >= s.until(a.camp) {
			return
		}
		if ts-last > int64(limits.SessionIdle)-calendar.Minute || ts-l.since > int64(limits.SessionLimit)*9/10 {
			s.at(max(now, ts-opening), func(now int64) {
				if n == len(l.segments) && l.segments[n-1].to == forever {
					s.close(a, &l.segments[n-1], now)
					v.Truth.Phase = event.Scrape
					s.resume(a, v, l.segments[n-1].last, now, true)
				}
			})
			return
		}
		last = ts
	}
}

// ofAddress reports whether a refusal is for the address alone.
func (s *sim) ofAddress(r refusal) bool {
	return r.why == event.Banned || s.p.w.Scenario.Controls[r.by-1].Scope == scenarios.PerAddress
}

// resume comes back to look-up i of the lane at an instant, in a new session
// where it wants one or the old one is closed.
func (s *sim) resume(a *account, v portal.Visit, i uint64, at int64, fresh bool) {
	if a.lane.how == scenarios.SessionTheft {
		s.resumeRide(a, i, at)
		return
	}
	s.at(s.up(at), func(now int64) {
		l, c := a.lane, a.camp
		if l.stopped || now >= s.until(c) || i >= l.left {
			return
		}
		limits := &s.p.w.Scenario.Portal
		old := now-l.since > min(renewalFrom, int64(limits.SessionLimit)*3/4) || now-s.told(&v) > int64(limits.SessionIdle)-calendar.Minute
		if !fresh && !old {
			v.Truth.Phase = event.Scrape
			s.back(a, v, i, now)
			return
		}
		v := s.visit(c, l, now, event.Scrape)
		if s.shutOut(a, &v, now) {
			return
		}
		if s.takenAway(a) {
			s.lost(a, v, now)
			return
		}
		if after := s.clear(now, s.entering(a, &v, now)); after != now {
			s.resume(a, v, i, after, true)
			return
		}
		now, in := s.signIn(a, v, now)
		if !in {
			s.keptOut(a, v, now, func(again int64) { s.resume(a, v, i, again, true) })
			return
		}
		s.session(a, &v, now, now, 1)
		l.since = l.signedIn(now)
		s.at(now+between(l.key.At2(71, uint64(l.steps)), 2*calendar.Second, 6*calendar.Second), func(now int64) { s.back(a, v, i, now) })
	})
}

// told is when the journal last saw a session.
func (s *sim) told(v *portal.Visit) int64 {
	if n, known := s.sessions[s.stint(v)]; known {
		return s.p.journal.Sessions[n].To
	}
	return 0
}

// back makes look-up i at an instant and the rest of the list behind it, or is
// refused once more.
func (s *sim) back(a *account, v portal.Visit, i uint64, now int64) {
	l := a.lane
	if l.stopped || now >= s.until(a.camp) {
		return
	}
	num, den := l.ease.of()
	seg := segment{number: l.sitting(), visit: v, from: now, to: forever, first: i, warp: l.from(i, now+1, num, den), resumed: true, bare: true}
	if s.watch.on || len(s.banned) > 0 {
		v = s.p.seat(a.camp, l, &seg, i, now, 0)
		if r := s.peek(a, &v, now); r.why != event.NoReason {
			s.met(a, v, i, now, r)
			return
		}
	}
	s.begin(a, seg, now)
}

// peek is the verdict on a look-up that is not made yet.
func (s *sim) peek(a *account, v *portal.Visit, now int64) refusal {
	y, r := s.atDoor(a, v, now)
	if r.why != event.NoReason {
		return r
	}
	for _, x := range s.watch.limits {
		if b := x.state[x.key(a, y)]; b != nil && now < b.blocked && x.ctl.Type != scenarios.Tarpit {
			return refusal{x.reply, x.why, b.blocked, x.id}
		}
	}
	return refusal{}
}

// shutOut is a sign-in from a banned address, where the pool has no other: it
// is refused, and tried again when the ban is over, or never.
func (s *sim) shutOut(a *account, v *portal.Visit, now int64) bool {
	b, out := s.outlaw(v.Addr, now)
	if !out {
		return false
	}
	l := a.lane
	if n := len(l.segments); n > 0 {
		s.close(a, &l.segments[n-1], now)
	}
	own := *v
	own.Truth.Phase = event.Adapt
	s.play(a, action{do: doSignIn, visit: own, step: l.step(a.camp, now), why: event.Banned})
	if b.until >= a.camp.end {
		s.giveUp(a, &own, now)
		return true
	}
	s.at(b.until+between(l.key.At2(72, uint64(l.steps)), calendar.Second, calendar.Minute), func(now int64) { s.enter(a, now) })
	return true
}

// recover is what becomes of an account that was reset.
func (s *sim) recover(a *account, v *portal.Visit, now int64) {
	l, c := a.lane, a.camp
	m := c.move(scenarios.OnAccountReset)
	switch {
	case m.Move == scenarios.StopMove && s.watch.on:
		s.abandon(c, v, now)
	case m.Move == scenarios.Next && len(l.segments) > 0:
		own := *v
		if last := &l.segments[len(l.segments)-1]; last.visit.Session != v.Session { // a sign-in was refused: there is only the old one
			own = s.p.lastSeat(c, l, last)
		}
		s.presses(a, own, now)
	case m.Move == scenarios.Backoff:
		s.knocks(a, *v, now, 1)
	case m.Move == scenarios.Reacquire && l.key.At2(73, uint64(a.revoked)).Chance(int64(m.Share)):
		s.adapts(a, v, now, "waits_for_the_account")
		s.at(now+int64(m.Delay), func(now int64) { s.reacquire(a, now, 0) })
	default:
		s.giveUp(a, v, now)
	}
}

// reacquire gets an account back by another reset through the mailbox, once its
// owner has had it opened again: it looks each day for a week.
func (s *sim) reacquire(a *account, now int64, tries int) {
	l, c := a.lane, a.camp
	if l.stopped || now >= s.until(c) {
		return
	}
	v := s.visit(c, l, now, event.Adapt)
	if a.reset {
		if tries == 7 {
			s.giveUp(a, &v, now)
			return
		}
		s.at(now+aDay, func(now int64) { s.reacquire(a, now, tries+1) })
		return
	}
	if s.shutOut(a, &v, now) {
		return
	}
	if after := s.clear(now, byMail); after != now {
		s.at(after, func(now int64) { s.reacquire(a, now, tries) })
		return
	}
	now = s.up(s.resetByMail(a, &v, s.up(now)))
	l.refusals, l.since = 0, now
	s.at(now, func(now int64) {
		if n := len(l.segments); n > 0 {
			if c.sc.Pacing.Rate.Unit == scenarios.NoRate { // with a rate it is done later
				s.catchUp(a, l.segments[n-1].last, now)
			}
			s.resume(a, v, l.segments[n-1].last, now, true)
		} else {
			s.enter(a, now)
		}
	})
}

// abandon ends a campaign as a whole at an instant; what other lanes do until
// then is played first.
func (s *sim) abandon(c *resolved, v *portal.Visit, at int64) {
	own := *v
	s.at(at, func(now int64) { s.abandonNow(c, &own, now) })
}

func (s *sim) abandonNow(c *resolved, v *portal.Visit, now int64) {
	for _, l := range c.lanes {
		a := s.accounts[l]
		if n := len(l.segments); n > 0 && l.segments[n-1].to == forever {
			s.close(a, &l.segments[n-1], now)
		}
		if !l.stopped {
			l.stopped = true
			s.note(a, now, event.Stop, "campaign_stopped", v)
		}
	}
}

// worked returns when so much working time of a defender is over: an hour of
// the office counts three times.
func (s *sim) worked(now, todo int64) int64 {
	cal := s.p.w.Calendar
	for now < cal.Day(cal.Last()).Start {
		d := cal.Of(now)
		open, shut := d.At(9*calendar.Hour), d.At(17*calendar.Hour)
		speed, until := int64(1), d.Start+d.Length
		switch weekend := d.Weekday == 0 || d.Weekday == 6 || d.Bank; {
		case weekend:
		case now < open:
			until = open
		case now < shut:
			speed, until = 3, shut
		}
		if todo <= (until-now)*speed {
			return now + todo/speed
		}
		todo -= (until - now) * speed
		now = until
	}
	return now + todo
}

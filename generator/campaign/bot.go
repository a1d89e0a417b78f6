package campaign

import (
	"slices"

	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

const ownerIdle = scenarios.OwnerIdle

// step names and keys the next scripted step of a lane.
func (l *lane) step(c *resolved, ts int64) portal.Step {
	l.steps++
	name := portal.ScriptName(c.name, l.number, l.steps)
	return portal.Step{Name: name, TS: ts, Key: l.key.At2(20, uint64(l.steps))}
}

// visit is the context of a lane's session at a time: the address of the
// epoch, the campaign's client.
func (s *sim) visit(c *resolved, l *lane, now int64, phase event.Phase) portal.Visit {
	v := portal.Visit{Account: l.account, Auth: event.Password, Browser: c.sc.Client.StaticAssets || c.sc.Client.FullFlow, ColdCache: l.steps == 0}
	v.Session = portal.ScriptName(c.name, l.number, 1<<21+l.steps)
	n := l.sitting()
	if phase == event.Acquire {
		n = acquiring
	}
	s.locate(c, l, &v, n, now)
	s.dress(c, l, &v, now)
	v.Truth = event.Truth{Label: event.Attack, Phase: phase, Purpose: event.ListScraping, Actor: event.Bot, Number: uint16(l.number + 1), Campaign: c.id}
	if phase == event.Acquire {
		v.Truth.Purpose = event.AccountTakeover
	}
	if l.how == scenarios.Insider {
		s.rightful(l, &v, now, phase)
	}
	return v
}

// sitting numbers the session that a lane opens next, and a new one after each
// change of address.
func (l *lane) sitting() int { return len(l.segments) | l.turned<<32 }

// acquiring numbers the session of the acquisition, beyond those of segments.
const acquiring = 1 << 24

// address is the pool's address that a lane uses at a time: one an account,
// changed when its lifetime is over; a banned one is passed over while the
// pool has others.
func (s *sim) address(c *resolved, l *lane, now int64) (event.Addr, uint16, uint16) {
	epoch := uint64(0)
	if life := c.life(); life > 0 {
		epoch = uint64(l.epoch(c, now))
	}
	if len(c.pool.near) > 0 {
		key := l.key.At2(51, epoch)
		if l.turned > 0 {
			key = key.At(uint64(l.turned))
		}
		x := s.p.pick(c, l, key, now)
		return x.addr, x.net, x.place
	}
	pool := len(c.pool.exits)
	// Lanes walk the pool in step, each from a place of its own, so that all
	// addresses come into use.
	perm := random.NewPerm(c.key.At2(8, epoch), uint64(pool))
	first := int(perm.At(uint64((l.number + l.turned) % pool)))
	x := c.pool.exits[first]
	for i := range pool {
		y := c.pool.exits[(first+i)%pool]
		if _, out := s.outlaw(y.addr, now); !out {
			x = y
			break
		}
	}
	return x.addr, x.net, x.place
}

// play adds a scripted step of the threat actor and notes the address.
func (s *sim) play(a *account, act action) {
	s.p.script = append(s.p.script, act)
	s.seen(a, &act.visit, act.step.TS)
	s.tried(a, &act)
}

// seen notes that a campaign used an account.
func (s *sim) seen(a *account, v *portal.Visit, ts int64) {
	iv := a.interval
	if iv.First == 0 {
		iv.First = ts
	}
	iv.Last = max(iv.Last, ts)
	s.from(a, v, ts)
}

// from notes that a campaign used an account from an address.
func (s *sim) from(a *account, v *portal.Visit, ts int64) {
	at := use{v.Addr, v.Truth.Campaign}
	u := s.used[at]
	if u == nil {
		u = &event.AddressInterval{Addr: v.Addr, Net: v.Net, Place: v.Place, Campaign: v.Truth.Campaign, First: ts}
		s.used[at] = u
		s.uses = append(s.uses, u)
	}
	if !slices.ContainsFunc(a.addrs, func(x *event.AddressInterval) bool { return x.Addr == v.Addr }) {
		a.addrs = append(a.addrs, u)
	}
	u.First, u.Last = min(u.First, ts), max(u.Last, ts)
}

// booked notes what the look-ups of a segment did up to a moment: the address
// of each. It returns when the last event was, and how many there were, the
// sign-in with them.
func (s *sim) booked(a *account, seg *segment, last uint64) (ts, events int64) {
	_, ts, events = s.bookedFrom(a, seg, last)
	if !seg.resumed {
		ts, events = max(ts, seg.from), events+1
	}
	return ts, events
}

// bookedFrom is booked without a sign-in, and tells the first event too.
func (s *sim) bookedFrom(a *account, seg *segment, last uint64) (first, ts, events int64) {
	l, c := a.lane, a.camp
	first = forever
	note := func(i uint64, at int64) {
		first, ts, events = min(first, at), max(ts, at), events+1
		if c.rotates() {
			v := s.p.seat(c, l, seg, i, at, at)
			s.from(a, &v, at)
		}
	}
	for i := seg.first; i < last; i++ {
		at := l.time(seg, i)
		note(i, at)
		if seg.why == event.NoReason {
			l.ahead(c, seg, i, forever, func(ts int64) { note(i, ts) })
		}
	}
	if seg.tail.until != 0 && last == seg.last {
		l.ahead(c, seg, last, seg.tail.until, func(ts int64) { note(last, ts) })
	}
	return first, ts, events
}

// note adds a line to the campaign's journal.
func (s *sim) note(a *account, ts int64, phase event.Phase, what string, v *portal.Visit) {
	s.p.journal.Campaigns = append(s.p.journal.Campaigns, event.CampaignEntry{
		TS: ts, Campaign: a.camp.id, Phase: phase, Action: what, Account: a.index, Addr: v.Addr,
	})
}

// acquire takes the account over, tries it, and queues the campaign proper.
func (s *sim) acquire(a *account, now int64) {
	c, l := a.camp, a.lane
	if now = s.up(s.opened(now)); now >= c.end { // the service stays closed until it is over
		return
	}
	a.interval.AcquiredAt = now
	v := s.visit(c, l, now, event.Acquire)
	if s.turnedAway(a, &v, now) {
		return
	}
	if a.reset && v.Auth == event.Password { // another campaign had it before
		s.lost(a, v, now)
		return
	}
	known := a.ownerKnows || v.Auth != event.Password
	span := int64(c.sc.Access.Validate.LookUps) * slowTrial
	if !known || l.how == scenarios.MailboxReset {
		span += byMail
	}
	if known && s.p.w.Base.Asked(a.index, now) != 0 {
		span += byPhone
	}
	if after := s.clear(now, span); after != now {
		s.at(after, func(now int64) { s.acquire(a, now) })
		return
	}
	switch {
	case l.how == scenarios.MailboxReset:
		now = s.resetByMail(a, &v, now)
	case !known: // somebody has changed the password that it has
		s.note(a, now, event.Acquire, "credentials_tried", &v)
		s.play(a, action{do: doSignIn, visit: v, step: l.step(c, now), why: event.BadCredentials})
		now = s.resetByMail(a, &v, s.up(now+between(l.key.At(12), 15*calendar.Second, 60*calendar.Second)))
	case l.how == scenarios.Insider, l.how == scenarios.SelfRegistration:
		a.botKnows = true
	default:
		a.botKnows = true
		s.note(a, now, event.Acquire, "credentials_tried", &v)
		if l.key.At(11).Chance(300_000) { // the list's password is not always the first one tried
			s.play(a, action{do: doSignIn, visit: v, step: l.step(c, now), why: event.BadCredentials})
			now += between(l.key.At(12), 2*calendar.Second, 20*calendar.Second)
		}
	}
	if now = s.unbroken(s.up(now), c.sc.Access.Validate.LookUps); a.interval.First == 0 {
		a.interval.AcquiredAt = now
	}
	s.note(a, now, event.Acquire, takenBy(l.how), &v)
	l.since = now
	now, in := s.signsIn(a, &v, now)
	begin := l.pace.at(0) - between(l.key.At(13), 4*calendar.Second, 15*calendar.Second)
	if !in {
		s.keptOut(a, v, now, func(again int64) { s.at(max(begin, again), func(now int64) { s.enter(a, now) }) })
		return
	}
	s.validate(a, v, now)
	s.at(max(begin, now+calendar.Second), func(now int64) { s.enter(a, now) })
}

// turnedAway is a first sign-in from an address that is banned because of others:
// it is refused, and tried again when the ban is over, or never.
func (s *sim) turnedAway(a *account, v *portal.Visit, now int64) bool {
	b, out := s.outlaw(v.Addr, now)
	if !out {
		return false
	}
	l := a.lane
	s.play(a, action{do: doSignIn, visit: *v, step: l.step(a.camp, now), why: event.Banned})
	if b.until >= s.until(a.camp) {
		s.giveUp(a, v, now)
		return true
	}
	s.at(b.until+between(l.key.At2(72, uint64(l.steps)), calendar.Second, calendar.Minute), func(now int64) { s.acquire(a, now) })
	return true
}

// chooseAt gives the account, at an instant to come, a password that its threat
// actor chooses then: one of an insider is known to the owner's side. Until then
// the old one is in force.
func (s *sim) chooseAt(a *account, ts int64) {
	a.botKnows, a.chosen = true, max(a.chosen, ts)
	s.at(ts, func(now int64) {
		switch {
		case a.reset: // a control was quicker
		case a.lane.how == scenarios.Insider:
			a.ownerChose(now)
			a.botKnows = true
		default:
			a.stolenBy(a, now)
		}
	})
}

// resetByMail chooses a new password through the owner's mailbox and returns
// when the sign-in with it follows.
func (s *sim) resetByMail(a *account, v *portal.Visit, now int64) int64 {
	c, l := a.camp, a.lane
	s.note(a, now, event.Acquire, "password_reset_through_mailbox", v)
	s.play(a, action{do: doRequestReset, visit: *v, step: l.step(c, now)})
	now = s.up(now + between(l.key.At2(14, uint64(l.steps)), 30*calendar.Second, 150*calendar.Second))
	s.play(a, action{do: doSetPassword, visit: *v, step: l.step(c, now), why: event.ForgottenPassword})
	s.chooseAt(a, now)
	return now + between(l.key.At2(15, uint64(l.steps)), 3*calendar.Second, 20*calendar.Second)
}

// validate makes the trial look-ups, by hand, in the session just opened.
func (s *sim) validate(a *account, v portal.Visit, now int64) {
	c, l := a.camp, a.lane
	n := c.sc.Access.Validate.LookUps
	from := now
	v.Truth.Phase, v.Truth.Purpose = event.Validate, event.AccessCheck
	for i := range n {
		now = s.up(now + between(l.key.At2(16, uint64(i)), 6*calendar.Second, slowTrial))
		if s.p.closed(now) != nil {
			n = i // no more of them
			break
		}
		holder := c.list.trial[l.number*n+i]
		en := entry{nir: s.p.w.Persons.NIR(holder), holder: holder, hit: true}
		s.play(a, action{do: doLookUp, visit: v, step: l.step(c, now), entry: en})
	}
	if n > 0 {
		s.note(a, now, event.Validate, "trial_look_ups_done", &v)
	}
	a.interval.LookUps += int64(n)
	s.session(a, &v, from, now, int64(n)+1)
}

// stint names the campaign's part in the session of a visit.
func (s *sim) stint(v *portal.Visit) stint {
	return stint{s.p.w.IDs.Session(v.Session), v.Truth.Campaign}
}

// session notes a session of the threat actor in the truth.
func (s *sim) session(a *account, v *portal.Visit, from, to, events int64) {
	at := s.stint(v)
	if n, known := s.sessions[at]; known { // gone on with after a pause, or in a stolen one
		t := &s.p.journal.Sessions[n]
		t.From, t.To, t.Attack = min(t.From, from), max(t.To, to), t.Attack+events
		return
	}
	s.sessions[at] = len(s.p.journal.Sessions)
	s.p.journal.Sessions = append(s.p.journal.Sessions, event.SessionTruth{
		Session: at.session, Account: a.index, Addr: v.Addr, Campaign: a.camp.id, From: from, To: to, Attack: events,
	})
}

// enter signs in for the campaign proper, or again when a session grows old.
// Where the password no longer works, the mailbox gives a new one.
func (s *sim) enter(a *account, now int64) {
	c, l := a.camp, a.lane
	if len(l.segments) == 0 && now >= l.pace.last() {
		l.late(c, now)
	}
	if now >= c.end || l.stopped {
		return
	}
	if l.done(c, now) {
		s.over(a, now)
		return
	}
	v := s.visit(c, l, now, event.Scrape)
	if s.takenAway(a) {
		s.lost(a, v, now)
		return
	}
	if now >= s.until(c) || s.shutOut(a, &v, now) {
		return
	}
	if until, _, down := s.p.w.Portal.Down(now); down {
		s.enterLater(a, v, now, until)
		return
	}
	if after := s.clear(now, s.entering(a, &v, now)); after != now {
		if n := len(l.segments); n > 0 {
			s.close(a, &l.segments[n-1], now) // it may be too old by then; look-ups in between are made up
		}
		s.at(after, func(now int64) { s.enter(a, now) })
		return
	}
	now, in := s.signIn(a, v, now)
	if !in {
		if n := len(l.segments); n > 0 {
			s.close(a, &l.segments[n-1], now)
		}
		s.keptOut(a, v, now, func(again int64) { s.at(again, func(now int64) { s.enter(a, now) }) })
		return
	}
	if len(l.segments) == 0 {
		s.note(a, now, event.Scrape, "scraping_begun", &v)
		if now >= l.pace.at(0) { // the way in took longer than planned: all look-ups move up to the stop
			l.late(c, now)
		}
	}
	s.open(a, v, now)
}

// signIn opens a session, by way of the mailbox where the password no longer
// works, and returns when it is open, if it is.
func (s *sim) signIn(a *account, v portal.Visit, now int64) (at int64, in bool) {
	c, l := a.camp, a.lane
	if !a.botKnows {
		s.play(a, action{do: doSignIn, visit: v, step: l.step(c, now), why: event.BadCredentials})
		now += between(l.key.At2(17, uint64(l.steps)), 15*calendar.Second, 60*calendar.Second)
		adapt := v
		adapt.Truth.Phase = event.Adapt
		now = s.up(s.resetByMail(a, &adapt, now))
	}
	return s.signsIn(a, &v, now)
}

// renewal is the age at which the threat actor replaces a session, well before
// the portal closes it.
const (
	renewalFrom = 3*calendar.Hour + 5*calendar.Minute
	renewalTo   = 3*calendar.Hour + 40*calendar.Minute
)

// open begins a segment, closes the one before it, and queues the next
// sign-in.
func (s *sim) open(a *account, v portal.Visit, now int64) {
	l := a.lane
	seg, next := segment{visit: v, from: now, to: forever}, uint64(0)
	if n := len(l.segments); n > 0 {
		s.close(a, &l.segments[n-1], now)
		seg.warp, next = l.segments[n-1].warp, l.segments[n-1].last
	}
	l.since, seg.first = l.signedIn(now), next
	if seg.first = l.first(&seg, now); seg.first > next && next < l.left {
		l.makeUp(&seg, next, now, a.camp.stop)
	}
	s.begin(a, seg, now)
	if len(l.segments) == 1 {
		s.at(min(a.camp.end-1, l.pace.last()), func(now int64) { s.over(a, now) })
	}
}

// close ends a segment at a time and books it.
func (s *sim) close(a *account, seg *segment, at int64) {
	l := a.lane
	if seg.to != forever {
		return
	}
	seg.to, seg.last = at, max(l.first(seg, at), seg.first)
	if have := l.left; seg.last > have {
		seg.last = max(have, seg.first)
	}
	if l.how == scenarios.SessionTheft {
		s.closeRide(a, seg)
		return
	}
	last, events := s.booked(a, seg, seg.last)
	for o := range s.p.w.Portal.Outages(seg.from, at) {
		l.tries(&s.p.w, o, seg, func(_ int, i uint64, ts int64) {
			last = max(last, ts)
			events++
			v := s.p.seat(a.camp, l, seg, i, ts, ts)
			s.from(a, &v, ts)
		})
	}
	if events == 0 {
		return
	}
	a.interval.Last = max(a.interval.Last, last)
	if !a.camp.rotates() {
		s.from(a, &seg.visit, last)
	}
	if seg.why == event.NoReason {
		a.interval.LookUps += int64(seg.last - seg.first)
	}
	s.session(a, &seg.visit, seg.from, last, events)
}

// late has the lane begin its look-ups after an instant, unless a day holds no
// more of them: then they are made up for one by one.
func (l *lane) late(c *resolved, now int64) {
	if c.sc.Pacing.MaxPerDay > 0 {
		return
	}
	l.pace.late(now+2*calendar.Second, c.stop, c.sc.Pacing.Rate.Unit != scenarios.NoRate)
}

// left is how many look-ups the list holds for a lane in all.
func (c *resolved) left(l *lane) uint64 {
	last := &c.list.batches[len(c.list.batches)-1]
	return c.deal.left(l.number, last.first+last.entries)
}

// over ends a campaign that nobody stopped.
func (s *sim) over(a *account, now int64) {
	l := a.lane
	n := len(l.segments)
	if n == 0 || l.segments[n-1].to != forever {
		return
	}
	seg := &l.segments[n-1]
	if end := min(l.ends(seg), a.camp.end-1); end > now { // it is later than planned
		s.at(end, func(now int64) { s.over(a, now) })
		return
	}
	s.close(a, seg, now+1)
	s.note(a, now, event.Stop, "scraping_ended", &seg.visit)
}

// ends returns a time after which a segment has no look-up any more.
func (l *lane) ends(seg *segment) int64 {
	if seg.warp.den == 0 || l.left == 0 {
		return l.pace.last()
	}
	return min(l.time(seg, l.left-1)+1, l.pace.shut())
}

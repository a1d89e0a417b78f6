package campaign

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/population"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

const ownerIdle = scenarios.OwnerIdle

// step names and keys the next scripted step of a lane.
func (l *lane) step(c *resolved, ts int64) portal.Step {
	l.steps++
	name := portal.StepName(portal.ScriptKind, uint32(c.id)<<16|uint32(l.number), l.steps)
	return portal.Step{Name: name, TS: ts, Key: l.key.At2(20, uint64(l.steps))}
}

// visit is the context of a lane's session at a time: the address of the
// epoch, the campaign's client.
func (s *sim) visit(c *resolved, l *lane, now int64, phase event.Phase) portal.Visit {
	v := portal.Visit{Account: l.account, Auth: event.Password, Browser: c.sc.Client.StaticAssets || c.sc.Client.FullFlow, ColdCache: l.steps == 0}
	v.Session = portal.StepName(portal.ScriptKind, uint32(c.id)<<16|uint32(l.number), 1<<24+l.steps)
	v.Addr, v.Net, v.Place = s.address(c, l, now)
	if c.sc.Client.UserAgent == scenarios.FixedAgent {
		v.UserAgent = population.FixedAgent(int(c.key.At(6).Below(1 << 16)))
	} else {
		v.UserAgent = population.LibraryAgent(int(c.key.At(6).Below(1 << 16)))
	}
	v.ClientFP = c.key.At(7).Uint64() | 1
	v.Truth = event.Truth{Label: event.Attack, Phase: phase, Purpose: event.ListScraping, Actor: event.Bot, Number: uint16(l.number + 1), Campaign: c.id}
	if phase == event.Acquire {
		v.Truth.Purpose = event.AccountTakeover
	}
	return v
}

// address is the pool's address that a lane uses at a time: one an account,
// changed when its lifetime is over; a banned one is passed over while the
// pool has others.
func (s *sim) address(c *resolved, l *lane, now int64) (event.Addr, uint16, uint16) {
	epoch := uint64(0)
	if life := int64(c.sc.Rotation.IPLifetime); life > 0 && c.sc.Rotation.IP != scenarios.NeverRotate {
		epoch = uint64(now / life)
	}
	pool := max(c.sc.Network.Pool, 1)
	// Lanes walk the pool in step, each from a place of its own, so that all
	// addresses come into use.
	perm := random.NewPerm(c.key.At2(8, epoch), uint64(pool))
	first := int(perm.At(uint64(l.number % pool)))
	for i := range pool {
		addr, net, place := s.host(c, (first+i)%pool)
		if at, out := s.banned[addr]; !out || now < at {
			return addr, net, place
		}
	}
	return s.host(c, first)
}

// host is address i of the campaign's pool.
func (s *sim) host(c *resolved, i int) (event.Addr, uint16, uint16) {
	return s.p.w.Accounts.Networks().Hosting(c.sc.Network.Kind, c.sc.Network.Countries, c.key.At(9), i)
}

// play adds a scripted step of the threat actor and notes the address.
func (s *sim) play(a *account, act action) {
	s.p.script = append(s.p.script, act)
	s.seen(a, &act.visit, act.step.TS)
}

// seen notes that a campaign used an account from an address.
func (s *sim) seen(a *account, v *portal.Visit, ts int64) {
	iv := a.interval
	if iv.First == 0 {
		iv.First = ts
	}
	iv.Last = max(iv.Last, ts)
	u := s.used[v.Addr]
	if u == nil {
		u = &event.AddressInterval{Addr: v.Addr, Net: v.Net, Place: v.Place, Campaign: v.Truth.Campaign, First: ts}
		s.used[v.Addr] = u
		s.addrs = append(s.addrs, v.Addr)
	}
	u.Last = max(u.Last, ts)
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
	now = s.up(now)
	a.interval.AcquiredAt = now
	v := s.visit(c, l, now, event.Acquire)
	if l.how == scenarios.MailboxReset {
		now = s.resetByMail(a, &v, now)
	} else {
		a.botKnows = true
		s.note(a, now, event.Acquire, "credentials_tried", &v)
		if l.key.At(11).Chance(300_000) { // the list's password is not always the first one tried
			s.play(a, action{do: doSignIn, visit: v, step: l.step(c, now), why: event.BadCredentials})
			now += between(l.key.At(12), 2*calendar.Second, 20*calendar.Second)
		}
	}
	now = s.up(now)
	s.note(a, now, event.Acquire, "account_taken_over", &v)
	s.play(a, action{do: doSignIn, visit: v, step: l.step(c, now), ok: true})
	s.validate(a, v, now)
	begin := l.pace.at(0) - between(l.key.At(13), 4*calendar.Second, 15*calendar.Second)
	s.at(max(begin, now+calendar.Second), func(now int64) { s.enter(a, now) })
}

// resetByMail chooses a new password through the owner's mailbox and returns
// when the sign-in with it follows.
func (s *sim) resetByMail(a *account, v *portal.Visit, now int64) int64 {
	c, l := a.camp, a.lane
	s.note(a, now, event.Acquire, "password_reset_through_mailbox", v)
	s.play(a, action{do: doRequestReset, visit: *v, step: l.step(c, now)})
	now = s.up(now + between(l.key.At2(14, uint64(l.steps)), 30*calendar.Second, 150*calendar.Second))
	s.play(a, action{do: doSetPassword, visit: *v, step: l.step(c, now), why: event.ForgottenPassword})
	a.botKnows, a.ownerKnows = true, false
	return now + between(l.key.At2(15, uint64(l.steps)), 3*calendar.Second, 20*calendar.Second)
}

// validate makes the trial look-ups, by hand, in the session just opened.
func (s *sim) validate(a *account, v portal.Visit, now int64) {
	c, l := a.camp, a.lane
	n := c.sc.Access.Validate.LookUps
	from := now
	v.Truth.Phase, v.Truth.Purpose = event.Validate, event.AccessCheck
	for i := range n {
		now = s.up(now + between(l.key.At2(16, uint64(i)), 6*calendar.Second, 80*calendar.Second))
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

// session notes a session of the threat actor in the truth.
func (s *sim) session(a *account, v *portal.Visit, from, to, events int64) {
	s.p.journal.Sessions = append(s.p.journal.Sessions, event.SessionTruth{
		Session: s.p.w.IDs.Session(v.Session), Account: a.index, Addr: v.Addr, Campaign: a.camp.id, From: from, To: to, Attack: events,
	})
}

// enter signs in for the campaign proper, or again when a session grows old.
// Where the password no longer works, the mailbox gives a new one.
func (s *sim) enter(a *account, now int64) {
	c, l := a.camp, a.lane
	if len(l.segments) == 0 && now >= l.pace.last() {
		l.late(c, now)
	}
	if now >= c.end || s.p.defended && now >= c.stop || a.reset || now >= l.pace.last() {
		return
	}
	v := s.visit(c, l, now, event.Scrape)
	if until, _, down := s.p.w.Portal.Down(now); down {
		s.enterLater(a, v, now, until)
		return
	}
	if !a.botKnows {
		s.play(a, action{do: doSignIn, visit: v, step: l.step(c, now), why: event.BadCredentials})
		now += between(l.key.At2(17, uint64(l.steps)), 15*calendar.Second, 60*calendar.Second)
		adapt := v
		adapt.Truth.Phase = event.Adapt
		now = s.up(s.resetByMail(a, &adapt, now))
	}
	s.play(a, action{do: doSignIn, visit: v, step: l.step(c, now), ok: true})
	if len(l.segments) == 0 {
		s.note(a, now, event.Scrape, "scraping_begun", &v)
		if now >= l.pace.at(0) { // the way in took longer than planned: all look-ups move up to the stop
			l.late(c, now)
		}
	}
	s.open(a, v, now)
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
	if n := len(l.segments); n > 0 {
		s.close(a, &l.segments[n-1], now)
	}
	l.segments = append(l.segments, segment{visit: v, from: now, to: forever, first: l.pace.first(now)})
	s.at(s.renewal(l, now), func(now int64) { s.enter(a, now) })
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
	seg.to, seg.last = at, max(l.pace.first(at), seg.first)
	if have := l.left; seg.last > have {
		seg.last = max(have, seg.first)
	}
	last, events := seg.from, int64(1)
	for i := seg.first; i < seg.last; i++ {
		last = l.pace.at(i)
		events++
		if _, failed := l.fails(i, last, seg); failed {
			events++
		}
	}
	for o := range s.p.w.Portal.Outages(seg.from, at) {
		l.tries(o, seg, l.left, func(_ int, _ uint64, ts int64) {
			last = max(last, ts)
			events++
		})
	}
	s.seen(a, &seg.visit, last)
	a.interval.LookUps += int64(seg.last - seg.first)
	s.session(a, &seg.visit, seg.from, last, events)
}

// late has the lane begin its look-ups after an instant.
func (l *lane) late(c *resolved, now int64) {
	l.pace.late(now+2*calendar.Second, c.stop, c.sc.Pacing.Rate.Unit != scenarios.NoRate)
}

// left is how many look-ups the list holds for a lane in all.
func (c *resolved) left(l *lane) uint64 {
	last := &c.list.batches[len(c.list.batches)-1]
	return c.deal.left(l.number, last.first+last.entries)
}

// over ends a campaign that nobody stopped.
func (s *sim) over(a *account, now int64) {
	if n := len(a.lane.segments); n > 0 && a.lane.segments[n-1].to == forever {
		seg := &a.lane.segments[n-1]
		s.close(a, seg, now+1)
		s.note(a, now, event.Stop, "scraping_ended", &seg.visit)
	}
}

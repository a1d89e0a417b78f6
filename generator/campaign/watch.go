package campaign

import (
	"slices"

	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/nir"
	"breachsim/generator/portal"
	"breachsim/generator/traffic"
	"breachsim/output/rules"
	"breachsim/scenarios"
)

// Controls that judge what the log says are played look-up by look-up, over the
// stolen accounts only: the campaign's look-ups and the owner's, in order of
// time. Where all controls go by the clock nothing of this happens.
//
//	campaign's look-ups ─┐                    ┌─► answered ─► counters ─► alert ─► control, later
//	owner's look-ups ────┴─► ban, reset, limit┤
//	                                          └─► refused ──► reaction of the campaign
type watch struct {
	on      bool // from the start; controls by the clock switch it on when they act
	rules   []trigger
	params  rules.Params // of R1 and R4
	limits  []*limit
	persons bool // some rule asks who was looked up
	rates   map[event.Addr]*rules.Rate
	blocked map[event.Addr][]ban // addresses that a limit refused
	cursors map[uint8]*cursor
	asking  map[uint64]bool // sessions whose honest users are being asked
}

// trigger is a control that a detection triggers.
type trigger struct {
	id  uint8
	ctl *scenarios.Control
}

func newWatch(p *Plan) watch {
	w := watch{params: rules.Defaults(), rates: map[event.Addr]*rules.Rate{}, blocked: map[event.Addr][]ban{},
		cursors: map[uint8]*cursor{}, asking: map[uint64]bool{}}
	w.on = slices.ContainsFunc(p.campaigns, (*resolved).minds)
	if !p.defended {
		return w
	}
	for i := range p.w.Scenario.Controls {
		ctl, id := &p.w.Scenario.Controls[i], uint8(i+1)
		switch {
		case ctl.ByRule():
			w.rules = append(w.rules, trigger{id, ctl})
			w.persons = w.persons || ctl.Detect.Rule != 1 && ctl.Detect.Rule != 4
		case ctl.Standing():
			w.limits = append(w.limits, newLimit(id, ctl))
		}
	}
	w.on = w.on || len(w.rules)+len(w.limits)+len(p.closings) > 0
	return w
}

// look is one look-up as the portal and its detectors see it.
type look struct {
	ts       int64
	session  uint64
	addr     event.Addr
	nir      nir.NIR
	answered bool // found, not found or without rights
	notFound bool
	attack   bool
	holder   uint32      // whose number it is, of the campaign's
	canary   uint8       // 1 + the control whose canary was found; 0 = none
	name     portal.Name // of the event
}

// begin adds a segment and queues what comes of it: its first look-up where
// look-ups are played, and the next sign-in.
func (s *sim) begin(a *account, seg segment, now int64) { s.beginAs(a, seg, now, a.lane.sitting()) }

// beginAs is begin under the number of the session.
func (s *sim) beginAs(a *account, seg segment, now int64, number int) {
	l := a.lane
	seg.number, seg.doctor = number, l.doctor
	l.segments = append(l.segments, seg)
	n := len(l.segments)
	if seg.why == event.NoReason && l.how != scenarios.SessionTheft {
		at := s.renewal(l, now)
		l.segments[n-1].renewed = at
		s.at(at, func(now int64) {
			if n == len(l.segments) && l.segments[n-1].to == forever {
				s.enter(a, now)
			}
		})
	}
	if s.watch.on || seg.warp.den != 0 {
		s.follow(a, now)
	}
}

// follow plays the look-ups of the lane's open segment from now on.
func (s *sim) follow(a *account, now int64) {
	l := a.lane
	n := len(l.segments)
	if n == 0 || l.segments[n-1].to != forever || l.segments[n-1].why != event.NoReason || l.segments[n-1].followed {
		return
	}
	l.segments[n-1].followed = true
	s.next(a, n, max(l.first(&l.segments[n-1], now), l.segments[n-1].first))
}

// next queues look-up i of the lane's n-th segment, and the tries that fail in the
// directory before it.
func (s *sim) next(a *account, n int, i uint64) {
	l := a.lane
	seg := &l.segments[n-1]
	ts := l.time(seg, i)
	if i >= l.left || ts >= a.camp.end {
		return
	}
	s.foresee(a, n, i, ts)
	s.at(ts, func(now int64) { s.arrive(a, n, i, now) })
}

// arrive is look-up i of a lane at the portal.
func (s *sim) arrive(a *account, n int, i uint64, now int64) {
	l := a.lane
	if n != len(l.segments) || l.segments[n-1].to != forever {
		s.late(a, n, i, now) // the session is another one by now
		return
	}
	seg := &l.segments[n-1]
	v := s.p.seat(a.camp, l, seg, i, now, 0) // it does not know of a ban before it meets it
	if s.putOff(a, v, i, now) {
		return
	}
	if r := s.verdict(a, &v, now); r.why != event.NoReason {
		s.cutOff(a, seg, now)
		s.met(a, v, i, now, r)
		return
	}
	if l.how == scenarios.SessionTheft && now >= s.until(a.camp) {
		s.leave(a, l.aboard, now)
		return
	}
	l.refusals = 0
	if l.how == scenarios.SessionTheft {
		if a.interval.First == 0 { // pages of cover come before the first look-up
			first := now
			l.ahead(a.camp, seg, i, now, func(ts int64) { first = min(first, ts) })
			s.stolen(a, &v, first)
		}
		s.from(a, &v, now)
	} else if a.camp.rotates() {
		s.from(a, &v, now)
	}
	x := s.asks(a, &v, i, now)
	s.count(a, x)
	if s.missed(a, n, i, x) || s.caught(a, n, i, x) {
		return
	}
	s.next(a, n, i+1)
}

// entry is what look-up i of a lane asks for.
func (s *sim) entry(c *resolved, l *lane, i uint64) entry {
	cur := s.watch.cursors[c.id]
	if cur == nil {
		cur = c.list.cursor()
		s.watch.cursors[c.id] = cur
	}
	return cur.at(c.deal.entry(l.number, i))
}

// refusal is an answer that is none.
type refusal struct {
	reply scenarios.Reply
	why   event.Reason
	until int64 // when the portal would answer again, as the answer says; forever
	by    uint8
}

// verdict is what the portal does with a look-up of the campaign.
func (s *sim) verdict(a *account, v *portal.Visit, now int64) refusal {
	x, r := s.atDoor(a, v, now)
	if r.why != event.NoReason {
		return r
	}
	return s.limited(a, x)
}

// atDoor is what refuses a look-up whatever was counted before it: a ban, a
// session that was revoked, what else bars the account.
func (s *sim) atDoor(a *account, v *portal.Visit, now int64) (look, refusal) {
	x := look{ts: now, session: s.p.w.IDs.Session(v.Session), addr: v.Addr}
	if b, out := s.outlaw(v.Addr, now); out {
		return x, refusal{scenarios.On403, event.Banned, b.until, b.by}
	}
	if a.revoked > a.lane.since && now >= a.revoked {
		return x, refusal{scenarios.OnAccountReset, event.SessionRevoked, forever, a.resetBy}
	}
	return x, s.barred(a, x)
}

// tried counts the trial look-ups.
func (s *sim) tried(a *account, act *action) {
	if !s.watch.on || act.do != doLookUp {
		return
	}
	x := look{ts: act.step.TS, session: s.p.w.IDs.Session(act.visit.Session), addr: act.visit.Addr, nir: act.entry.nir, answered: true, attack: true, name: act.step.Name}
	x.finds(s, act.entry)
	s.at(x.ts, func(int64) {
		s.limited(a, x)
		s.count(a, x)
	})
}

// followOwners follows the owners of all accounts, each from when the first
// campaign gets it.
func (s *sim) followOwners() {
	for _, c := range s.p.campaigns {
		for _, l := range c.lanes {
			a := s.accounts[l]
			acquired := forever
			for _, u := range a.users {
				acquired = min(acquired, u.interval.AcquiredAt)
			}
			if a.counter == nil {
				s.followOwner(a, acquired)
			}
		}
	}
}

// followOwner plays the look-ups of an account's owner from the day on which
// a campaign gets it.
func (s *sim) followOwner(a *account, acquired int64) {
	cal := s.p.w.Calendar
	first, last := cal.Of(acquired).Number, cal.Of(s.p.w.Scenario.Time.End.UnixMicro()-1).Number
	a.counter = s.newCounter(a, first)
	for d := first - 1; d <= last; d++ { // sessions reach over midnight
		s.at(cal.Day(d).Start, func(int64) { s.ownerDay(a, d, cal.Day(first).Start) })
	}
}

// ownerDay queues the look-ups of the sessions that begin on a day.
func (s *sim) ownerDay(a *account, d int32, from int64) {
	w := &s.p.w
	for _, q := range s.asked(a.index, d, w) {
		if q.ts >= from {
			s.at(q.ts, func(int64) { s.ownerLooks(a, &q) })
		}
	}
}

// ownerLooks is one look-up of the owner at the portal.
func (s *sim) ownerLooks(a *account, q *asked) {
	x := q.look
	t := s.p.touches[q.ses.Name()]
	if t.Lost(x.ts) {
		if x.answered = false; t.Refuses(x.ts) {
			s.count(a, x)
		}
		return
	}
	if q.expired {
		s.count(a, x)
		return
	}
	if _, out := s.outlaw(x.addr, x.ts); out {
		return
	}
	if s.p.closed(x.ts) != nil && !x.answered {
		s.count(a, x)
		return
	}
	r := s.barred(a, x)
	if r.why == event.NoReason || r.why == event.ServiceClosed {
		r = s.limited(a, x)
	}
	if r.why != event.NoReason {
		t = s.touch(q.ses.Name(), event.ByControl, r.by)
		t.Refused = append(t.Refused, traffic.Refusal{TS: x.ts, Why: r.why, By: r.by})
		x.answered = false
		s.askOwner(a, q, r)
	} else if t := s.trapped(a, x); t.by != 0 {
		own := s.touch(q.ses.Name(), event.ByControl, t.by)
		own.Slow = append(own.Slow, traffic.Refusal{TS: x.ts, By: t.by})
	}
	s.count(a, x)
}

// count shows a look-up to the detectors and lets their alerts trigger what
// they trigger.
func (s *sim) count(a *account, x look) {
	if len(s.watch.rules) == 0 || a.counter == nil {
		return
	}
	fired := s.see(a.counter, x)
	s.rings(a, &x)
	for i := range s.watch.rules {
		t := &s.watch.rules[i]
		if x.ts < t.ctl.At.UnixMicro() || !fired.has(i) || x.ts < a.counter.quiet[i] || x.ts-a.counter.attacked > aDay {
			continue
		}
		s.alert(a, i, x.ts)
	}
}

// alert is a detector's: the control follows.
func (s *sim) alert(a *account, i int, now int64) {
	t := &s.watch.rules[i]
	s.respond(now, "alert", t.id, a.index, event.Addr{})
	at := s.decided(t, a, now)
	a.counter.quiet[i] = at + aDay // alerts until then belong to the same incident
	if t.ctl.Type == scenarios.IPBan && t.ctl.Duration > 0 {
		a.counter.quiet[i] = at + int64(t.ctl.Duration) // a machine bans again as soon as it has stopped
	}
	s.at(at, func(now int64) {
		if slices.Contains(t.ctl.Actions, scenarios.BanAddresses) {
			for n, u := range a.addrs {
				s.ban(t.id, t.ctl, u, now+int64(n)*banEvery)
			}
		}
		if slices.Contains(t.ctl.Actions, scenarios.ResetAccounts) && !a.reset {
			s.at(now+resetAfter, func(now int64) {
				s.resetAccount(t.id, t.ctl, a, now)
				s.revoke(a, now, t.id)
			})
		}
		s.bar(t, a, now)
	})
}

// aDay is how long alerts on an account belong to one incident.
const aDay = 24 * calendar.Hour

// decided is when the control acts: a machine after its delay; a person after a
// log-normal time around it, the hours of the office counting three times.
func (s *sim) decided(t *trigger, a *account, now int64) int64 {
	delay := int64(t.ctl.Detect.Delay)
	now += between(a.lane.key.At2(61, uint64(t.id)).At(uint64(now)), 200*1_000, 900*1_000) // the rule itself
	if t.ctl.Type != scenarios.Analyst || delay == 0 {
		return now + delay
	}
	draw := a.lane.key.At2(60, uint64(t.id)).At(uint64(now)).Rand()
	return s.worked(now, draw.LogNormal(delay, 1<<16))
}

// revoke closes the sessions that people of the account's own have open.
func (s *sim) revoke(a *account, at int64, by uint8) {
	w := &s.p.w
	var all []traffic.Session
	day := w.Calendar.Of(at).Number
	for d := day - 1; d <= day; d++ {
		all = w.Base.Sessions(a.index, d, all)
	}
	for i := range all {
		ses := &all[i]
		if ses.Start >= at || ses.End < at {
			continue
		}
		t := s.p.touches[ses.Name()]
		moments := w.Base.Moments(ses, nil)
		for _, m := range moments {
			if m.TS <= at || t.Lost(m.TS) {
				continue
			}
			t = s.touch(ses.Name(), event.ByControl, by)
			t.Refused = append(t.Refused, traffic.Refusal{TS: m.TS, Why: event.SessionRevoked, By: by, Since: at})
			t.Dead = append(t.Dead, traffic.Span{From: m.TS + 1, To: forever})
			break
		}
	}
}

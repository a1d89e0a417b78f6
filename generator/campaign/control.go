package campaign

import (
	"slices"

	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

// controls queues the controls by the clock that act on campaigns.
func (s *sim) controls() {
	for i := range s.p.w.Scenario.Controls {
		if ctl := &s.p.w.Scenario.Controls[i]; ctl.Contains() && !ctl.ByRule() {
			id := uint8(i + 1)
			s.at(ctl.At.UnixMicro(), func(now int64) { s.contain(id, ctl, now) })
		}
	}
}

// Containment runs as one script of the analyst: addresses first, accounts a
// moment later, and no answer slips through in between.
const (
	banEvery   = 7 * 1_000
	resetAfter = 400 * 1_000
	resetEvery = 9 * 1_000
	settled    = calendar.Second // a second later everything is in force
)

// byMail is the time in which a new password comes through the mailbox, with the
// sign-in behind it.
const byMail = 6 * calendar.Minute

// clear is the first instant from now on that leaves so much time before a control
// by the clock acts: one that comes in between would find half done what is
// played at once. It holds in the undefended world too, so that both are the same
// until the control acts.
func (s *sim) clear(now, span int64) int64 {
	for i := range s.p.w.Scenario.Controls {
		ctl := &s.p.w.Scenario.Controls[i]
		if at := ctl.At.UnixMicro(); ctl.Contains() && !ctl.ByRule() && now < at && at-now < span {
			return at + settled
		}
	}
	return now
}

// contain is an analyst's decision by the clock: ban the addresses that the
// campaigns used, reset the accounts.
func (s *sim) contain(id uint8, ctl *scenarios.Control, now int64) {
	s.bookOpen(now)
	if slices.Contains(ctl.Actions, scenarios.BanAddresses) {
		i := 0
		for _, u := range s.uses {
			if s.ban(id, ctl, u, now+int64(i)*banEvery) {
				i++
			}
		}
	}
	reset := slices.Contains(ctl.Actions, scenarios.ResetAccounts)
	for _, c := range s.p.campaigns {
		for i, l := range c.lanes {
			a := s.accounts[l]
			if a.interval.First == 0 {
				continue
			}
			if reset && a.loose(id) {
				at := now + resetAfter + int64(i)*resetEvery
				s.resetAccount(id, ctl, a, at)
				s.at(at, func(now int64) { s.revoke(a, now, id) })
			}
			switch {
			case s.watch.on:
			case stops(c.sc, ctl.Actions):
				s.stopped(a, now)
			default:
				s.follow(a, now)
			}
		}
	}
}

// loose reports whether there is something to reset: two campaigns may have an
// account, and one that was reset and not taken again is left in peace.
func (a *account) loose(id uint8) bool {
	return a.revoked == 0 || a.resetBy != id && a.revoked <= a.lane.since
}

// controlStep names and keys the next step of a control.
func (s *sim) controlStep(id uint8, ts int64) portal.Step {
	s.acts[id]++
	n := s.acts[id]
	return portal.Step{Name: portal.StepName(portal.ControlKind, uint32(id), n), TS: ts, Key: s.p.w.Key.Stream(recoveryStream).At2(uint64(id), uint64(n))}
}

// why is the reason in the log of what a control does.
func why(ctl *scenarios.Control) event.Reason {
	if ctl.Type == scenarios.IPBan {
		return event.AutomaticRule
	}
	return event.AnalystDecision
}

// containment is the truth of a control's steps.
func containment(id uint8, ctl *scenarios.Control) event.Truth {
	t := event.Truth{Label: event.Policy, Actor: event.Analyst, Purpose: event.Containment, CausedBy: id}
	if ctl.Type == scenarios.IPBan {
		t.Actor = event.Portal
	}
	return t
}

// ban is one time in which requests from an address are refused.
type ban struct {
	from, until int64
	by          uint8
	why         event.Reason // of a limit
}

// ban bans an address, for the time that the control says, unless it is banned.
func (s *sim) ban(id uint8, ctl *scenarios.Control, u *event.AddressInterval, ts int64) bool {
	addr := u.Addr
	if _, out := s.outlaw(addr, ts); out {
		return false
	}
	b := ban{from: ts, until: forever, by: id}
	v := portal.Visit{Account: event.NoAccount, Addr: addr, Net: u.Net, Place: u.Place, Truth: containment(id, ctl)}
	s.p.script = append(s.p.script, action{do: doAdminister, visit: v, step: s.controlStep(id, ts), admin: event.IPBan, why: why(ctl)})
	s.respond(ts, "ip_ban", id, event.NoAccount, addr)
	if b.until = s.ends(ctl, ts); b.until != forever {
		s.p.script = append(s.p.script, action{do: doAdminister, visit: v, step: s.controlStep(id, b.until), admin: event.IPUnban, why: why(ctl)})
		s.respond(b.until, "ip_unban", id, event.NoAccount, addr)
	}
	s.banned[addr] = append(s.banned[addr], b)
	return true
}

// ends is when the effect of a control is over; forever where that is not
// before the scenario's end.
func (s *sim) ends(ctl *scenarios.Control, ts int64) int64 {
	if until := ts + int64(ctl.Duration); ctl.Duration > 0 && until < s.p.w.Scenario.Time.End.UnixMicro() {
		return until
	}
	return forever
}

// outlaw returns the ban of an address at an instant.
func (s *sim) outlaw(addr event.Addr, ts int64) (ban, bool) { return s.p.outlaw(addr, ts) }

func (p *Plan) outlaw(addr event.Addr, ts int64) (ban, bool) {
	for _, b := range p.banned[addr] {
		if ts >= b.from && ts < b.until {
			return b, true
		}
	}
	return ban{}, false
}

// resetAccount closes the sessions of an account and takes its password away.
func (s *sim) resetAccount(id uint8, ctl *scenarios.Control, a *account, ts int64) {
	a.reset, a.ownerKnows, a.lockedBy, a.revoked, a.resetBy, a.helpAt = true, false, 0, ts, id, 0
	for _, u := range a.users {
		u.botKnows = false
	}
	v := portal.Visit{Account: a.index, Truth: containment(id, ctl)}
	s.p.script = append(s.p.script, action{do: doAdminister, visit: v, step: s.controlStep(id, ts), admin: event.PasswordResetForced, why: event.AnalystDecision})
	s.respond(ts, "password_reset_forced", id, a.index, event.Addr{})
	until := s.ends(ctl, ts)
	if until == forever {
		return
	}
	s.at(until, func(now int64) {
		if !a.reset || a.revoked != ts { // the help desk was quicker
			return
		}
		s.p.script = append(s.p.script, action{do: doAdminister, visit: v, step: s.controlStep(id, now), admin: event.AccountUnlock, why: event.AnalystDecision})
		s.respond(now, "account_unlock", id, a.index, event.Addr{})
		a.reset = false // and a new password is chosen through the mailbox
	})
}

// respond notes a step of the defender.
func (s *sim) respond(ts int64, what string, by uint8, account uint32, addr event.Addr) {
	s.p.journal.Responses = append(s.p.journal.Responses, event.Response{TS: ts, Action: what, Control: by, Account: account, Addr: addr})
}

// stopped is what a lane meets after containment by the clock: its next look-up
// is refused, and it reacts by the campaign's policy until it has to give up.
func (s *sim) stopped(a *account, now int64) {
	l, c := a.lane, a.camp
	n := len(l.segments)
	if n == 0 || l.segments[n-1].to != forever {
		return
	}
	seg := &l.segments[n-1]
	s.cutOff(a, seg, now)
	if seg.last >= l.left {
		return // the list was done anyway
	}
	refused := entryAt(c, c.deal.entry(l.number, seg.last))
	at := max(l.time(seg, seg.last), now+settled+between(l.key.At(30), 0, 900*1_000))
	at = s.up(at)
	v := s.p.seat(c, l, seg, seg.last, at, 0)
	v.Truth.Phase = event.Adapt
	if l.how == scenarios.SessionTheft {
		if seg.last > seg.first {
			s.thrownOut(a, &v, refused, now, l.key.At(30))
		}
		return
	}
	if at-s.told(&seg.visit) > int64(s.p.w.Scenario.Portal.SessionIdle) { // it rests until then
		next := seg.last
		s.at(at, func(now int64) { s.comeBack(a, next, now) })
		return
	}
	if _, out := s.outlaw(v.Addr, at); !out && a.revoked == 0 && c.rotates() {
		v = s.p.lastSeat(c, l, seg) // it comes back to an address that it had
	}
	_, out := s.outlaw(v.Addr, at)
	if !out && a.revoked <= seg.from { // a short ban is over before the next look-up
		v.Truth.Phase = event.Scrape
		s.resume(a, v, seg.last, at, true)
		return
	}
	if out {
		at = s.refuse(a, &v, refused, at, event.Banned)
		if c.reaction(scenarios.On403) != scenarios.RotateIP {
			s.giveUp(a, &v, at)
			return
		}
		at += between(l.key.At(31), 3*calendar.Second, 60*calendar.Second)
		l.turned++
		s.locate(c, l, &v, l.sitting(), at)
		if _, out := s.outlaw(v.Addr, at); out { // nothing left in the pool
			at = s.refuse(a, &v, refused, at, event.Banned)
			s.giveUp(a, &v, at)
			return
		}
		s.note(a, at, event.Adapt, "address_rotated", &v)
	}
	at = s.refuse(a, &v, refused, at, event.SessionRevoked)
	s.play(a, action{do: doSignIn, visit: v, step: l.step(c, at), why: event.ResetRequired})
	s.recover(a, &v, at)
}

// refuse plays one refused look-up and returns when the next step comes.
func (s *sim) refuse(a *account, v *portal.Visit, en entry, at int64, why event.Reason) int64 {
	s.play(a, action{do: doRefused, visit: *v, step: a.lane.step(a.camp, at), entry: en, why: why})
	x := look{ts: at, session: s.p.w.IDs.Session(v.Session), addr: v.Addr, attack: true}
	s.at(at, func(int64) { s.count(a, x) })
	if n, known := s.sessions[s.stint(v)]; known { // the session is closed, and is told by the refusal
		t := &s.p.journal.Sessions[n]
		t.Attack, t.To = t.Attack+1, max(t.To, at)
	} else if a.lane.how == scenarios.SessionTheft { // refused from the start
		s.stolen(a, v, at)
		s.session(a, v, at, at, 1)
	}
	return at + between(a.lane.key.At2(32, uint64(a.lane.steps)), calendar.Second, 9*calendar.Second)
}

func (s *sim) giveUp(a *account, v *portal.Visit, at int64) {
	a.lane.stopped = true
	s.note(a, at, event.Stop, "account_dropped", v)
}

// reaction is the campaign's move on a reply; the default is to stop.
func (c *resolved) reaction(r scenarios.Reply) scenarios.Move { return c.move(r).Move }

func (c *resolved) move(r scenarios.Reply) scenarios.Reaction {
	for _, x := range c.sc.OnResponse {
		if x.On == r {
			return x
		}
	}
	return scenarios.Reaction{On: r, Move: scenarios.StopMove}
}

// bookOpen notes the addresses from which open sessions came so far.
func (s *sim) bookOpen(now int64) {
	for _, c := range s.p.campaigns {
		for _, l := range c.lanes {
			n := len(l.segments)
			if n == 0 || l.segments[n-1].to != forever {
				continue
			}
			a, seg := s.accounts[l], &l.segments[n-1]
			until := min(max(l.first(seg, now), seg.first), l.left)
			switch {
			case l.how == scenarios.SessionTheft:
				if first, _, events := s.bookedFrom(a, seg, until); events > 0 {
					s.stolen(a, &seg.visit, first)
					if !c.rotates() {
						s.from(a, &seg.visit, first)
					}
				}
			case c.rotates():
				s.booked(a, seg, until)
			}
		}
	}
}

func entryAt(c *resolved, k uint64) entry { return c.list.cursor().at(k) }

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
	for i, ctl := range s.p.w.Scenario.Controls {
		if ctl.Type == scenarios.Analyst {
			id := uint8(i + 1)
			s.at(ctl.At.UnixMicro(), func(now int64) { s.contain(id, ctl.Actions, now) })
		}
	}
}

// revocation returns when and by which control the sessions of stolen accounts
// are closed.
func (s *sim) revocation() (at int64, by uint8) {
	for i, ctl := range s.p.w.Scenario.Controls {
		if ctl.Type == scenarios.Analyst && slices.Contains(ctl.Actions, scenarios.ResetAccounts) && s.p.defended {
			return ctl.At.UnixMicro() + resetAfter, uint8(i + 1)
		}
	}
	return 0, 0
}

// Containment runs as one script of the analyst: addresses first, accounts a
// moment later, and no answer slips through in between.
const (
	banEvery   = 7 * 1_000
	resetAfter = 400 * 1_000
	resetEvery = 9 * 1_000
	settled    = calendar.Second // a second later everything is in force
)

// contain is an analyst's decision: ban the addresses that the campaigns used,
// reset the accounts.
func (s *sim) contain(id uint8, actions []scenarios.ControlAction, now int64) {
	truth := event.Truth{Label: event.Policy, Actor: event.Analyst, Purpose: event.Containment, CausedBy: id}
	n := 0
	step := func(ts int64) portal.Step {
		n++
		return portal.Step{Name: portal.StepName(portal.ControlKind, uint32(id), n), TS: ts, Key: s.p.w.Key.Stream(recoveryStream).At2(uint64(id), uint64(n))}
	}
	if slices.Contains(actions, scenarios.BanAddresses) {
		s.banBy = id
		for i, addr := range s.addrs {
			u, ts := s.used[addr], now+int64(i)*banEvery
			s.banned[addr], u.Banned = ts, ts
			v := portal.Visit{Account: event.NoAccount, Addr: addr, Net: u.Net, Place: u.Place, Truth: truth}
			s.p.script = append(s.p.script, action{do: doAdminister, visit: v, step: step(ts), admin: event.IPBan, why: event.AnalystDecision})
			s.respond(ts, "ip_ban", id, event.NoAccount, addr)
		}
	}
	reset := slices.Contains(actions, scenarios.ResetAccounts)
	for _, c := range s.p.campaigns {
		for i, l := range c.lanes {
			a := s.accounts[l.account]
			if a.interval.First == 0 {
				continue
			}
			if reset {
				ts := now + resetAfter + int64(i)*resetEvery
				a.reset, a.ownerKnows, a.botKnows, a.revoked, a.resetBy = true, false, false, ts, id
				v := portal.Visit{Account: l.account, Truth: truth}
				s.p.script = append(s.p.script, action{do: doAdminister, visit: v, step: step(ts), admin: event.PasswordResetForced, why: event.AnalystDecision})
				s.respond(ts, "password_reset_forced", id, l.account, event.Addr{})
			}
			s.stopped(a, now)
		}
	}
}

// respond notes a step of the defender.
func (s *sim) respond(ts int64, what string, by uint8, account uint32, addr event.Addr) {
	s.p.journal.Responses = append(s.p.journal.Responses, event.Response{TS: ts, Action: what, Control: by, Account: account, Addr: addr})
}

// stopped is what a lane meets after containment: its next look-up is refused,
// and it reacts by the campaign's policy until it has to give up.
func (s *sim) stopped(a *account, now int64) {
	l, c := a.lane, a.camp
	n := len(l.segments)
	if n == 0 || l.segments[n-1].to != forever {
		return
	}
	seg := &l.segments[n-1]
	s.close(a, seg, now)
	if seg.last >= l.left {
		return // the list was done anyway
	}
	refused := entryAt(c, c.deal.entry(l.number, seg.last))
	at := max(l.pace.at(seg.last), now+settled+between(l.key.At(30), 0, 900*1_000))
	at = s.up(at)
	v := seg.visit
	v.Truth.Phase = event.Adapt
	if t, out := s.banned[v.Addr]; out && at >= t {
		at = s.refuse(a, &v, refused, at, event.Banned)
		if c.reaction(scenarios.On403) != scenarios.RotateIP {
			s.giveUp(a, &v, at)
			return
		}
		at += between(l.key.At(31), 3*calendar.Second, 60*calendar.Second)
		v.Addr, v.Net, v.Place = s.address(c, l, at)
		if _, out := s.banned[v.Addr]; out { // nothing left in the pool
			at = s.refuse(a, &v, refused, at, event.Banned)
			s.giveUp(a, &v, at)
			return
		}
		s.note(a, at, event.Adapt, "address_rotated", &v)
	}
	if a.revoked == 0 { // addresses only: the account still works from elsewhere
		s.play(a, action{do: doSignIn, visit: v, step: l.step(c, at), ok: a.botKnows, why: event.BadCredentials})
		if a.botKnows {
			s.at(at+1, func(now int64) { s.open(a, v, now) })
		}
		return
	}
	at = s.refuse(a, &v, refused, at, event.SessionRevoked)
	s.play(a, action{do: doSignIn, visit: v, step: l.step(c, at), why: event.ResetRequired})
	s.giveUp(a, &v, at)
}

// refuse plays one refused look-up and returns when the next step comes.
func (s *sim) refuse(a *account, v *portal.Visit, en entry, at int64, why event.Reason) int64 {
	s.play(a, action{do: doRefused, visit: *v, step: a.lane.step(a.camp, at), entry: en, why: why})
	for j := len(s.p.journal.Sessions) - 1; j >= 0; j-- { // the session is closed, and is told by the refusal
		if t := &s.p.journal.Sessions[j]; t.Session == s.p.w.IDs.Session(v.Session) {
			t.Attack, t.To = t.Attack+1, at
			break
		}
	}
	return at + between(a.lane.key.At2(32, uint64(a.lane.steps)), calendar.Second, 9*calendar.Second)
}

func (s *sim) giveUp(a *account, v *portal.Visit, at int64) {
	s.note(a, at, event.Stop, "account_dropped", v)
}

// reaction is the campaign's move on a reply; the default is to stop.
func (c *resolved) reaction(r scenarios.Reply) scenarios.Move {
	for _, x := range c.sc.OnResponse {
		if x.On == r {
			return x.Move
		}
	}
	return scenarios.StopMove
}

func entryAt(c *resolved, k uint64) entry { return c.list.cursor().at(k) }

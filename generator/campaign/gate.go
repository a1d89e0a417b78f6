package campaign

import (
	"slices"

	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

// A gate is a control before look-ups: who is asked for a challenge or a second
// factor gets no answer until it has come through. A threshold asks for it once,
// and counts anew; what a detection puts before an account asks for it in each
// session.
//
//	look-up ─► 403 challenge ─► answer, 14 s later ─┬─ right ─► the same look-up
//	                ▲                               └─ wrong ─► another answer
//	look-up ─► 401 step_up ──► phone of the owner ──┬─ yes ───► the same look-up
//	                                                └─ no, or nothing for a minute

// bar is what a detection has put before an account.
type bar struct {
	by          uint8
	reply       scenarios.Reply
	why         event.Reason
	from, until int64
	passed      map[uint64]bool // sessions
}

// asks is what a control that judges each look-up answers.
func asks(ctl *scenarios.Control) (scenarios.Reply, event.Reason) {
	switch ctl.Type {
	case scenarios.Tarpit:
		return scenarios.OnSlowAnswers, event.NoReason
	case scenarios.Captcha:
		return scenarios.OnCaptcha, event.Challenged
	case scenarios.StepUp:
		return scenarios.OnStepUp, event.StepUpNeeded
	}
	return scenarios.On429, event.RateLimited
}

// named is what the truth calls the asking.
func named(why event.Reason) string {
	if why == event.StepUpNeeded {
		return "step_up_asked"
	}
	return "challenge_asked"
}

// bar puts a control before the look-ups of an account.
func (s *sim) bar(t *trigger, a *account, now int64) {
	s.trapAccount(t, a, now)
	reply, why := scenarios.OnCaptcha, event.Challenged
	switch {
	case slices.Contains(t.ctl.Actions, scenarios.AskSecondFactor):
		reply, why = scenarios.OnStepUp, event.StepUpNeeded
	case !slices.Contains(t.ctl.Actions, scenarios.ChallengeClient):
		return
	}
	until := s.ends(t.ctl, now)
	if slices.ContainsFunc(a.bars, func(b bar) bool { return b.by == t.id && now < b.until }) {
		return
	}
	a.bars = append(a.bars, bar{t.id, reply, why, now, until, map[uint64]bool{}})
	s.respond(now, named(why), t.id, a.index, event.Addr{})
	if until != forever {
		s.respond(until, named(why)+"_no_more", t.id, a.index, event.Addr{})
	}
}

// barred is what stands before a look-up for other reasons than a threshold.
func (s *sim) barred(a *account, x look) refusal {
	if a.lane != nil {
		if r := s.shut(a.lane, x.ts); r.why != event.NoReason {
			return r
		}
	}
	for i := range a.bars {
		if b := &a.bars[i]; x.ts >= b.from && x.ts < b.until && !b.passed[x.session] {
			return refusal{b.reply, b.why, b.until, b.by}
		}
	}
	return refusal{}
}

// tripped notes in the truth that a threshold asks for something.
func (s *sim) tripped(a *account, x look, l *limit) {
	if l.ctl.Scope == scenarios.PerAddress {
		s.respond(x.ts, named(l.why), l.id, event.NoAccount, x.addr)
		return
	}
	s.respond(x.ts, named(l.why), l.id, a.index, event.Addr{})
}

// pass lets a session through what it was asked for.
func (s *sim) pass(a *account, session uint64, addr event.Addr, by uint8, now int64) {
	for i := range a.bars {
		if a.bars[i].by == by {
			a.bars[i].passed[session] = true
		}
	}
	for _, l := range s.watch.limits {
		if l.id != by {
			continue
		}
		if b := l.state[l.key(a, look{session: session, addr: addr})]; b != nil {
			b.blocked = min(b.blocked, now)
		}
		if all := s.watch.blocked[addr]; l.ctl.Scope == scenarios.PerAddress && len(all) > 0 {
			all[len(all)-1].until = min(all[len(all)-1].until, now)
		}
	}
}

// How often a threat actor tries before it gives an account up: a paid service
// is asked again, an owner is not worn down for ever (assumptions).
const (
	mostAnswers = 5
	mostPushes  = 3
)

// solve tries to come through, and goes on with look-up i.
func (s *sim) solve(a *account, v portal.Visit, i uint64, now int64, r refusal, try int) {
	l, c := a.lane, a.camp
	most := mostAnswers
	if r.why == event.StepUpNeeded {
		most = mostPushes
	}
	if try == most {
		s.giveUp(a, &v, now)
		return
	}
	m := c.move(r.reply)
	l.waits = true
	draw := l.key.At2(77, uint64(l.steps)).Rand()
	act := action{do: doAnswer, visit: v}
	var took int64
	if r.why == event.StepUpNeeded {
		act.do, act.ok = doFactor, s.ownPhone(a) || draw.Chance(int64(m.Share))
		act.wait, act.why = portal.Phone(&draw, act.ok)
		took = act.wait
		if try > 0 {
			took += int64(m.Delay)
		}
	} else {
		took, act.ok = portal.Solved(&draw, int64(m.Delay), int64(m.Share))
	}
	s.at(s.up(now+took), func(now int64) {
		if l.stopped || now >= c.end {
			return
		}
		if _, out := s.outlaw(v.Addr, now); out || a.revoked > l.since || l.away(&v, now) {
			s.resume(a, v, i, now, false) // and meets it
			return
		}
		act.step = l.step(c, now)
		s.play(a, act)
		s.inSession(&v, now)
		if !act.ok {
			s.solve(a, v, i, now, r, try+1)
			return
		}
		s.pass(a, s.p.w.IDs.Session(v.Session), v.Addr, r.by, now)
		l.refusals = 0
		s.adapts(a, &v, now, passedBy(r.why))
		s.resume(a, v, i, now+between(l.key.At2(78, uint64(l.steps)), 300*1_000, 1_500*1_000), false)
	})
}

func passedBy(why event.Reason) string {
	if why == event.StepUpNeeded {
		return "second_factor_accepted"
	}
	return "challenge_solved"
}

// ownPhone reports whether the one who misuses an account holds its phone.
func (s *sim) ownPhone(a *account) bool {
	return a.lane.how == scenarios.SelfRegistration || a.lane.how == scenarios.Insider && a.lane.human == 0
}

// unanswered is a question on the phone that the owner has not asked for; it
// returns when it is over.
func (s *sim) unanswered(a *account, v *portal.Visit, now int64) int64 {
	draw := a.lane.key.At2(79, uint64(a.lane.steps)).Rand()
	wait, why := portal.Phone(&draw, false)
	if now += wait; a.lane.away(v, now) {
		return now // the owner has signed out meanwhile, and the question with it
	}
	s.play(a, action{do: doFactor, visit: *v, step: a.lane.step(a.camp, now), why: why, wait: wait})
	s.inSession(v, now)
	return now + calendar.Second
}

// inSession notes one more event of the campaign in a session.
func (s *sim) inSession(v *portal.Visit, at int64) {
	if n, known := s.sessions[s.stint(v)]; known {
		t := &s.p.journal.Sessions[n]
		t.Attack, t.To = t.Attack+1, max(t.To, at)
	}
}

package campaign

import (
	"slices"
	"time"

	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/portal"
	"breachsim/generator/traffic"
	"breachsim/scenarios"
)

// ownerSignsIn plays the accepted sign-in of an owner's base session against
// the state of the account.
func (s *sim) ownerSignsIn(a *account, ses traffic.Session, moments []traffic.Moment, now int64) {
	w := &s.p.w
	if s.silent(&ses, now) {
		return
	}
	for _, u := range a.users {
		u.interval.OwnerActive = u.interval.OwnerActive || now >= u.interval.AcquiredAt && now < u.camp.stop
	}
	for _, m := range moments {
		if m.NewPassword && m.TS <= now { // the owner has just chosen a new one, attack or no attack
			s.chooses(a, &ses, &m)
		}
	}
	if w.Accounts.Auth(a.index, ses.Day) != event.Password || a.ownerKnows && !a.reset {
		return
	}
	s.lockedOut(a, ses, moments, now)
}

// silent reports whether a campaign took the session away.
func (s *sim) silent(ses *traffic.Session, now int64) bool {
	t := s.p.touches[ses.Name()]
	return t != nil && t.Cause == event.ByCampaign && slices.ContainsFunc(t.Dead, func(d traffic.Span) bool { return d.To == forever && d.From <= now })
}

// lockedOut is an owner whose password no longer works: refusals, then, unless
// identity must be proved first, mostly a new password.
func (s *sim) lockedOut(a *account, ses traffic.Session, moments []traffic.Moment, now int64) {
	key := s.p.w.Key.Stream(recoveryStream).At2(uint64(a.index), uint64(ses.Name()))
	why := event.BadCredentials
	if a.reset {
		why = event.ResetRequired
	}
	cause, by := a.locked()
	t := s.touch(ses.Name(), cause, by)
	t.SignInFails = why
	v := s.ownerVisit(a, &ses, cause, by)
	at := now
	for range 1 + key.At(1).Below(3) {
		at += between(key.At2(2, uint64(at)), 12*calendar.Second, 55*calendar.Second)
		s.ownerStep(action{do: doSignIn, visit: v, step: s.recoveryStep(a, at), why: why, cause: cause, by: by})
	}
	if a.reset {
		t.Dead = append(t.Dead, traffic.Span{From: now + 1, To: forever})
		s.askForHelp(a, &v, at, key)
		return
	}
	if !key.At(3).Chance(800_000) { // gives up for this time
		t.Dead = append(t.Dead, traffic.Span{From: now + 1, To: forever})
		return
	}
	back := s.newPassword(a, v, at, key, cause, by)
	t.Dead = append(t.Dead, traffic.Span{From: now + 1, To: back + 8*calendar.Second})
	s.reopened(t, moments, back)
}

// newPassword is the owner's own way back in: a link by e-mail, a new
// password, a sign-in. It returns when the session is open.
func (s *sim) newPassword(a *account, v portal.Visit, at int64, key random.Key, cause event.Cause, by uint8) int64 {
	at = s.up(at + between(key.At(4), 20*calendar.Second, 2*calendar.Minute))
	s.ownerStep(action{do: doRequestReset, visit: v, step: s.recoveryStep(a, at), cause: cause, by: by})
	at = s.up(at + between(key.At(5), 50*calendar.Second, 5*calendar.Minute))
	s.ownerStep(action{do: doSetPassword, visit: v, step: s.recoveryStep(a, at), why: event.ForgottenPassword, cause: cause, by: by})
	s.at(at, func(now int64) {
		if !a.reset {
			a.ownerChose(now)
		}
	})
	at = s.up(at + between(key.At(6), 5*calendar.Second, 30*calendar.Second))
	s.ownerStep(action{do: doSignIn, visit: v, step: s.recoveryStep(a, at), ok: true, cause: cause, by: by})
	s.ownerFactor(a, v, at, key)
	return at
}

// reopened ends a session where its script finds it closed by age although the
// owner's way back in has opened it again since: the owner stops there.
func (s *sim) reopened(t *traffic.Touch, moments []traffic.Moment, back int64) {
	idle, limit := int64(s.p.w.Scenario.Portal.SessionIdle), int64(s.p.w.Scenario.Portal.SessionLimit)
	last := back
	for _, m := range moments {
		switch {
		case m.TS < back+8*calendar.Second:
		case m.Expired:
			if m.TS-last <= idle && m.TS-back <= limit {
				t.Dead = append(t.Dead, traffic.Span{From: m.TS, To: forever})
			}
			return
		default:
			last = m.TS
		}
	}
}

// askForHelp has the owner prove who they are: one to three days, in office
// hours; then the account is opened again and a new password chosen.
func (s *sim) askForHelp(a *account, v *portal.Visit, at int64, key random.Key) {
	if a.helpAt != 0 {
		return
	}
	a.helpAt = s.officeHours(at+between(key.At(7), 20*calendar.Hour, 68*calendar.Hour), key)
	own := *v
	s.at(a.helpAt, func(now int64) {
		desk := portal.Visit{Account: a.index, Truth: event.Truth{Label: event.Collateral, Actor: event.Portal, Purpose: event.Recovery, CausedBy: a.resetBy}}
		s.ownerStep(action{do: doAdminister, visit: desk, step: s.recoveryStep(a, now), admin: event.AccountUnlock, cause: event.ByControl, by: a.resetBy})
		s.respond(now, "identity_verified", a.resetBy, a.index, event.Addr{})
		set := s.up(now + between(key.At(8), 5*calendar.Minute, 50*calendar.Minute))
		s.ownerStep(action{do: doSetPassword, visit: own, step: s.recoveryStep(a, set), why: event.ResetRequired, cause: event.ByControl, by: a.resetBy})
		s.at(set, func(now int64) {
			a.ownerChose(now)
			a.reset = false
		})
	})
}

// officeHours moves an instant to the next working hour of the help desk.
func (s *sim) officeHours(ts int64, key random.Key) int64 {
	for n := s.p.w.Calendar.Of(ts).Number; n < s.p.w.Calendar.Last(); n++ {
		d := s.p.w.Calendar.Day(n)
		if d.Weekday == time.Saturday || d.Weekday == time.Sunday || d.Bank {
			continue
		}
		if open, shut := d.At(9*calendar.Hour), d.At(17*calendar.Hour); ts < shut {
			if ts < open {
				ts = open + int64(key.At(9).Below(uint64(7*calendar.Hour)))
			}
			return ts
		}
	}
	return ts
}

// ownerVisit is the owner's context in what a base session became.
func (s *sim) ownerVisit(a *account, ses *traffic.Session, cause event.Cause, by uint8) portal.Visit {
	w := &s.p.w
	key := w.Key.Stream(recoveryStream).At2(uint64(a.index), uint64(ses.Name()))
	v := w.Base.Visit(ses)
	v.ColdCache = key.At(12).Chance(100_000)
	v.Truth.Label, v.Truth.Purpose = event.Collateral, event.Recovery
	if cause == event.ByControl {
		v.Truth.CausedBy = by
	} else {
		v.Truth.Campaign = by
	}
	return v
}

func (s *sim) recoveryStep(a *account, ts int64) portal.Step {
	a.steps++
	return portal.Step{
		Name: portal.StepName(portal.RecoveryKind, a.index, a.steps), TS: ts,
		Key: s.p.w.Key.Stream(recoveryStream).At2(uint64(a.index), 1<<40+uint64(a.steps)),
	}
}

// ownerStep adds a step of an innocent that the base world does not have. One
// whose address is banned meanwhile, because others use it too, finds the way
// back in over a telephone.
func (s *sim) ownerStep(act action) {
	v := &act.visit
	if _, out := s.outlaw(v.Addr, act.step.TS); out && act.do != doAdminister && act.why != event.Banned {
		v.Addr, v.Net, v.Place = s.p.w.Accounts.Networks().Hosting(scenarios.MobileCGNAT, []string{"FR"}, s.p.w.Key.Stream(recoveryStream).At2(uint64(v.Account), 1<<41), 0)
	}
	act.added = true
	s.p.script = append(s.p.script, act)
}

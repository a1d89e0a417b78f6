package campaign

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

// Where a policy asks for a second factor behind each sign-in with a password,
// a password alone opens nothing any more. Whoever holds the phone says yes;
// others need the owner to. A stolen session needs no sign-in and lives on.
//
//	sign-in ─ question on the phone ─┬─ yes ─► the session is used
//	   ▲                             └─ no ─┬─ drop_account, stop
//	   └──────── a while later ─────────────┘ (three times at most)

// factor plays the second factor behind an accepted sign-in of the threat actor,
// and returns when it is over and whether the session may be used.
func (s *sim) factor(a *account, v *portal.Visit, now int64) (at int64, in bool) {
	l, c := a.lane, a.camp
	l.opened = 0
	by := s.p.w.Base.Asked(a.index, now)
	if by == 0 || v.Auth != event.Password {
		return now, true
	}
	draw := l.key.At2(86, uint64(l.steps)).Rand()
	m := c.move(scenarios.OnStepUp)
	holds := l.how == scenarios.SelfRegistration || l.how == scenarios.Insider
	in = holds || m.Move == scenarios.Solve && draw.Chance(int64(m.Share))
	act := action{do: doFactor, visit: *v, ok: in}
	act.visit.Truth.CausedBy = by
	if in {
		act.wait = portal.AtHand(&draw)
	} else {
		act.wait, act.why = portal.Phone(&draw, false)
	}
	at = now + act.wait
	l.opened = now
	act.step = l.step(c, at)
	s.play(a, act)
	events := int64(1)
	if !in {
		events = 2 // nobody else notes the sign-in
	}
	s.session(a, v, now, at, events)
	if in {
		l.pushes = 0
		if !holds {
			s.adapts(a, v, at, "second_factor_accepted")
		}
	}
	return at + between(l.key.At2(87, uint64(l.steps)), 200*1_000, calendar.Second), in
}

// entering is the time that a sign-in takes before the session is used, in which
// no control by the clock may act: see clear.
func (s *sim) entering(a *account, v *portal.Visit, now int64) int64 {
	switch {
	case !a.botKnows:
		return byMail
	case v.Auth == event.Password && s.p.w.Base.Asked(a.index, now) != 0:
		return byPhone
	}
	return 0
}

// signedIn is when the session that may be used from now on was opened: what
// closes sessions closes it even while the telephone is answered.
func (l *lane) signedIn(now int64) int64 {
	if l.opened != 0 {
		return l.opened
	}
	return now
}

// byPhone is the time in which a second factor is answered or runs out, with the
// new password that may be asked for behind it.
const byPhone = 2 * calendar.Minute

// keptOut is the campaign's move where a second factor keeps it out of an
// account; again signs in once more at an instant.
func (s *sim) keptOut(a *account, v portal.Visit, now int64, again func(at int64)) {
	l, c := a.lane, a.camp
	v.Truth.Phase = event.Adapt
	l.pushes++
	m := c.move(scenarios.OnStepUp)
	wait := backoff(l.pushes, l.key.At2(88, uint64(l.steps)).Below(1<<20))
	switch {
	case m.Move == scenarios.StopMove:
		s.abandon(c, &v, now)
		return
	case m.Move == scenarios.DropAccount || l.pushes == mostPushes:
		s.giveUp(a, &v, now)
		return
	case m.Move == scenarios.Solve:
		wait = int64(m.Delay)
	case m.Move == scenarios.RotateIP:
		l.turned++
		s.adapts(a, &v, now, "address_rotated")
	case m.Move == scenarios.RotateAccount:
		wait += between(l.key.At2(89, uint64(l.steps)), calendar.Hour, 3*calendar.Hour)
		s.adapts(a, &v, now, "account_rested")
	default:
		s.adapts(a, &v, now, "backed_off")
	}
	again(now + wait + calendar.Second)
}

// ownerFactor is the second factor behind a sign-in by which an owner who was
// locked out comes back.
func (s *sim) ownerFactor(a *account, v portal.Visit, signedIn int64, key random.Key) {
	by := s.p.w.Base.Asked(a.index, signedIn)
	if by == 0 || v.Auth != event.Password {
		return
	}
	draw := key.At(13).Rand()
	wait := portal.AtHand(&draw)
	v.Truth = event.Truth{Label: event.Policy, Actor: v.Truth.Actor, Number: v.Truth.Number, Purpose: event.Recovery, CausedBy: by}
	s.ownerStep(action{do: doFactor, visit: v, step: s.recoveryStep(a, signedIn+wait), ok: true, wait: wait, cause: event.ByControl, by: by})
}

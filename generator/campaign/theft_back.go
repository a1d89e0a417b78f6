package campaign

import (
	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

// What a thief of sessions does about a refusal takes place in sessions of the
// owner as well. Who would come back when the owner has signed out waits for the
// next session; there is no sign-in of its own. What is asked of a session is
// asked of both who use it, and who comes through does so for both.
//
//	owner   sign-in ─ · ── · 429 ─ · sign-out        sign-in ─ · ──
//	theft            ▪▪ ▪▪▪ 429 · · · · · (pause) · · · · ▪▪▪ ▪▪

// resumeRide comes back to look-up i at an instant, or in the next session after
// it.
func (s *sim) resumeRide(a *account, i uint64, at int64) {
	l, c := a.lane, a.camp
	l.waits, l.relay, l.todo = true, false, i
	s.at(s.up(at), func(now int64) {
		l.waits = false
		switch {
		case l.stopped || now >= s.until(c) || i >= l.left:
		case l.aboard == nil || now >= l.aboard.to:
			l.relay = true
		default:
			if on := l.aboard; on.turned != l.turned {
				s.locate(c, l, &on.visit, l.sitting(), now)
				on.turned = l.turned
			}
			s.back(a, l.aboard.visit, i, now)
		}
	})
}

// away reports whether the session of a visit is not a lane's any more.
func (l *lane) away(v *portal.Visit, now int64) bool {
	return l.how == scenarios.SessionTheft && (l.aboard == nil || now >= l.aboard.to || l.aboard.visit.Session != v.Session)
}

// recoverRide is what becomes of a theft whose account was reset: there is no
// password to take back, but perhaps the cookie of the owner's next session.
func (s *sim) recoverRide(a *account, v *portal.Visit, now int64) {
	l, c := a.lane, a.camp
	m := c.move(scenarios.OnAccountReset)
	switch {
	case m.Move == scenarios.StopMove && s.watch.on:
		s.abandon(c, v, now)
	case m.Move == scenarios.Next && len(l.segments) > 0 && l.aboard != nil:
		l.stuck, l.aboard = true, nil
		s.presses(a, *v, now)
	case m.Move == scenarios.Backoff && l.aboard != nil:
		s.adapts(a, v, now, "backed_off")
		l.stuck, l.aboard = true, nil
		s.replays(a, *v, now, 1)
	case m.Move == scenarios.Reacquire && l.key.At2(73, uint64(a.revoked)).Chance(int64(m.Share)):
		s.adapts(a, v, now, "waits_for_the_account")
		l.waits, l.todo = true, 0
		if n := len(l.segments); n > 0 {
			l.todo = l.segments[n-1].last
		}
		s.at(now+int64(m.Delay), func(now int64) {
			l.waits, l.relay, l.refusals, l.since = false, true, 0, a.revoked
			if c.sc.Pacing.Rate.Unit == scenarios.NoRate && !l.stopped && l.todo < l.left {
				s.catchUp(a, l.todo, now)
			}
		})
	default:
		s.giveUp(a, v, now)
	}
}

// replays sends the cookie of a closed session again and again, with growing
// pauses, until there is no patience left.
func (s *sim) replays(a *account, v portal.Visit, now int64, n int) {
	l, c := a.lane, a.camp
	if n > patience {
		s.giveUp(a, &v, now)
		return
	}
	i := l.segments[len(l.segments)-1].last
	s.at(s.up(now+backoff(n, l.key.At2(76, uint64(l.steps)).Below(1<<20))), func(now int64) {
		if l.stopped || now >= c.end || i >= l.left {
			return
		}
		why := event.SessionRevoked
		if _, out := s.outlaw(v.Addr, now); out {
			why = event.Banned
		}
		s.replays(a, v, s.refuse(a, &v, s.entry(c, l, i), now, why), n+1)
	})
}

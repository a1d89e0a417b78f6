package owner

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/generator/internal/traffic/overlay"
)

// wait waits for the next step that has to be looked at.
func (s *session) wait() {
	s.timer.Stop()
	i := s.next
	for i < len(s.moments) && !s.matters(&s.moments[i]) {
		i++
	}
	if i == len(s.moments) {
		if s.since == 0 || s.next == len(s.moments) || s.moments[len(s.moments)-1].TS <= s.user.stage.Queue.Now() {
			delete(s.open, s.base.Name())
			return
		}
		// it stays open until its last step, should a control act before
		s.open[s.base.Name()] = s
		s.timer = s.user.stage.Queue.At(s.moments[len(s.moments)-1].TS, func(int64) { delete(s.open, s.base.Name()) })
		return
	}
	s.open[s.base.Name()] = s
	s.timer = s.user.stage.Queue.At(s.moments[i].TS, func(now int64) {
		s.skipTo(now)
		s.next = max(s.next, i)
		m := &s.moments[s.next]
		s.next++
		if s.play(m, now) {
			s.last = now
			s.wait()
			return
		}
		s.end()
	})
}

// matters reports whether a step has to be looked at.
func (s *session) matters(m *traffic.Moment) bool {
	switch {
	case s.full || m.SignsIn() || m.NewPassword:
		return true
	case m.Kind == traffic.RequestReset || m.Kind == traffic.SignInRefused:
		_, out := s.user.stage.Defence.Banned(s.addr(m.TS), m.TS)
		return out || s.user.account.Reset
	}
	return s.user.reading && m.Kind == traffic.LookUp
}

// play looks at a step. It reports whether the session goes on as it was.
func (s *session) play(m *traffic.Moment, now int64) bool {
	if s.user.stage.Book.Overlays[s.base.Name()].Gone(now) { // a campaign keeps the owner away
		return true
	}
	if b, out := s.user.stage.Defence.Banned(s.addr(now), now); out {
		return s.banned(m, b)
	}
	if m.SignsIn() {
		return s.signIn(m, now)
	}
	if s.since == 0 {
		return s.before(m, now)
	}
	return s.within(m, now)
}

// banned is a step from an address that is banned.
func (s *session) banned(m *traffic.Moment, b defence.Ban) bool {
	v := defence.Verdict{Why: event.Banned, By: b.By}
	switch {
	case s.since != 0 && m.Kind != traffic.SignInAgain:
		s.refuse(m, v, b.From)
	case m.SignsIn():
		s.refuse(m, v, 0)
	default: // the form is not even shown
		s.gone(m, event.ByControl, b.By)
		s.lost = true
		return true
	}
	s.dead(m.TS+1, event.ByControl, b.By)
	return false
}

// before is a step before the sign-in: a wrong password, or a forgotten one.
func (s *session) before(m *traffic.Moment, now int64) bool {
	a := s.user.account
	if m.Kind != traffic.RequestReset && m.Kind != traffic.SetPassword {
		return true
	}
	if s.password && (a.Reset || s.lost) { // the portal asks for proof of identity first
		cause, by := a.ResetCause()
		s.gone(m, cause, by)
		s.lost = true
		return true
	}
	if m.Kind == traffic.SetPassword && !s.down(now) {
		a.Choose(defence.Owner, now)
	}
	return true
}

// within is a step inside the session.
func (s *session) within(m *traffic.Moment, now int64) bool {
	a := s.user.account
	if m.Kind == traffic.Expired {
		s.since = 0
		return true
	}
	if a.Closed(s.since, now) && !s.down(now) {
		s.refuse(m, defence.Verdict{Why: event.SessionRevoked, By: a.ResetBy}, a.Revoked)
		cause, by := a.ResetCause()
		s.dead(m.TS+1, cause, by)
		return false
	}
	if s.full && now-s.last > int64(s.user.stage.World.Scenario.Portal.SessionIdle) { // steps before it were taken away
		t := s.user.stage.Book.Overlays[s.base.Name()]
		if t != nil {
			s.dead(m.TS, t.Cause, t.By)
			return false
		}
	}
	if m.Kind == traffic.LookUp && s.user.reading {
		return s.LookUp(m, now)
	}
	return true
}

// signIn is a sign-in that the base world accepts.
func (s *session) signIn(m *traffic.Moment, now int64) bool {
	a := s.user.account
	if s.down(now) {
		return true
	}
	if s.password && (a.Reset || !a.Knows(defence.Owner)) {
		if m.Kind == traffic.SignInAgain {
			cause, by := a.Lockout()
			s.dead(now, cause, by)
			return false
		}
		s.user.signedIn(now)
		s.lockedOut(now)
		return false
	}
	s.signedIn(m)
	s.user.signedIn(now)
	if !s.password {
		return true
	}
	chooses := m.NewPassword
	if s.user.stage.Defence.MustChange(a, event.Password, now) && !m.Forced { // a ban kept it from an earlier sign-in
		by := s.user.stage.Defence.Policy()
		s.overlay(event.ByControl, by).
			Set(overlay.Decision{TS: now, Disposition: overlay.Changed, Cause: event.ByControl, By: by})
		chooses = true
	}
	if chooses {
		at := s.user.stage.World.Base.ChangeTime(&s.base, now)
		s.user.stage.Queue.At(at, func(now int64) {
			if !a.Closed(s.since, now) && !a.Reset && a.Knows(defence.Owner) {
				a.Choose(defence.Owner, now)
			}
		})
	}
	return true
}

// lockedOut is an owner whose password does not work: refusals, then, unless
// identity must be proved first, mostly a new password.
func (s *session) lockedOut(now int64) {
	a := s.user.account
	cause, by := a.Lockout()
	why := event.BadCredentials
	if a.Reset {
		why = event.ResetRequired
	} else if cause == event.ByCampaign {
		s.user.loses()
	}
	s.overlay(cause, by).Set(overlay.Decision{TS: now, Disposition: overlay.Refused, Why: why, Cause: cause, By: by})
	r := newRecovery(s, now)
	s.recovers(r, r.nextTry(now))
}

// recovers plays the owner's way back from the step on that is due at an instant.
func (s *session) recovers(r *recovery, due int64) {
	s.user.later(due, func(now int64) {
		if next, goesOn := r.play(now); goesOn {
			s.recovers(r, next)
		} else if r.back {
			s.wait()
		}
	})
}

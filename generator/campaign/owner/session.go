package owner

import (
	"cmp"
	"slices"
	"sort"

	"breachsim/generator/campaign/clock"
	"breachsim/generator/campaign/defence"
	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/generator/traffic"
	"breachsim/generator/traffic/overlay"
)

// session is one base session of an owner on the stage. It is looked at at its
// sign-ins and new passwords; at each step once a control has acted, or where
// look-ups are counted.
type session struct {
	o        *Owner
	base     traffic.Session
	visit    portal.Visit
	moments  []traffic.Moment
	looks    map[int64]*lookUp // by instant
	next     int               // moment to come
	timer    *clock.Timer
	password bool  // the owner signs in with a password
	full     bool  // each step is looked at
	since    int64 // when it was signed in to; 0 = it is not open
	last     int64 // its last request that reached the portal
	renewed  int   // sign-ins before the one at since
	lost     bool  // the forgotten password's own steps do not happen
}

func sortSessions(all []*session) {
	slices.SortFunc(all, func(a, b *session) int {
		return cmp.Or(cmp.Compare(a.base.Start, b.base.Start), cmp.Compare(a.base.Name(), b.base.Name()))
	})
}

// skipTo leaves out the steps before an instant, as they were.
func (s *session) skipTo(ts int64) {
	for s.next < len(s.moments) && s.moments[s.next].TS < ts {
		m := &s.moments[s.next]
		if m.SignsIn() && (s.since == 0 || m.Kind == traffic.SignInAgain) {
			s.signedIn(m)
		}
		s.last = m.TS
		s.next++
	}
}

// signedIn notes a sign-in that was accepted.
func (s *session) signedIn(m *traffic.Moment) {
	if m.Kind == traffic.SignInAgain {
		s.renewed++
	}
	s.since = m.TS
}

// wait waits for the next step that has to be looked at.
func (s *session) wait() {
	s.timer.Stop()
	i := s.next
	for i < len(s.moments) && !s.matters(&s.moments[i]) {
		i++
	}
	if i == len(s.moments) {
		if s.since == 0 || s.next == len(s.moments) || s.moments[len(s.moments)-1].TS <= s.o.stage.Queue.Now() {
			delete(s.o.open, s.base.Name())
			return
		}
		// it stays open until its last step, should a control act before
		s.o.open[s.base.Name()] = s
		s.timer = s.o.stage.Queue.At(s.moments[len(s.moments)-1].TS, func(int64) { delete(s.o.open, s.base.Name()) })
		return
	}
	s.o.open[s.base.Name()] = s
	s.timer = s.o.stage.Queue.At(s.moments[i].TS, func(now int64) {
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
		_, out := s.o.stage.Defence.Banned(s.visit.Addr, m.TS)
		return out || s.o.account.Reset
	}
	return s.o.reading && m.Kind == traffic.LookUp
}

// end forgets a session nothing more comes of.
func (s *session) end() {
	s.timer.Stop()
	delete(s.o.open, s.base.Name())
}

// overlay returns what is laid over the session because of a campaign or a
// control.
func (s *session) overlay(cause event.Cause, by uint8) *overlay.Overlay {
	return s.o.stage.Book.Overlay(&s.base, cause, by)
}

// refuse has the portal refuse a step.
func (s *session) refuse(m *traffic.Moment, v defence.Verdict, since int64) {
	s.full = true
	s.overlay(event.ByControl, v.By).Set(overlay.Decision{
		TS: m.TS, Disposition: overlay.Refused, Why: v.Why, Cause: event.ByControl, By: v.By, Since: since,
	})
}

// dead leaves out the rest of the session from an instant on.
func (s *session) dead(from int64, cause event.Cause, by uint8) {
	t := s.overlay(cause, by)
	t.Dead = append(t.Dead, overlay.Span{From: from, To: forever})
}

// gone leaves out one step.
func (s *session) gone(m *traffic.Moment, cause event.Cause, by uint8) {
	s.full = true
	s.overlay(cause, by).Set(overlay.Decision{TS: m.TS, Disposition: overlay.Lost, Cause: cause, By: by})
}

// play looks at a step. It reports whether the session goes on as it was.
func (s *session) play(m *traffic.Moment, now int64) bool {
	if s.o.stage.Book.Overlays[s.base.Name()].Gone(now) { // a campaign keeps the owner away
		return true
	}
	if b, out := s.o.stage.Defence.Banned(s.visit.Addr, now); out {
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
	a := s.o.account
	if m.Kind != traffic.RequestReset && m.Kind != traffic.SetPassword {
		return true
	}
	if s.password && (a.Reset || s.lost) { // the portal asks for proof of identity first
		s.gone(m, event.ByControl, a.ResetBy)
		s.lost = true
		return true
	}
	if m.Kind == traffic.SetPassword && !s.down(now) {
		a.Choose(defence.Owner, now)
	}
	return true
}

func (s *session) down(now int64) bool {
	_, _, down := s.o.stage.World.Portal.Down(now)
	return down
}

// within is a step inside the session.
func (s *session) within(m *traffic.Moment, now int64) bool {
	a := s.o.account
	if m.Kind == traffic.Expired {
		s.since = 0
		return true
	}
	if a.Closed(s.since, now) && !s.down(now) {
		s.refuse(m, defence.Verdict{Why: event.SessionRevoked, By: a.ResetBy}, a.Revoked)
		s.dead(m.TS+1, event.ByControl, a.ResetBy)
		return false
	}
	if s.full && now-s.last > int64(s.o.stage.World.Scenario.Portal.SessionIdle) { // steps before it were taken away
		t := s.o.stage.Book.Overlays[s.base.Name()]
		if t != nil {
			s.dead(m.TS, t.Cause, t.By)
			return false
		}
	}
	if m.Kind == traffic.LookUp && s.o.reading {
		return s.lookUp(m, now)
	}
	return true
}

// signIn is a sign-in that the base world accepts.
func (s *session) signIn(m *traffic.Moment, now int64) bool {
	a := s.o.account
	if s.down(now) {
		return true
	}
	if s.password && (a.Reset || !a.Knows(defence.Owner)) {
		if m.Kind == traffic.SignInAgain {
			cause, by := a.Lockout()
			s.dead(now, cause, by)
			return false
		}
		s.o.SignedIn(now)
		s.lockedOut(now)
		return false
	}
	s.signedIn(m)
	s.o.SignedIn(now)
	if !s.password {
		return true
	}
	if s.o.stage.Defence.MustChange(a, event.Password, now) && !m.Forced { // a ban kept it from an earlier sign-in
		by := s.o.stage.Defence.Policy()
		s.overlay(event.ByControl, by).Set(overlay.Decision{TS: now, Disposition: overlay.Changed, Cause: event.ByControl, By: by})
		m.NewPassword = true
	}
	if m.NewPassword {
		at := s.o.stage.World.Base.ChangeTime(&s.base, now)
		s.o.stage.Queue.At(at, func(now int64) {
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
	a := s.o.account
	cause, by := a.Lockout()
	why := event.BadCredentials
	if a.Reset {
		why = event.ResetRequired
	}
	s.overlay(cause, by).Set(overlay.Decision{TS: now, Disposition: overlay.Refused, Why: why, Cause: cause, By: by})
	r := &recovery{s: s, cause: cause, by: by, key: s.o.key(&s.base), from: now}
	r.visit = s.o.visitOf(&s.base, cause, by)
	r.tryAgain(now, int(1+r.key.At(drawTries).Below(3)))
}

// resumes ends a session where its script finds it closed by age although the
// owner's way back has opened it again since: the owner stops there.
func (s *session) resumes(back int64) {
	limits := &s.o.stage.World.Scenario.Portal
	s.skipTo(back)
	i := sort.Search(len(s.moments), func(i int) bool { return s.moments[i].TS >= back })
	last := back
	for _, m := range s.moments[i:] {
		if m.Kind != traffic.Expired {
			last = m.TS
			continue
		}
		if m.TS-last <= int64(limits.SessionIdle) && m.TS-back <= int64(limits.SessionLimit) {
			t := s.o.stage.Book.Overlays[s.base.Name()]
			s.dead(m.TS, t.Cause, t.By)
			s.moments = s.moments[:sort.Search(len(s.moments), func(i int) bool { return s.moments[i].TS >= m.TS })]
		}
		return
	}
}

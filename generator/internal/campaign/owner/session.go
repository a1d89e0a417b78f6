package owner

import (
	"cmp"
	"slices"
	"sort"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/clock"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/generator/internal/traffic/overlay"
)

// session is one base session of an owner on the stage. It is looked at at its
// sign-ins and new passwords; at each step once a control has acted, or where
// look-ups are counted (play.go).
type session struct {
	*entry
	user    *user
	open    sessions          // where it is while there is something to wait for
	moments []traffic.Moment  // of the entry, up to where the session ends
	looks   map[int64]*LookUp // by instant
	next    int               // moment to come
	timer   *clock.Timer
	full    bool  // each step is looked at
	since   int64 // when it was signed in to; 0 = it is not open
	last    int64 // its last request that reached the portal
	renewed int   // sign-ins before the one at since
	lost    bool  // the forgotten password's own steps do not happen
}

// sessions are the open sessions of an owner, by name.
type sessions map[portal.Name]*session

// inOrder lists the sessions in the order of their begin.
func (all sessions) inOrder() (out []*session) {
	for _, s := range all {
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b *session) int {
		return cmp.Or(cmp.Compare(a.base.Start, b.base.Start), cmp.Compare(a.base.Name(), b.base.Name()))
	})
	return out
}

// addr is where the session comes from at an instant.
func (s *session) addr(ts int64) event.Addr {
	i := 0
	for i+1 < len(s.origins) && s.origins[i+1].from <= ts {
		i++
	}
	return s.origins[i].addr
}

// comesFrom reports whether some of the session comes from an address.
func (s *session) comesFrom(addr event.Addr) bool {
	return slices.ContainsFunc(s.origins, func(o origin) bool { return o.addr == addr })
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

// overlay returns what is laid over the session because of a campaign or a
// control.
func (s *session) overlay(cause event.Cause, by uint8) *overlay.Overlay {
	return s.user.stage.Book.Overlay(&s.base, cause, by)
}

// refuse has the portal refuse a step.
func (s *session) refuse(m *traffic.Moment, v defence.Verdict, since int64) {
	s.full = true
	cause, by := event.ByControl, v.By
	if v.Why == event.SessionRevoked {
		cause, by = s.user.account.ResetCause()
	}
	s.overlay(cause, by).Set(overlay.Decision{
		TS: m.TS, Disposition: overlay.Refused, Why: v.Why, Cause: cause, By: by, Since: since,
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

// end forgets a session nothing more comes of.
func (s *session) end() {
	s.timer.Stop()
	delete(s.open, s.base.Name())
}

// down reports whether the portal is out of service.
func (s *session) down(now int64) bool {
	_, _, down := s.user.stage.World.Portal.Down(now)
	return down
}

// over reports whether the session was closed, or its address banned.
func (s *session) over(now int64) bool {
	_, out := s.user.stage.Defence.Banned(s.addr(now), now)
	return out || s.since == 0 || s.user.account.Closed(s.since, now) ||
		s.user.stage.Book.Overlays[s.base.Name()].Gone(now)
}

// request is a look-up as the portal sees it.
func (s *session) request(q *LookUp) defence.Request {
	return defence.Request{
		TS:       s.user.stage.Queue.Now(),
		Account:  s.user.account,
		Session:  q.session,
		SignedIn: s.since,
		Addr:     q.addr,
	}
}

// resumes ends a session where its script finds it closed by age although the
// owner's way back has opened it again since: the owner stops there.
func (s *session) resumes(back int64) {
	limits := &s.user.stage.World.Scenario.Portal
	s.skipTo(back)
	i := sort.Search(len(s.moments), func(i int) bool { return s.moments[i].TS >= back })
	last := back
	for _, m := range s.moments[i:] {
		if m.Kind != traffic.Expired {
			last = m.TS
			continue
		}
		if m.TS-last <= int64(limits.SessionIdle) && m.TS-back <= int64(limits.SessionLimit) {
			t := s.user.stage.Book.Overlays[s.base.Name()]
			s.dead(m.TS, t.Cause, t.By)
			s.moments = s.moments[:sort.Search(len(s.moments), func(i int) bool { return s.moments[i].TS >= m.TS })]
		}
		return
	}
}

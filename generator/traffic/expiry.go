package traffic

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/portal"
)

// session is what the portal knows of the session of a script, and what the
// user still has to do once it was found closed. Limits of zero are none.
type portalSide struct {
	idle, limit  int64
	opened, last int64   // the accepted sign-in, the last answer; 0 = not signed in
	todo         [2]Step // a sign-in, then what the user had wanted
	next         int     // how many of todo are left
}

// used notes a step that the portal answered.
func (x *portalSide) noteUse(st *Step) {
	switch st.Kind {
	case SignIn, SignInAgain:
		x.opened, x.last = st.TS, st.TS
	case LookUp, UseService:
		x.last = st.TS
	case Expired:
		x.opened = 0
	}
}

// closed reports whether the portal has closed the session before a step.
func (x *portalSide) closed(st *Step) bool {
	return x.opened != 0 && (x.idle > 0 && st.TS-x.last > x.idle || x.limit > 0 && st.TS-x.opened > x.limit)
}

// wanted is what the user means to do next: what an expired session kept from
// being done, or the following step of the script.
func (s *script) wanted() (st Step, ok bool) {
	x := &s.portal
	if x.next == 0 {
		return s.ordinary()
	}
	st = s.numbered(x.todo[len(x.todo)-x.next])
	x.next--
	s.now += st.TS
	st.TS = s.now
	return st, true
}

// expire is a step in a session that the portal has closed: it is refused, and
// the user signs in once more and does it then, or leaves it.
func (s *script) expire(st Step) (Step, bool) {
	if st.Kind == SignOut {
		return st, false // there is nothing left to sign out of
	}
	if again := st.TS + 2*calendar.Minute; s.draw.Chance(150_000) || again > s.cut {
		s.phase = over
	} else {
		s.portal.todo[0] = Step{Kind: SignInAgain, TS: s.draw.Between(8*calendar.Second, 45*calendar.Second)}
		s.portal.todo[1] = st
		s.portal.todo[1].TS, s.portal.todo[1].First = s.draw.Between(5*calendar.Second, 20*calendar.Second), true
		s.portal.next = len(s.portal.todo)
	}
	st.Kind = Expired
	return st, true
}

// atMost brings a pause that is longer than any down to a usual long one, no
// two of them the same.
func (s *script) atMost(pause int64) int64 {
	if pause <= idle {
		return pause
	}
	return idle - int64(s.draw.Below(uint64(idle/3)))
}

// signsIn reports whether a step is an attempt to sign in.
func (st *Step) SignsIn() bool {
	return st.Kind == SignIn || st.Kind == SignInRefused || st.Kind == SignInAgain
}

// expire emits a request in a session that the portal has closed: a page leads
// to the sign-in, a look-up from within one is refused.
func expire(e *portal.Emitter, v *portal.Visit, st *Step, at portal.Step) {
	if st.Service != event.NoService {
		e.Expired(v, at, st.Service)
		return
	}
	e.Refuse(v, at, &portal.Query{Dept: event.NoPlace}, event.SessionExpired)
}

// renew is the session that a user's n-th new sign-in opens within a script.
func renew(s *Session, n int) portal.Name { return s.Name().At(n) }

package traffic

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/portal"
)

// session is what the portal knows of the session of a script, and what the
// user still has to do once it was found closed. Limits of zero are none.
type session struct {
	idle, limit  int64
	opened, last int64   // the accepted sign-in, the last answer; 0 = not signed in
	todo         [2]step // a sign-in, then what the user had wanted
	next         int     // how many of todo are left
}

// used notes a step that the portal answered.
func (x *session) used(st *step) {
	switch st.kind {
	case SignIn, SignInAgain:
		x.opened, x.last = st.ts, st.ts
	case LookUp, UseService:
		x.last = st.ts
	case Expired:
		x.opened = 0
	}
}

// closed reports whether the portal has closed the session before a step.
func (x *session) closed(st *step) bool {
	return x.opened != 0 && (x.idle > 0 && st.ts-x.last > x.idle || x.limit > 0 && st.ts-x.opened > x.limit)
}

// wanted is what the user means to do next: what an expired session kept from
// being done, or the following step of the script.
func (s *script) wanted() (st step, ok bool) {
	x := &s.session
	if x.next == 0 {
		return s.ordinary()
	}
	st = s.numbered(x.todo[len(x.todo)-x.next])
	x.next--
	s.now += st.ts
	st.ts = s.now
	return st, true
}

// expire is a step in a session that the portal has closed: it is refused, and
// the user signs in once more and does it then, or leaves it.
func (s *script) expire(st step) (step, bool) {
	if st.kind == SignOut {
		return st, false // there is nothing left to sign out of
	}
	if again := st.ts + 2*calendar.Minute; s.draw.Chance(150_000) || again > s.cut {
		s.phase = over
	} else {
		s.session.todo[0] = step{kind: SignInAgain, ts: s.draw.Between(8*calendar.Second, 45*calendar.Second)}
		s.session.todo[1] = st
		s.session.todo[1].ts, s.session.todo[1].first = s.draw.Between(5*calendar.Second, 20*calendar.Second), true
		s.session.next = len(s.session.todo)
	}
	st.kind = Expired
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
func (st *step) signsIn() bool {
	return st.kind == SignIn || st.kind == SignInRefused || st.kind == SignInAgain
}

// expire emits a request in a session that the portal has closed: a page leads
// to the sign-in, a look-up from within one is refused.
func expire(e *portal.Emitter, v *portal.Visit, st *step, at portal.Step) {
	if st.service != event.NoService {
		e.Expired(v, at, st.service)
		return
	}
	e.Refuse(v, at, &portal.Query{Dept: event.NoPlace}, event.SessionExpired)
}

// renew is the session that a user's n-th new sign-in opens within a script.
func renew(s *Session, n int) portal.Name { return s.Name().At(n) }

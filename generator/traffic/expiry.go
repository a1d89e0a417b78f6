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
	case signIn, signInAgain:
		x.opened, x.last = st.ts, st.ts
	case lookUp, useService:
		x.last = st.ts
	case expired:
		x.opened = 0
	}
}

// closed reports whether the portal has closed the session before an instant.
func (x *session) closed(ts int64) bool {
	return x.opened != 0 && (x.idle > 0 && ts-x.last > x.idle || x.limit > 0 && ts-x.opened > x.limit)
}

// unexpired is the following step as the limits of sessions let it come about:
// the first one after a pause that is too long is refused, and the user signs
// in once more and does it then, or leaves it.
func (s *script) unexpired() (st step, ok bool) {
	if x := &s.session; x.next > 0 {
		st = s.numbered(x.todo[len(x.todo)-x.next])
		x.next--
		s.now += st.ts
		st.ts = s.now
		return st, true
	}
	if st, ok = s.ordinary(); !ok || !s.session.closed(st.ts) {
		return st, ok
	}
	if st.kind == signOut {
		return st, false // there is nothing left to sign out of
	}
	if again := st.ts + 2*calendar.Minute; s.draw.Chance(150_000) || again > s.cut {
		s.phase = over
	} else {
		s.session.todo[0] = step{kind: signInAgain, ts: s.draw.Between(8*calendar.Second, 45*calendar.Second)}
		s.session.todo[1] = st
		s.session.todo[1].ts, s.session.todo[1].first = s.draw.Between(5*calendar.Second, 20*calendar.Second), true
		s.session.next = len(s.session.todo)
	}
	st.kind = expired
	return st, true
}

// signsIn reports whether a step is an attempt to sign in.
func (st *step) signsIn() bool {
	return st.kind == signIn || st.kind == signInRefused || st.kind == signInAgain
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

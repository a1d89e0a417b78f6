package course

import "github.com/breachsim/breachsim/generator/calendar"

// portalSide is what the portal knows of the session of a script, and what the
// user still has to do once it was found closed. Limits of zero are none.
type portalSide struct {
	idle, limit  int64
	opened, last int64   // the accepted sign-in, the last answer; 0 = not signed in
	todo         [2]Step // a sign-in, then what the user had wanted
	next         int     // how many of todo are left
}

// noteUse notes a step that the portal answered.
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

// closed reports whether the portal has closed the session by an instant.
func (x *portalSide) closed(ts int64) bool {
	return x.opened != 0 && (x.idle > 0 && ts-x.last > x.idle || x.limit > 0 && ts-x.opened > x.limit)
}

// expiring is a script in a portal that closes sessions.
type expiring struct {
	script
	portal portalSide
}

// wanted is what the user means to do next: what an expired session kept from
// being done, or the following step of the script.
func (s *expiring) wanted() (st Step, ok bool) {
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
func (s *expiring) expire(st Step) (Step, bool) {
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

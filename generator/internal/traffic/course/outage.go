package course

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// stuck is what a user does where the portal is down: tries, waits a little
// longer each time, and goes on with the same thing when it answers again, or
// gives up for this time. The zero value is a user who has met no outage.
type stuck struct {
	state *portal.Conditions // nil = a portal that is never down
	want  Step               // what is tried again
	tries int                // how often it has failed
}

// Script replays a session step by step. Only timing and kinds are drawn here,
// from one sequence; details come from each step's own key.
type Script struct {
	expiring
	stuck stuck
}

// Next returns the following step of the script as it comes about; ok is
// false after the last.
func (s *Script) Next() (st Step, ok bool) {
	if s.stuck.tries > 0 {
		st, ok = s.numbered(s.stuck.want), true
	} else if st, ok = s.wanted(); !ok {
		return st, ok
	}
	if s.stuck.state != nil {
		if until, _, down := s.stuck.state.Down(st.TS); down {
			return s.fail(st, until)
		}
	}
	s.stuck.tries = 0
	if s.portal.closed(st.TS) {
		st, ok = s.expire(st)
	}
	s.portal.noteUse(&st)
	return st, ok
}

// fail is a step that falls into an outage. The portal itself turns a look-up
// or a use into an error; a sign-in is not accepted.
func (s *Script) fail(st Step, until int64) (Step, bool) {
	switch st.Kind {
	case SignInRefused:
		return st, true // and tries again by itself
	case SignOut:
		return st, false // closes the window
	case RequestReset, SetPassword: // reads the notice and waits
		st.TS = until + s.draw.Between(20*calendar.Second, 4*calendar.Minute)
		s.now = st.TS
		return st, true
	}
	s.stuck.want = st
	s.stuck.tries++
	wait := s.draw.LogNormal(15*calendar.Second<<min(s.stuck.tries, 5), random.One*8/10)
	s.stuck.want.TS += min(max(wait, 2*calendar.Second), 20*calendar.Minute)
	s.now = s.stuck.want.TS
	if s.draw.Chance(300_000) || s.now > s.cut {
		s.stuck.tries, s.phase, s.portal.next = 0, over, 0
	}
	if st.Kind == SignIn || st.Kind == SignInAgain {
		st.Kind = SignInRefused
	}
	return st, true
}

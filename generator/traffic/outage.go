package traffic

import (
	"breachsim/generator/calendar"
	"breachsim/generator/internal/random"
	"breachsim/generator/portal"
)

// stuck is what a user does where the portal is down: tries, waits a little
// longer each time, and goes on with the same thing when it answers again, or
// gives up for this time. The zero value is a user who has met no outage.
type stuck struct {
	state *portal.Conditions // nil = a portal that is never down
	want  Step               // what is tried again
	tries int                // how often it has failed
}

// next returns the following step of the script as it comes about; ok is
// false after the last.
func (s *script) next() (st Step, ok bool) {
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
	if s.portal.closed(&st) {
		st, ok = s.expire(st)
	}
	s.portal.noteUse(&st)
	return st, ok
}

// numbered gives a step that was put off its position in the script.
func (s *script) numbered(st Step) Step {
	st.Pos = s.pos
	s.pos++
	return st
}

// fail is a step that falls into an outage. The portal itself turns a look-up
// or a use into an error; a sign-in is not accepted.
func (s *script) fail(st Step, until int64) (Step, bool) {
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

// loads reports whether a session's browser has the files of an earlier
// release of the portal and has to fetch the new ones: it is the account's
// first session since the release came out.
func (w *World) loads(s *Session) bool {
	if w.state == nil || s.Index > 0 {
		return false
	}
	from := w.state.Released(s.Start)
	if from == 0 {
		return false
	}
	first := max(w.cal.Of(from).Number, w.cal.First())
	for d := s.Day - 1; d >= first; d-- {
		if w.works(s.Account, d) {
			return false
		}
	}
	return true
}

// works reports whether account k begins a session on a local day, by the
// first draws of [World.plan].
func (w *World) works(k uint32, day int32) bool {
	a := w.accounts.At(k)
	p := &w.profiles[a.Profile]
	draw := w.days.At2(uint64(k), uint64(uint32(day))).Rand()
	n := w.lookUps(a, p, w.cal.Day(day), w.mannerOf(w.manner(k, day)), &draw)
	return n > 0 || n == 0 && sessionCount(n, p, &draw) > 0
}

package traffic

import (
	"iter"

	"breachsim/generator/event"
	"breachsim/scenarios"
)

// NoPerson stands where a look-up is about a number that nobody has.
const NoPerson = ^uint32(0)

// Planned is one step of a session as its account plans it, before campaigns
// and controls have their say.
type Planned struct {
	Session *Session
	TS      int64         // microseconds since 1970
	Action  event.Action  //
	Service event.Service // of a use of another service
	Result  event.Result  // of a look-up
	Person  uint32        // whom a look-up is about, not yet the holder; NoPerson for none
	Refused bool          // of a sign-in
	Again   bool          // a look-up repeated at once, about the same person
	Lost    bool          // a look-up that is not made, because the service is closed
	Expired bool          // a look-up in a session that the portal has closed
}

// Reader goes through what accounts do without emitting it: for what is told
// of the base world beside its logs. One Reader serves one goroutine.
type Reader struct {
	Expired bool // tells of look-ups in closed sessions, too

	w        *World
	sessions []Session
	steps    []Step
}

// NewReader returns a Reader.
func (w *World) NewReader() *Reader { return &Reader{w: w} }

// Day ranges over the sessions that account k begins on a local day, step by
// step, requests in closed sessions left out. The day must lie in the calendar; sessions that begin before the
// scenario does are told too. The session is valid until the next call.
func (r *Reader) Day(k uint32, day int32) iter.Seq[Planned] {
	return func(yield func(Planned) bool) {
		r.sessions, r.steps = r.w.plan(k, day, r.sessions[:0], r.steps[:0])
		for i := range r.sessions {
			s := &r.sessions[i]
			steps := r.steps[s.First:][:s.Steps]
			for i := range steps {
				st := &steps[i]
				if st.Kind == Expired { // refused: it tells of nobody
					refused := Planned{Session: s, TS: st.TS, Action: event.Lookup, Result: event.ResultError, Person: NoPerson, Expired: true}
					if r.Expired && st.Service == event.NoService && !yield(refused) {
						return
					}
					continue
				}
				if !yield(r.w.planned(s, steps, i)) {
					return
				}
			}
		}
	}
}

// planned tells of step i of a session.
func (w *World) planned(s *Session, steps []Step, i int) Planned {
	st := &steps[i]
	p := Planned{Session: s, TS: st.TS, Action: st.Kind.action(), Service: st.Service, Person: NoPerson, Refused: st.Kind == SignInRefused}
	if st.Kind != LookUp {
		return p
	}
	p.Result, p.Again = st.Result, st.About != st.Pos && !st.Kin && !s.Copies
	key := stepKey(w.details(s), st)
	switch l := w.limitOn(st, key); {
	case w.down(st.TS), l != nil && l.why == event.RateLimited:
		p.Result = event.ResultError
	default:
		if c, what := w.closed(s, steps, i); c != nil && what != GoElsewhere {
			p.Result, p.Lost = event.ResultError, what == StayAway
		}
	}
	if st.Result != event.NotFound {
		p.Person = w.person(s, st, w.details(s))
	}
	return p
}

// action is the action of a step in the log.
func (k Kind) action() event.Action {
	switch k {
	case SignInRefused, SignIn, SignInAgain:
		return event.Login
	case RequestReset:
		return event.PasswordResetRequest
	case SetPassword:
		return event.PasswordReset
	case LookUp:
		return event.Lookup
	case UseService:
		return event.ServiceUse
	case SignOut:
		return event.Logout
	}
	return event.NoAction
}

// Typed is the share of numbers that users of a profile type by hand, in
// millionths; the others come from a card.
func (w *World) Typed(p scenarios.Profile) int64 { return w.profiles[p].Typed }

package traffic

import (
	"iter"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/policy"
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
	Unasked bool // does not ask whom look-ups are about, which takes most of the time

	w        *World
	sessions []Session
	steps    []course.Step
}

// NewReader returns a Reader.
func (w *World) NewReader() *Reader { return &Reader{w: w} }

// Day ranges over the sessions that account k begins on a local day, step by
// step, requests in closed sessions left out. The day must lie in the calendar.
// Sessions that begin before the scenario does are told too. The session is valid
// until the next call.
func (r *Reader) Day(k uint32, day int32) iter.Seq[Planned] {
	return func(yield func(Planned) bool) {
		r.sessions, r.steps = r.w.Plan(k, day, r.sessions[:0], r.steps[:0])
		for i := range r.sessions {
			s := &r.sessions[i]
			steps := r.steps[s.First:][:s.Steps]
			for i := range steps {
				st := &steps[i]
				if st.Kind == Expired { // refused: it tells of nobody
					if r.Expired && st.Service == event.NoService && !yield(expired(s, st)) {
						return
					}
					continue
				}
				if !yield(r.planned(s, steps, i)) {
					return
				}
			}
		}
	}
}

// expired tells of a look-up in a session that the portal has closed.
func expired(s *Session, st *course.Step) Planned {
	return Planned{
		Session: s, TS: st.TS, Action: event.Lookup, Result: event.ResultError, Person: NoPerson, Expired: true,
	}
}

// planned tells of step i of a session.
func (r *Reader) planned(s *Session, steps []course.Step, i int) Planned {
	w := r.w
	st := &steps[i]
	p := Planned{
		Session: s, TS: st.TS, Action: st.Kind.Action(), Service: st.Service, Person: NoPerson,
		Refused: st.Kind == SignInRefused,
	}
	if st.Kind != LookUp {
		return p
	}
	p.Result, p.Again = st.Result, st.About != st.Pos && !st.Kin && !s.Copies
	key := course.StepKey(w.Details(s), st)
	switch l := w.LimitOn(st, key); {
	case w.Down(st.TS), l != nil && l.Why == event.RateLimited:
		p.Result = event.ResultError
	default:
		if c, what := w.ClosedAt(s, steps, i); c != nil && what != policy.GoElsewhere {
			p.Result, p.Lost = event.ResultError, what == policy.StayAway
		}
	}
	if st.Result != event.NotFound && !r.Unasked {
		p.Person = w.Person(s, st, w.Details(s))
		if p.Result == event.Found && w.Ended(w.Persons.Status.End(w.Persons.Holder(p.Person)), st.TS) {
			p.Result = event.NoRights
		}
	}
	return p
}

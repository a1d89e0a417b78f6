package traffic

import (
	"breachsim/generator/event"
	"breachsim/generator/portal"
)

// refuse emits a step that the portal does not let through: the same request
// with the answer of a refusal. A look-up still says whom it asked for.
func (f *Filler) refuse(e *portal.Emitter, v *portal.Visit, s *Session, st *Step, at portal.Step, why event.Reason) {
	switch st.Kind {
	case SignInRefused, SignIn, SignInAgain:
		own := *v
		own.ColdCache = v.ColdCache && st.Kind != SignInAgain
		e.SignIn(&own, at, false, why)
	case RequestReset:
		e.RefuseReset(v, at, why)
	case SetPassword:
		e.RefusePassword(v, at, why)
	case UseService:
		e.RefuseUse(v, at, st.Service, why)
	case SignOut:
		e.RefuseSignOut(v, at, why)
	case Expired:
		if st.Service != event.NoService {
			e.RefuseUse(v, at, st.Service, why)
			return
		}
		e.Refuse(v, at, &portal.Query{Dept: event.NoPlace}, why)
	default:
		f.refuseLookUp(e, v, s, st, at, why)
	}
}

// refuseLookUp emits a look-up that the portal does not let through.
func (f *Filler) refuseLookUp(e *portal.Emitter, v *portal.Visit, s *Session, st *Step, at portal.Step, why event.Reason) {
	q := portal.Query{Dept: event.NoPlace}
	if e.Needs(at.TS) {
		q.Result = st.Result
		f.fillQuery(e, &q, st, about(f.w.details(s), st))
		q.Persons, q.Dept, q.Result = 0, event.NoPlace, event.ResultError
	}
	e.Refuse(v, at, &q, why)
}

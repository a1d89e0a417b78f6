package emit

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
)

// refuse emits a step that the portal does not let through: the same request
// with the answer of a refusal. A look-up still says whom it asked for.
func (t *teller) refuse(a *act, v *portal.Visit, why event.Reason) {
	switch a.step.Kind {
	case course.SignInRefused, course.SignIn, course.SignInAgain:
		own := *v
		if a.step.Kind == course.SignInAgain {
			own.Cache = portal.Cache{}
		}
		t.out.SignIn(&own, a.at, false, why)
	case course.RequestReset:
		t.out.RefuseReset(v, a.at, why)
	case course.SetPassword:
		t.out.RefusePassword(v, a.at, why)
	case course.UseService:
		t.out.RefuseUse(v, a.at, a.step.Service, why)
	case course.SignOut:
		t.out.RefuseSignOut(v, a.at, why)
	case course.Expired:
		if a.step.Service != event.NoService {
			t.out.RefuseUse(v, a.at, a.step.Service, why)
			return
		}
		t.out.Refuse(v, a.at, &portal.Query{Dept: event.NoPlace}, why)
	default:
		t.refuseLookUp(a, v, why)
	}
}

// refuseLookUp emits a look-up that the portal does not let through.
func (t *teller) refuseLookUp(a *act, v *portal.Visit, why event.Reason) {
	q := portal.Query{Dept: event.NoPlace}
	if t.out.Needs(a.at.TS) {
		q.Result = a.step.Result
		t.fillQuery(&q, a.step, course.AboutKey(a.detail, a.step))
		q.Persons, q.Dept, q.Result = 0, event.NoPlace, event.ResultError
	}
	t.out.Refuse(v, a.at, &q, why)
}

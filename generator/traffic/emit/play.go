package emit

import (
	"breachsim/generator/event"
	"breachsim/generator/portal"
	"breachsim/generator/traffic/course"
	"breachsim/generator/traffic/overlay"
)

// play emits a step as it is planned.
func (t *teller) play(a *act) {
	e, v, st := t.out, a.visit, a.step
	switch st.Kind {
	case course.SignInRefused:
		why := event.BadCredentials
		if v.Auth != event.Password {
			why = event.CardError
		}
		e.SignIn(v, a.at, false, why)
	case course.SignIn:
		e.SignIn(v, a.at, true, event.NoReason)
		t.changePassword(a, true)
	case course.RequestReset:
		e.RequestReset(v, a.at)
	case course.SetPassword:
		e.SetPassword(v, a.at, event.ForgottenPassword)
	case course.LookUp:
		t.lookUp(a, v, portal.Query{})
	case course.UseService:
		e.Use(v, a.at, st.Service)
	case course.SignOut:
		e.SignOut(v, a.at)
	case course.Expired:
		t.expire(a)
	case course.SignInAgain:
		own := *v
		own.Cache = portal.Cache{}
		e.SignIn(&own, a.at, true, event.NoReason)
		t.changePassword(a, false)
	}
	t.askFactor(a)
}

// expire emits a request in a session that the portal has closed: a page leads
// to the sign-in, a look-up from within one is refused.
func (t *teller) expire(a *act) {
	if a.step.Service != event.NoService {
		t.out.Expired(a.visit, a.at, a.step.Service)
		return
	}
	t.out.Refuse(a.visit, a.at, &portal.Query{Dept: event.NoPlace}, event.SessionExpired)
}

// dropped tells of a step that does not happen.
func (t *teller) dropped(a *act, d overlay.Decision) {
	t.interfere(a.at, event.Suppressed, blame{d.Cause, d.By})
	t.nothingBehind(a, d)
}

// rewritten emits a step that a campaign or control turned into a refusal.
func (t *teller) rewritten(a *act, d overlay.Decision) {
	t.interfere(a.at, event.Changed, blame{d.Cause, d.By})
	t.nothingBehind(a, d)
	own := *a.visit
	own.Truth.Label = event.Collateral
	if d.Cause == event.ByControl {
		own.Truth.CausedBy = d.By
	} else {
		own.Truth.Campaign = d.By
	}
	t.refuse(a, &own, d.Why)
}

package emit

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/draws"
	"github.com/breachsim/breachsim/generator/internal/traffic/overlay"
)

// play emits a step as it is planned.
func (t *teller) play(a *act) {
	e, v, st := t.out, a.visit, a.step
	switch st.Kind {
	case course.SignInRefused:
		t.refusedSignIn(a)
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

// wrongNames is the share of refused passwords behind which stands a mistyped
// identifier: nine characters to be typed, against a password that is known by heart or
// kept by the browser (an assumption).
const wrongNames = 120_000

// refusedSignIn emits an attempt to sign in that the portal refuses as planned. Where
// the identifier is mistyped it is nobody's, and the application does not log what it
// does not know: people type passwords there.
func (t *teller) refusedSignIn(a *act) {
	v := a.visit
	switch {
	case v.Auth != event.Password:
		t.out.SignIn(v, a.at, false, event.CardError)
	case a.at.Key.At(draws.WrongName).Chance(wrongNames) && !t.agenda.Down(a.at.TS):
		own := *v
		own.Account = event.NoAccount
		t.out.SignIn(&own, a.at, false, event.UnknownAccount)
	default:
		t.out.SignIn(v, a.at, false, event.BadCredentials)
	}
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

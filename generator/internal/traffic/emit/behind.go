package emit

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/traffic/overlay"
	"github.com/breachsim/breachsim/generator/internal/traffic/policy"
)

// changePassword emits the new password that the portal asks for behind an
// accepted sign-in: by the policy, made up for where an earlier sign-in came to
// nothing, or because the password has run out.
func (t *teller) changePassword(a *act, runsOut bool) {
	if a.visit.Auth != event.Password {
		return
	}
	_, postponed := a.over.At(a.step.TS, overlay.Changed)
	switch {
	case t.rules.Forced(a.session, a.step) || postponed:
		at := policy.ChangeStep(a.session, a.at, a.detail)
		own := a.visitAt(at.TS)
		own.Truth.Label, own.Truth.Purpose, own.Truth.CausedBy = event.Policy, event.ForcedChange, t.policy
		t.out.SetPassword(&own, at, event.PasswordChangeRequired)
		t.interfere(at, event.Added, byControl(t.policy))
	case runsOut && t.rules.RanOut(a.session):
		at := policy.ChangeStep(a.session, a.at, a.detail)
		own := a.visitAt(at.TS)
		t.out.SetPassword(&own, at, event.PasswordChangeRequired)
	}
}

// askFactor emits the second factor behind an accepted sign-in.
func (t *teller) askFactor(a *act) {
	if a.visit.Auth != event.Password || !t.rules.AsksAt(a.session, a.step) {
		return
	}
	at, waited := policy.FactorStep(a.at)
	if t.agenda.Down(at.TS) {
		return
	}
	if policy.Shut(a.over, a.at.TS, at.TS, a.rest()) {
		t.interfere(at, event.Suppressed, blame{a.over.Cause, a.over.By})
		return
	}
	own, by := a.visitAt(at.TS), t.rules.FactorBy()
	own.Truth.Label, own.Truth.CausedBy = event.Policy, by
	t.out.Factor(&own, at, event.NoReason, waited)
	t.interfere(at, event.Added, byControl(by))
}

// nothingBehind tells of what would have followed a step and now does not: the
// question on the phone, the new password and the second factor at a sign-in.
func (t *teller) nothingBehind(a *act, d overlay.Decision) {
	who := blame{d.Cause, d.By}
	gone := d.Disposition == overlay.Lost || d.Why == event.Banned
	if a.step.SignsIn() && a.visit.Auth == event.ECPS && gone && !t.agenda.Down(a.step.TS) {
		t.interfere(portal.Push(a.at), event.Suppressed, who)
	}
	if a.visit.Auth != event.Password {
		return
	}
	if t.rules.Changes(a.session, a.step) {
		t.interfere(policy.ChangeStep(a.session, a.at, a.detail), event.Suppressed, who)
	}
	if t.rules.AsksAt(a.session, a.step) {
		if at, _ := policy.FactorStep(a.at); !t.agenda.Down(at.TS) {
			t.interfere(at, event.Suppressed, who)
		}
	}
}

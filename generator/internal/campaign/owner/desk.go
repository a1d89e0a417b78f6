package owner

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// askForHelp has the owner of an account that was reset prove who they are: one to three
// days, in office hours; then the account is opened again and a new password chosen.
func (u *user) askForHelp(v portal.Visit, now int64, key random.Key) {
	a := u.account
	if a.HelpAt != 0 {
		return
	}
	a.HelpAt = u.stage.World.AtDesk(now+script.Between(key.At(drawHelp), 20*calendar.Hour, 68*calendar.Hour), key)
	u.opens(v, key)
}

// opens has the help desk open the account again when it has it cleared, and its owner
// choose a new password.
func (u *user) opens(v portal.Visit, key random.Key) {
	a := u.account
	reset := a.Revoked
	u.stage.Queue.At(a.HelpAt, func(now int64) {
		if a.Revoked != reset || !a.Reset { // it was reset once more, or opened
			return
		}
		cause, by := a.ResetCause()
		u.administer(script.Action{Admin: event.AccountUnlock, Cause: cause, By: by})
		u.stage.Book.Respond(event.Response{
			TS: now, Action: event.IdentityVerified, Control: a.ResetBy, Account: a.Index,
		})
		at := u.stage.World.AfterOutage(now + script.Between(key.At(drawNewOne), 5*calendar.Minute, 50*calendar.Minute))
		u.stage.Queue.At(at, func(now int64) {
			if a.Revoked != reset || !a.Reset {
				return
			}
			u.add(script.Action{Do: script.SetPassword, Visit: v, Why: event.ResetRequired, Cause: cause, By: by})
			a.Reset = false
			a.Choose(defence.Owner, now)
		})
	})
}

// administer writes a step of the help desk, now.
func (u *user) administer(act script.Action) {
	act.Do = script.Administer
	act.Visit = portal.Visit{
		Account: u.account.Index, NewAddress: act.Admin == event.AccountUnlock && u.account.Secured,
		Truth: event.Truth{Label: event.Collateral, Actor: event.Portal, Purpose: event.Recovery},
	}
	if act.Cause == event.ByControl {
		act.Visit.Truth.CausedBy = act.By
	} else {
		act.Visit.Truth.Campaign = act.By
	}
	u.add(act)
}

// Rounds of a war over a password that an owner loses before they call the help desk (an
// assumption).
const rounds = 2

// loses counts a round that the owner's side has lost: somebody else has chosen a
// password since it last had one.
func (u *user) loses() {
	if u.account.Chosen != u.lost {
		u.lost = u.account.Chosen
		u.losses++
	}
}

// weary reports whether the owner does not ask for another link any more.
func (u *user) weary() bool { return u.losses > rounds }

// calls has the owner call the help desk, once: in its hours, and some minutes to hours
// later it takes the call up.
func (u *user) calls(v portal.Visit, campaign uint8, key random.Key) {
	if u.called {
		return
	}
	u.called = true
	w, now := u.stage.World, u.stage.Queue.Now()
	call := key.At(drawCall)
	at := w.AtDesk(now+script.Between(call, 3*calendar.Minute, 40*calendar.Minute), call)
	u.stage.Queue.At(at, func(now int64) {
		u.stage.Book.Respond(event.Response{
			TS: now, Action: event.HelpDeskCalled, Account: u.account.Index,
			Detail: "the password no longer works, again",
		})
		taken := key.At(drawTakenUp)
		due := w.AtDesk(now+script.Between(taken, 10*calendar.Minute, 5*calendar.Hour), taken)
		u.stage.Queue.At(due, func(now int64) { u.locks(v, campaign, key) })
	})
}

// locks has the help desk take the password from everybody, so that the owner, whom it
// has on the telephone, chooses a new one and has the mailbox secured. While a campaign
// has nobody else who could do the account's part, the call lies for another day.
func (u *user) locks(v portal.Visit, campaign uint8, key random.Key) {
	w, now, a := u.stage.World, u.stage.Queue.Now(), u.account
	switch {
	case a.Reset: // a control was quicker
		return
	case u.free != nil && !u.free(now):
		again := w.AtDesk(now+20*calendar.Hour, key.At2(drawTakenUp, uint64(now)))
		u.stage.Queue.At(again, func(int64) { u.locks(v, campaign, key) })
		return
	}
	u.administer(script.Action{
		Admin: event.PasswordResetForced, Why: event.OwnerRequest, Cause: event.ByCampaign, By: campaign,
	})
	u.stage.Book.Respond(event.Response{TS: now, Action: event.HelpDeskReset, Account: a.Index})
	u.stage.Defence.LockOut(a, campaign, now)
	a.Secured = true
	a.HelpAt = now + script.Between(key.At(drawProof), 4*calendar.Minute, 40*calendar.Minute)
	u.losses, u.called = 0, false
	u.opens(v, key)
}

package owner

import (
	"time"

	"breachsim/generator/calendar"
	"breachsim/generator/campaign/defence"
	"breachsim/generator/campaign/script"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/portal"
)

// askForHelp has the owner prove who they are: one to three days, in office
// hours; then the account is opened again and a new password chosen.
func (u *user) askForHelp(v portal.Visit, now int64, key random.Key) {
	a := u.account
	if a.HelpAt != 0 {
		return
	}
	reset := a.Revoked
	a.HelpAt = u.deskHours(now+script.Between(key.At(drawHelp), 20*calendar.Hour, 68*calendar.Hour), key)
	u.stage.Queue.At(a.HelpAt, func(now int64) {
		if a.Revoked != reset || !a.Reset { // it was reset once more, or opened
			return
		}
		by := a.ResetBy
		desk := portal.Visit{
			Account: a.Index,
			Truth:   event.Truth{Label: event.Collateral, Actor: event.Portal, Purpose: event.Recovery, CausedBy: by},
		}
		u.add(
			script.Action{
				Do:    script.Administer,
				Visit: desk,
				Admin: event.AccountUnlock,
				Why:   event.NoReason,
				Cause: event.ByControl,
				By:    by,
			},
		)
		u.stage.Book.Respond(event.Response{TS: now, Action: event.IdentityVerified, Control: by, Account: a.Index})
		at := u.stage.World.AfterOutage(now + script.Between(key.At(drawNewOne), 5*calendar.Minute, 50*calendar.Minute))
		u.stage.Queue.At(at, func(now int64) {
			if a.Revoked != reset || !a.Reset {
				return
			}
			u.add(
				script.Action{
					Do:    script.SetPassword,
					Visit: v,
					Why:   event.ResetRequired,
					Cause: event.ByControl,
					By:    by,
				},
			)
			a.Reset = false
			a.Choose(defence.Owner, now)
		})
	})
}

// deskHours moves an instant to the next working hour of the help desk.
func (u *user) deskHours(ts int64, key random.Key) int64 {
	cal := u.stage.World.Calendar
	for n := cal.Of(ts).Number; n < cal.Last(); n++ {
		d := cal.Day(n)
		if d.Weekday == time.Saturday || d.Weekday == time.Sunday || d.Bank {
			continue
		}
		if open, shut := d.At(9*calendar.Hour), d.At(17*calendar.Hour); ts < shut {
			if ts < open {
				ts = open + int64(key.At(drawDesk).Below(uint64(7*calendar.Hour)))
			}
			return ts
		}
	}
	return ts
}

package owner

import (
	"time"

	"breachsim/generator/calendar"
	"breachsim/generator/campaign/clock"
	"breachsim/generator/campaign/defence"
	"breachsim/generator/campaign/script"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/portal"
	"breachsim/generator/traffic"
	"breachsim/generator/traffic/overlay"
	"breachsim/scenarios"
)

const forever = script.Forever

// Owner is the owner's side of one account on the stage.
type Owner struct {
	stage   *defence.Stage
	account *defence.Account
	from    int64 // steps before it are left alone
	reading bool  // look-ups are counted
	open    map[portal.Name]*session
	asking  map[uint64]bool // sessions whose user answers a challenge

	// SignedIn is told of each accepted sign-in of a base session.
	SignedIn func(now int64)
}

// New returns the owner of an account.
func New(s *defence.Stage, a *defence.Account, signedIn func(now int64)) *Owner {
	return &Owner{
		stage: s, account: a, reading: s.Defence.Counts(), open: map[portal.Name]*session{}, asking: map[uint64]bool{}, SignedIn: signedIn,
	}
}

// Play queues the owner's sessions from an instant on, a day at a time.
func (o *Owner) Play(from int64) {
	o.from = from
	cal := o.stage.World.Calendar
	last := cal.Of(o.stage.World.End() - 1).Number
	var next func(d int32)
	next = func(d int32) {
		if d > last {
			return
		}
		o.stage.Queue.At(cal.Day(d).Start, func(int64) {
			o.day(d)
			next(d + 1)
		})
	}
	next(max(cal.Of(from).Number-1, cal.First())) // sessions reach over midnight
}

// day queues the sessions that begin on a local day.
func (o *Owner) day(d int32) {
	w := o.stage.World
	looks := o.lookUps(d)
	for _, ses := range w.Base.Sessions(o.account.Index, d, nil) {
		if ses.End < o.from || ses.Start < w.Scenario.Time.Begin().UnixMicro() {
			continue
		}
		s := &session{o: o, base: ses, visit: w.Base.Visit(&ses), looks: looks[ses.Name()]}
		s.moments = w.Base.Moments(&ses, nil)
		s.password = w.Accounts.Auth(o.account.Index, ses.Day) == event.Password
		s.skipTo(o.from)
		s.wait()
	}
}

// Disturb has the owner's open sessions be looked at step by step from now on:
// the account was reset, or an address banned.
func (o *Owner) Disturb(now int64) {
	for _, s := range o.sessions() {
		s.full = true
		s.skipTo(now)
		s.wait()
	}
}

// Banned has the sessions from an address that was banned be looked at step by
// step.
func (o *Owner) Banned(addr event.Addr, now int64) {
	for _, s := range o.sessions() {
		if s.visit.Addr == addr {
			s.full = true
			s.skipTo(now)
			s.wait()
		}
	}
}

// sessions lists the open sessions in the order of their begin.
func (o *Owner) sessions() (out []*session) {
	for _, s := range o.open {
		out = append(out, s)
	}
	sortSessions(out)
	return out
}

// Silence takes the owner's sessions away from a time on: those who let an
// account lie idle while it is used by others.
func (o *Owner) Silence(campaign uint8, from int64) {
	w := o.stage.World
	var sessions []traffic.Session
	for d := w.Calendar.Of(from).Number - 1; d <= w.Calendar.Of(w.End()-1).Number; d++ {
		sessions = w.Base.Sessions(o.account.Index, d, sessions[:0])
		for i := range sessions {
			if ses := &sessions[i]; ses.End >= from {
				t := o.stage.Book.Overlay(ses, event.ByCampaign, campaign)
				t.Dead = append(t.Dead, overlay.Span{From: from, To: forever})
			}
		}
	}
}

// Draws of an owner, below the key of a session or a step that is added.
const (
	drawTries = 1 + iota // how often the old password is tried again
	drawTryGap
	drawPersists // whether the owner asks for a new password at once
	drawAsks     // when
	drawLink     // until the link is used
	drawSignsIn  // from the new password to the sign-in
	drawHelp     // until the help desk has an account cleared
	drawNewOne   // from there to the new password
	drawDesk     // hour of the help desk
	drawCold     // whether assets are fetched anew
	drawFactor   // on the phone behind the sign-in
	drawStep     // details of an added step
	drawMobile   // another way to the portal
	drawPassage  // through a challenge
)

// key names the draws about a session.
func (o *Owner) key(s *traffic.Session) random.Key {
	return o.stage.World.Key.Stream(script.RecoveryStream).At2(uint64(o.account.Index), uint64(s.Name()))
}

// step names and keys an added step of the owner, now.
func (o *Owner) step() portal.Step {
	o.account.Steps++
	return portal.Step{
		Name: portal.StepName(portal.RecoveryKind, o.account.Index, o.account.Steps), TS: o.stage.Queue.Now(),
		Key: o.stage.World.Key.Stream(script.RecoveryStream).At2(uint64(o.account.Index), drawStep<<56|uint64(o.account.Steps)),
	}
}

// add writes a step that the base world does not have, now. An owner whose address
// is banned meanwhile, because others use it too, finds the way over a telephone.
func (o *Owner) add(act script.Action) {
	v := &act.Visit
	if _, out := o.stage.Defence.Banned(v.Addr, o.stage.Queue.Now()); out && act.Do != script.Administer && act.Why != event.Banned {
		w := o.stage.World
		key := w.Key.Stream(script.RecoveryStream).At2(uint64(v.Account), drawMobile<<56)
		v.Addr, v.Net, v.Place = w.Accounts.Networks().Hosting(scenarios.MobileCGNAT, []string{"FR"}, key, 0)
	}
	act.Added, act.Step = true, o.step()
	o.stage.Book.Write(act)
}

// visitOf is the owner's context in what a base session became.
func (o *Owner) visitOf(s *traffic.Session, cause event.Cause, by uint8) portal.Visit {
	v := o.stage.World.Base.Visit(s)
	v.ColdCache = o.key(s).At(drawCold).Chance(100_000)
	v.Truth.Label, v.Truth.Purpose = event.Collateral, event.Recovery
	if cause == event.ByControl {
		v.Truth.CausedBy = by
	} else {
		v.Truth.Campaign = by
	}
	return v
}

// askForHelp has the owner prove who they are: one to three days, in office
// hours; then the account is opened again and a new password chosen.
func (o *Owner) askForHelp(v portal.Visit, now int64, key random.Key) {
	a := o.account
	if a.HelpAt != 0 {
		return
	}
	reset := a.Revoked
	a.HelpAt = o.deskHours(now+script.Between(key.At(drawHelp), 20*calendar.Hour, 68*calendar.Hour), key)
	o.stage.Queue.At(a.HelpAt, func(now int64) {
		if a.Revoked != reset || !a.Reset { // it was reset once more, or opened
			return
		}
		by := a.ResetBy
		desk := portal.Visit{Account: a.Index, Truth: event.Truth{Label: event.Collateral, Actor: event.Portal, Purpose: event.Recovery, CausedBy: by}}
		o.add(script.Action{Do: script.Administer, Visit: desk, Admin: event.AccountUnlock, Why: event.NoReason, Cause: event.ByControl, By: by})
		o.stage.Book.Respond(event.Response{TS: now, Action: "identity_verified", Control: by, Account: a.Index})
		at := o.stage.World.AfterOutage(now + script.Between(key.At(drawNewOne), 5*calendar.Minute, 50*calendar.Minute))
		o.stage.Queue.At(at, func(now int64) {
			if a.Revoked != reset || !a.Reset {
				return
			}
			o.add(script.Action{Do: script.SetPassword, Visit: v, Why: event.ResetRequired, Cause: event.ByControl, By: by})
			a.Reset = false
			a.Choose(defence.Owner, now)
		})
	})
}

// deskHours moves an instant to the next working hour of the help desk.
func (o *Owner) deskHours(ts int64, key random.Key) int64 {
	cal := o.stage.World.Calendar
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

// later runs a step at an instant, or after the outage that contains it.
func (o *Owner) later(ts int64, do func(now int64)) *clock.Timer {
	return o.stage.Queue.At(o.stage.World.AfterOutage(ts), do)
}

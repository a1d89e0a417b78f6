package owner

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/clock"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/scenarios"
)

// user is the owner of an account beside the base sessions: the steps that they
// add to them, now.
type user struct {
	stage    *defence.Stage
	account  *defence.Account
	reading  bool                 // look-ups are counted
	asking   map[uint64]bool      // sessions in which a challenge is being answered
	free     func(now int64) bool // whether the help desk may lock the account; nil = always
	losses   int                  // rounds of a war over the password that are lost
	lost     int64                // when the password was chosen that the last one was lost to
	called   bool                 // the help desk
	signedIn func(now int64)      // is told of each accepted sign-in of a base session
}

// key names the draws about a session.
func (u *user) key(s *traffic.Session) random.Key {
	return u.stage.World.Key.Stream(script.RecoveryStream).At2(uint64(u.account.Index), uint64(s.Name()))
}

// step names and keys an added step of the owner, now.
func (u *user) step() portal.Step { return addedStep(u.stage.World, u.account, u.stage.Queue.Now()) }

// addedStep names and keys an added step of an account at an instant.
func addedStep(w *script.World, a *defence.Account, ts int64) portal.Step {
	a.Steps++
	s := portal.Step{
		Name: portal.StepName(portal.RecoveryKind, a.Index, a.Steps), TS: ts,
		Key:   w.Key.Stream(script.RecoveryStream).At2(uint64(a.Index), drawStep<<56|uint64(a.Steps)),
		Prior: min(a.Stepped, ts),
	}
	a.Stepped = ts
	return s
}

// add writes a step that the base world does not have, now. An owner whose address
// is banned meanwhile, because others use it too, finds the way over a telephone.
func (u *user) add(act script.Action) {
	v := &act.Visit
	if _, out := u.stage.Defence.Banned(
		v.Addr,
		u.stage.Queue.Now(),
	); out && act.Do != script.Administer &&
		act.Why != event.Banned {
		w := u.stage.World
		key := w.Key.Stream(script.RecoveryStream).At2(uint64(v.Account), drawMobile<<56)
		v.Addr, v.Net, v.Place = w.Accounts.Networks().Hosting(scenarios.MobileCGNAT, []string{"FR"}, key, 0)
	}
	act.Added, act.Step = true, u.step()
	u.stage.Book.Write(act)
}

// visitOf is the owner's context in what a base session became.
func (u *user) visitOf(s *traffic.Session, cause event.Cause, by uint8) portal.Visit {
	v := u.stage.World.Base.VisitAt(s, u.stage.Queue.Now())
	v.Cache = portal.Cache{Cold: v.Cache.Cold} // the files of the day are there
	v.Truth.Label, v.Truth.Purpose = event.Collateral, event.Recovery
	if cause == event.ByControl {
		v.Truth.CausedBy = by
	} else {
		v.Truth.Campaign = by
	}
	return v
}

// later runs a step at an instant, or after the outage that contains it.
func (u *user) later(ts int64, do func(now int64)) *clock.Timer {
	return u.stage.Queue.At(u.stage.World.AfterOutage(ts), do)
}

package scenarios

import (
	"slices"
	"time"

	"github.com/breachsim/breachsim/scenarios/internal/quantity"
)

// Shut reports whether the service is closed for the whole of a campaign's
// window: nobody who comes anew finds anything to do.
func (s *Scenario) Shut(k *Campaign) bool {
	for i := range s.Controls {
		x := &s.Controls[i]
		from := x.At.UnixMicro()
		if !x.Disabled && x.Closes() && from <= k.Window.From.UnixMicro() &&
			(x.Duration == 0 || from+int64(x.Duration) >= k.Window.To.UnixMicro()) {
			return true
		}
	}
	return false
}

// Undefended reports whether campaigns go on when their time is over, since no control
// of the scenario ends it: those that there are are disabled, or wait for what a
// detector outside says.
func (s *Scenario) Undefended() bool {
	acts := func(k Control) bool { return !k.Disabled && !k.Detect.Outside }
	return len(s.Controls) > 0 && !slices.ContainsFunc(s.Controls, acts)
}

// Acting lists the controls that are not disabled.
func (s *Scenario) Acting() (acting []Control) {
	for i := range s.Controls {
		if !s.Controls[i].Disabled {
			acting = append(acting, s.Controls[i])
		}
	}
	return acting
}

// Ceiling reports whether the campaign's targets.exposed is a ceiling: a control
// judges what the log says, or one by the clock meets a campaign that goes on.
func (s *Scenario) Ceiling(k *Campaign) bool {
	moves := map[Reply]Move{}
	for _, r := range k.OnResponse {
		moves[r.On] = r.Move
	}
	if moves[OnNotFound] != Next || s.keptAway(k) {
		return true
	}
	for i := range s.Controls {
		c := &s.Controls[i]
		bans, resets := slices.Contains(c.Actions, BanAddresses), slices.Contains(c.Actions, ResetAccounts)
		switch on403 := moves[On403]; {
		case c.Disabled:
		// what it will use may be gone before it begins
		case (bans || resets) && !c.At.After(k.Window.From) && s.known(c.At):
			return true
		case c.Ceiling(), resets && moves[OnAccountReset] == Reacquire:
			return true
		// rotate_ip catches up while the pool has addresses
		case bans && !resets && on403 != StopMove && on403 != DropAccount:
			return true
		}
	}
	return false
}

// keptAway reports whether a campaign uses sessions of owners whom another one may
// keep away.
func (s *Scenario) keptAway(k *Campaign) bool {
	theft := func(a AcquireShare) bool { return a.How == SessionTheft && a.Share > 0 }
	return slices.ContainsFunc(k.Access.Acquire, theft) && slices.ContainsFunc(s.Campaigns, func(o Campaign) bool {
		return o.ID != k.ID && o.CoUse == OwnerIdle
	})
}

// TriedBefore is how long before its window a campaign tries accounts that it does not get,
// where it tries none of its own beforehand.
const TriedBefore = 48 * time.Hour

// known reports whether a campaign may have used anything by then, so that a control
// by the clock finds what to act on: accounts that it tries and does not get are enough.
func (s *Scenario) known(at time.Time) bool {
	return slices.ContainsFunc(s.Campaigns, func(k Campaign) bool {
		lead := k.Access.Validate.Lead.Duration()
		if s := k.Access.Success; lead == 0 && s > 0 && s < quantity.One {
			lead = TriedBefore
		}
		return k.Window.From.Add(-lead).Before(at)
	})
}

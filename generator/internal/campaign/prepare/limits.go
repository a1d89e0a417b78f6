package prepare

import (
	"slices"

	"github.com/breachsim/breachsim/generator/internal/campaign/reaction"
	"github.com/breachsim/breachsim/scenarios"
)

// limits returns when the wanted number of look-ups must be done, and how far the
// campaign would go on: a control by the clock that falls on the window's stop or
// before it is what stops the campaign, so without controls it goes on to the end
// of the scenario. A campaign is done when its list is, where the scenario gives
// a rate, targets near the accounts, or sessions that are used once.
func limits(sc *scenarios.Scenario, c *scenarios.Campaign) (stop, end int64) {
	stop = c.Window.To.UnixMicro()
	end = stop
	for _, ctl := range sc.Controls {
		at := ctl.At.UnixMicro()
		if ctl.Contains() && !ctl.ByRule() && stops(c, ctl.Actions) && at > c.Window.From.UnixMicro() && at <= stop {
			stop, end = at, sc.Time.End.UnixMicro()
		}
	}
	if c.Pacing.Rate.Unit != scenarios.NoRate || c.Targets.Parted() || c.Targets.Exposed == 0 || oneShot(c) {
		end = stop
	}
	return stop, end
}

// oneShot reports whether a campaign uses each hijacked session once.
func oneShot(c *scenarios.Campaign) bool {
	return c.Rotation.Accounts == scenarios.Burn &&
		slices.ContainsFunc(
			c.Access.Acquire,
			func(a scenarios.AcquireShare) bool { return a.How == scenarios.SessionTheft },
		)
}

// stops reports whether a control ends the campaign: accounts are reset and it
// does not get them back, or its addresses are banned and it does not take others.
func stops(c *scenarios.Campaign, actions []scenarios.ControlAction) bool {
	p := reaction.Policy(c.OnResponse)
	if slices.Contains(actions, scenarios.ResetAccounts) {
		return p.Move(scenarios.OnAccountReset).Move != scenarios.Reacquire
	}
	on403 := p.Move(scenarios.On403).Move
	return slices.Contains(actions, scenarios.BanAddresses) &&
		(on403 == scenarios.StopMove || on403 == scenarios.DropAccount)
}

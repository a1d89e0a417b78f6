// Package prepare makes a campaign ready to be played: who works for it, whom it looks up, when
// and how fast, and from where.
//
// It stands between a scenario and the stage of package campaign: what it returns has played
// nothing yet. Campaigns are prepared in the order of the scenario, for each leaves accounts to
// those after it. Accounts come from allocation, the list from targets, hours from intensity,
// and the division of the list among accounts from ledger; this package asks each of them in
// turn. It draws nothing of the base world anew, and decides nothing that an answer of the
// portal could change.
//
// Files from the top downwards: prepare takes the steps, each of them in a file of its own
// (accounts, list, work, near, tries); hours is when an account is worked with, limits when a
// campaign ends; preparation is what the steps share.
package prepare

import (
	"github.com/breachsim/breachsim/generator/internal/campaign/actor"
	"github.com/breachsim/breachsim/generator/internal/campaign/intensity"
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/campaign/spell"
	"github.com/breachsim/breachsim/generator/internal/campaign/targets"
	"github.com/breachsim/breachsim/scenarios"
)

// Campaign chooses a campaign's accounts, list, hours and addresses, when those before it
// in the scenario have chosen theirs.
func Campaign(
	w *script.World, before []*actor.Campaign, reserve *targets.Reserve,
) (*actor.Campaign, error) {
	id := uint8(len(before) + 1)
	spec := &w.Scenario.Campaigns[id-1]
	c := &actor.Campaign{}
	c.ID, c.Spec, c.Policy, c.Name = id, spec, spec.OnResponse, spec.Number()
	c.Key = KeyOf(w, spec)
	c.Stop, c.End = limits(w.Scenario, spec)
	c.Rated = spec.Pacing.Rate.Unit != scenarios.NoRate
	c.Extras = spell.Extras{
		Key: c.Key, Blend: int64(spec.Client.Blend), From: spec.Window.From.UnixMicro(), Portal: w.Portal,
	}
	x := &preparation{
		w: w, c: c, before: before, reserve: reserve, classes: map[scenarios.Profile]*intensity.Intensity{},
	}
	for _, step := range []func() error{x.allocate, x.list, x.work, x.near, x.addresses, x.probes} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return c, nil
}

package campaign

import (
	"fmt"

	"breachsim/generator/campaign/script"
	"breachsim/generator/campaign/targets"
	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

// File is the leaked file that a campaign's list comes from.
type File struct {
	Key    random.Key // of what its rows say
	Source *scenarios.Source
	List   *targets.List
}

// Files lists the leaked files that the scenario's campaigns hold, in their order,
// whether or not they are played: each list is that of the campaign, row by row.
func Files(w *World) (out []File, err error) {
	for i := range w.Scenario.Campaigns {
		spec := &w.Scenario.Campaigns[i]
		if !spec.Targets.Source.Known() {
			continue
		}
		key := keyOf(w, spec)
		l, err := newList(w, spec, key)
		if err != nil {
			return nil, fmt.Errorf("campaign %q: %w", spec.ID, err)
		}
		out = append(out, File{Key: key.At(drawRows), Source: &spec.Targets.Source, List: l})
	}
	return out, nil
}

// keyOf is the key of all draws of a campaign.
func keyOf(w *script.World, spec *scenarios.Campaign) random.Key {
	return w.Key.Stream(script.CampaignStream).At(scenarios.IDHash(spec.ID))
}

// newList makes the list of targets of a campaign.
func newList(w *script.World, spec *scenarios.Campaign, key random.Key) (*targets.List, error) {
	accounts := spec.Access.Accounts
	counts := targets.Counts{Trials: accounts * spec.Access.Validate.LookUps, Hits: accounts}
	return targets.New(key.At(drawList), w.Persons.Wary(key.At(drawWary), int64(spec.Targets.Wary)), spec.Targets, counts)
}

package prepare

import (
	"github.com/breachsim/breachsim/generator/internal/campaign/script"
	"github.com/breachsim/breachsim/generator/internal/campaign/targets"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// KeyOf is the key of all draws of a campaign.
func KeyOf(w *script.World, spec *scenarios.Campaign) random.Key {
	return w.Key.Stream(script.CampaignStream).At(scenarios.IDHash(spec.ID))
}

// NewList makes the list of targets of a campaign.
func NewList(w *script.World, spec *scenarios.Campaign, key random.Key) (*targets.List, error) {
	accounts := spec.Access.Accounts
	counts := targets.Counts{
		Trials: accounts * spec.Access.Validate.LookUps, Hits: min(accounts, spec.Targets.Exposed),
	}
	persons := w.Persons.Wary(key.At(drawWary), int64(spec.Targets.Wary))
	return targets.New(key.At(drawList), persons, spec.Targets, counts)
}

// list makes the list of targets.
func (x *preparation) list() (err error) {
	fill := func() (*targets.List, error) { return NewList(x.w, x.c.Spec, x.c.Key) }
	if x.reserve == nil {
		x.c.List, err = fill()
	} else {
		x.c.List, err = x.reserve.New(fill)
	}
	return err
}

package feasible

import (
	"fmt"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/capacity"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// lacksNumber finds a campaign whose id gives its events the names of another's.
func (s *world) lacksNumber(i int) *lack {
	k := &s.Campaigns[i]
	taken := map[uint16]bool{}
	other := ""
	for j := range s.Campaigns {
		taken[s.Campaigns[j].Number()] = true
		if j < i && s.Campaigns[j].Number() == k.Number() {
			other = s.Campaigns[j].ID
		}
	}
	if other == "" {
		return nil
	}
	id := ""
	for n := 1; id == "" || taken[scenarios.CampaignNumber(id)]; n++ {
		id = fmt.Sprintf("%s-%d", k.ID, n)
	}
	return &lack{
		path: of(i, "id"), what: fmt.Sprintf("%s and %s get the same event names, as one pair of ids in %d does",
			wording.Quote(k.ID), wording.Quote(other), 1<<scenarios.CampaignBits),
		fixes: []scenarios.Fix{{set(of(i, "id"), id)}},
	}
}

// contradictsBurn finds what does not go with sessions that are stolen and used
// once.
func (s *world) contradictsBurn(i int) *lack {
	k := &s.Campaigns[i]
	if k.Rotation.Accounts != scenarios.Burn {
		return nil
	}
	theft, others := false, false
	for _, a := range capacity.Crews(k) {
		theft, others = theft || a.Theft, others || !a.Theft
	}
	if !theft {
		return nil
	}
	turns := scenarios.Fix{set(of(i, "rotation.accounts"), "least_recent")}
	const why = "with rotation.accounts: burn each stolen session is used once, so "
	each := (s.needed(k)+int64(k.Access.Accounts)-1)/int64(k.Access.Accounts) + int64(k.Access.Validate.LookUps)
	switch {
	case others:
		return &lack{path: of(i, "access.acquire"), what: why + "every account must come from session_theft",
			fixes: []scenarios.Fix{{set(of(i, "access.acquire"), "{session_theft: 1}")}, turns}}
	case k.Pacing.Rate.Unit != scenarios.NoRate:
		return &lack{path: of(i, "pacing.rate"), what: why + "it takes no rate", hint: "no rate",
			fixes: []scenarios.Fix{turns}}
	case k.Rotation.DutyCycle != quantity.One:
		return &lack{path: of(i, "rotation.duty_cycle"), what: why + "it takes no duty cycle",
			fixes: []scenarios.Fix{{set(of(i, "rotation.duty_cycle"), 1)}, turns}}
	case len(k.Targets.Relations) > 0:
		return &lack{path: of(i, "targets.relations"), what: why + "it cannot choose people that the user knows",
			hint: "no relations", fixes: []scenarios.Fix{turns}}
	case k.Targets.Cover > 0:
		return &lack{path: of(i, "targets.cover"), what: why + "it has no time for cover",
			fixes: []scenarios.Fix{{set(of(i, "targets.cover"), 0)}, turns}}
	case k.Targets.RegionMatch > 0:
		return &lack{path: of(i, "targets.region_match"), what: why + "it cannot choose targets near the account",
			fixes: []scenarios.Fix{{set(of(i, "targets.region_match"), 0)}, turns}}
	case k.Pacing.MaxPerDay > 0 && each > int64(k.Pacing.MaxPerDay):
		return &lack{path: of(i, "pacing.max_per_account_day"),
			what: fmt.Sprintf("each account makes up to %d look-ups with its trials, more than the cap of %d",
				each, k.Pacing.MaxPerDay),
			fixes: []scenarios.Fix{{set(of(i, "pacing.max_per_account_day"), each)}}}
	}
	return nil
}

package scenarios

import (
	"fmt"
	"slices"

	"github.com/breachsim/breachsim/scenarios/internal/quantity"
)

// Multiplied is the scenario with everything multiplied that a scale multiplies. why
// is "" unless the world would be larger than any may be; then there is no scenario.
// Whether the result can do what it asks for is another question.
func (s *Scenario) Multiplied(f Scale, keep Keep) (out *Scenario, why string) {
	out = s.resized(f)
	if n := out.Population.Accounts; n > MaxAccounts {
		return nil, fmt.Sprintf("%d accounts are more than %d", n, MaxAccounts)
	}
	if n := out.Population.InsuredPersons; n > MaxPersons {
		return nil, fmt.Sprintf("%d insured persons are more than %d", n, MaxPersons)
	}
	for i := range out.Campaigns {
		k := &out.Campaigns[i]
		if keep == KeepRates {
			k.crop(f)
			continue
		}
		k.Targets.Exposed = f.TimesSome(k.Targets.Exposed)
		k.Targets.Source.Rows = f.TimesSome(k.Targets.Source.Rows)
		k.Pacing.scale(f)
	}
	return out, ""
}

// resized is the scenario with its world multiplied, campaigns apart.
func (s *Scenario) resized(f Scale) *Scenario {
	out := *s
	out.Population.Accounts = f.Times(s.Population.Accounts)
	out.Population.InsuredPersons = f.Times(s.Population.InsuredPersons)
	out.Campaigns = slices.Clone(s.Campaigns)
	out.Benign.LookAlikes = slices.Clone(s.Benign.LookAlikes)
	if s.Benign.UsualLookAlikes {
		out.Benign.LookAlikes = UsualLookAlikes(out.Population.Accounts)
	}
	for i := range out.Benign.LookAlikes {
		if s.Benign.UsualLookAlikes {
			break
		}
		l := &out.Benign.LookAlikes[i]
		l.Accounts, l.Sites = f.TimesSome(l.Accounts), f.TimesSome(l.Sites)
		if l.Kind == TwinSites {
			l.Sites = max(2, l.Sites&^1)
		}
	}
	out.Controls = slices.Clone(s.Controls)
	for i := range out.Controls {
		out.Controls[i].Count = f.TimesSome(out.Controls[i].Count)
	}
	return &out
}

// crop makes a campaign smaller or larger and leaves each account its pace:
// accounts are multiplied, rounded up, and what all do together goes with them.
func (k *Campaign) crop(f Scale) {
	before, a := int64(k.Access.Accounts), &k.Access
	up := func(n int) int { return int(max(1, f.Product(int64(n), one-1))) }
	if len(a.Profiles) == 0 {
		a.Accounts = up(a.Accounts)
	} else {
		a.Profiles = slices.Clone(a.Profiles)
		a.Accounts = 0
		for i := range a.Profiles {
			if a.Profiles[i].Count > 0 {
				a.Profiles[i].Count = up(a.Profiles[i].Count)
			}
			a.Accounts += a.Profiles[i].Count
		}
	}
	now := int64(a.Accounts)
	each := func(n int64) int64 { return max(1, (n*now+before/2)/before) } // for as many accounts
	if k.Targets.Exposed > 0 {
		k.Targets.Exposed = int(each(int64(k.Targets.Exposed)))
	}
	if k.Targets.Source.Rows > 0 {
		k.Targets.Source.Rows = int(each(int64(k.Targets.Source.Rows)))
	}
	k.Pacing.Concurrency = int(min(now, (int64(k.Pacing.Concurrency)*now+before-1)/before))
	if k.Pacing.Rate.Unit == PerSecond { // of all accounts together
		k.Pacing.Rate.Amount = max(1, quantity.MulDiv(k.Pacing.Rate.Amount, now, before))
	}
}

// scale multiplies the rate, and the cap a day, which is rounded up so that it
// holds no list up. A bound in a sliding time stays: it is somebody's limit, which knows
// nothing of scales.
func (p *Pacing) scale(f Scale) {
	if p.Rate.Unit != NoRate {
		p.Rate.Amount = max(1, f.Product(p.Rate.Amount, one/2))
	}
	if p.MaxPerDay > 0 {
		p.MaxPerDay = int(max(1, f.Product(int64(p.MaxPerDay), one-1)))
	}
}

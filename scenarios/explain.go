package scenarios

import (
	"breachsim/scenarios/internal/schema"
	"breachsim/scenarios/internal/tree"
)

// Explained is one value of a scenario with what it means.
type Explained = schema.Explained

// ExplainCampaign tells every value of the i-th campaign, defaults included, in
// the words of the language.
func (s *Scenario) ExplainCampaign(i int) []Explained {
	return s.explain("campaigns", campaignRows(), i)
}

// ExplainControl tells every value of the i-th control.
func (s *Scenario) ExplainControl(i int) []Explained { return s.explain("controls", controlRows(), i) }

// explain reads the resolved scenario with the rows, so that it knows
// whatever the language knows.
func (s *Scenario) explain(list string, rows *schema.Group, i int) []Explained {
	root := tree.Decode(s.YAML(), &tree.Report{})
	if root == nil {
		return nil
	}
	items := root.Get(list)
	if items == nil || i >= len(items.Items) {
		return nil
	}
	return rows.Explain(items.Items[i])
}

// SmallScale is a scale at which the scenario is quick to make and still holds
// what it asks for: the smallest of a few round ones that leaves 150 accounts
// at least and twice the accounts that each campaign takes of a profile, or 1.
func (s *Scenario) SmallScale() Scale {
	for _, f := range []Scale{1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000} {
		small, err := s.Scaled(f)
		if err == nil && small.Population.Accounts >= 150 && small.roomy() {
			return f
		}
	}
	return one
}

// roomy reports whether the world has twice the accounts that campaigns ask
// for, of each profile.
func (s *Scenario) roomy() bool {
	for i := range s.Campaigns {
		a := &s.Campaigns[i].Access
		if 2*a.Accounts > s.Population.Accounts {
			return false
		}
		for _, ask := range a.Profiles {
			if 2*int64(ask.Count)*one > s.Population.expected(ask.Profile) {
				return false
			}
		}
	}
	return true
}

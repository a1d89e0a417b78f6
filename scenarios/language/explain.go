package language

import (
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
	"github.com/breachsim/breachsim/scenarios/internal/tree"
)

// Explained is one value of a scenario with what it means.
type Explained = schema.Explained

// ExplainCampaign tells every value of the i-th campaign, defaults included, in
// the words of the language.
func ExplainCampaign(s *scenarios.Scenario, i int) []Explained {
	return explain(s, "campaigns", i)
}

// ExplainControl tells every value of the i-th control.
func ExplainControl(s *scenarios.Scenario, i int) []Explained { return explain(s, "controls", i) }

// explain reads the resolved scenario with the rows, so that it knows
// whatever the language knows.
func explain(s *scenarios.Scenario, list string, i int) []Explained {
	root := tree.Decode(YAML(s), &tree.Report{})
	if root == nil {
		return nil
	}
	items := root.Get(list)
	if items == nil || i >= len(items.Items) {
		return nil
	}
	of, _ := rows().Row(list).Kind.(*schema.ListOf)
	item, _ := of.Of.(*schema.Group)
	return item.Explain(items.Items[i])
}

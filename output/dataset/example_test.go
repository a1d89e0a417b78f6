package dataset_test

import (
	"context"
	"fmt"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/output/score"
	"github.com/breachsim/breachsim/output/sigma"
	"github.com/breachsim/breachsim/scenarios/library"
)

// A rule is tried on a plan. Nothing is written: logs and truth are made while they are
// read.
func ExampleInMemory() {
	ctx := context.Background()
	rules, err := sigma.Parse("rule.yml", []byte(`
title: Look-up
name: look_up
logsource: {product: breachsim, service: audit}
detection:
  selection: {action: lookup}
  condition: selection
---
title: Sixty persons within a day
correlation:
  type: value_count
  rules: [look_up]
  group-by: [account]
  timespan: 1d
  condition: {field: nir_ref, gte: 60}
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	scenario, err := library.Builtin("tiny")
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := generator.New(scenario, generator.Options{WithoutControls: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	data, err := dataset.InMemory(plan)
	if err != nil {
		fmt.Println(err)
		return
	}
	alerts, err := sigma.Alerts(ctx, data, rules)
	if err != nil {
		fmt.Println(err)
		return
	}
	worth, err := score.Alerts(ctx, data, alerts)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d of %d campaigns found, some persons saved within 4 h: %t\n", worth.CampaignsFound, worth.Campaigns,
		worth.Saved4h > 0)
	// Output: 1 of 1 campaigns found, some persons saved within 4 h: true
}

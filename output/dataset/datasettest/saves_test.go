// The README shows what follows, and a test of cmd/breachsim runs it in a module of its own.
package datasettest_test

import (
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output/dataset/datasettest"
	"github.com/breachsim/breachsim/output/score"
	"github.com/breachsim/breachsim/output/sigma"
)

func TestMyRuleSavesMost(t *testing.T) {
	const scale = 5_000 // millionths
	data := datasettest.InMemory(t, "amelipro-2022", generator.Options{Scale: scale, WithoutControls: true})
	rules, err := sigma.Load("testdata/stale_numbers.yml")
	if err != nil {
		t.Fatal(err)
	}
	alerts, err := sigma.Alerts(t.Context(), data, rules)
	if err != nil {
		t.Fatal(err)
	}
	worth, err := score.Alerts(t.Context(), data, alerts)
	if err != nil {
		t.Fatal(err)
	}
	if worth.ExposureAverted24h.Value < 0.75 || worth.FalsePer1000.Value > 3 {
		t.Errorf("saves %d of %d persons, with %.2f false alerts per 1,000 practitioner-days (%v)",
			worth.Saved24h, worth.Exposed, worth.FalsePer1000.Value, worth.Causes)
	}
}

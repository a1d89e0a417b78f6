package generator

import (
	"strconv"
	"time"

	"github.com/breachsim/breachsim/scenarios"
)

// Choice is an option that changes the content of a dataset, as it is written
// into the manifest.
type Choice struct{ Name, Value string }

// Choices lists the options of the plan that differ from their defaults.
func (p *Plan) Choices() []Choice {
	var out []Choice
	o := p.options
	if o.Scale != 0 && o.Scale != scenarios.Scale(1_000_000) {
		out = append(out, Choice{"scale", o.Scale.String()})
		if o.KeepRates {
			out = append(out, Choice{"scale_keep", scenarios.KeepRates.String()})
		}
	}
	for _, t := range []struct {
		name string
		at   time.Time
	}{{"from", o.From}, {"to", o.To}} {
		if !t.at.IsZero() {
			out = append(out, Choice{t.name, t.at.In(p.scenario.Time.Location).Format(time.RFC3339)})
		}
	}
	if o.WithoutCampaigns {
		out = append(out, Choice{"without_campaigns", "true"})
	}
	if o.WithoutControls {
		out = append(out, Choice{"without_controls", "true"})
	}
	if o.Secret != nil {
		out = append(out, Choice{"secret_commitment", p.secret.Commitment()})
	}
	if o.SecretWorld {
		out = append(out, Choice{"secret_world", "true"})
	}
	if o.History > 0 {
		out = append(out, Choice{"history", strconv.Itoa(o.History) + "d"})
	}
	return out
}

// Source returns the scenario as resolved from its file, before scaling.
func (p *Plan) Source() *scenarios.Scenario { return p.source }

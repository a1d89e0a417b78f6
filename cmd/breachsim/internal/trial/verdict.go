package trial

import (
	"context"

	"github.com/breachsim/breachsim/output/score"
	"github.com/breachsim/breachsim/output/score/report"
	"github.com/breachsim/breachsim/output/sigma"
)

// Verdict is what rules are worth on datasets: what --json prints.
type Verdict struct {
	Schema   string              `json:"schema"`
	Datasets []report.Dataset    `json:"datasets"`
	Rules    []report.Worth      `json:"rules"`
	Together report.Worth        `json:"together"` // the alerts of all rules as those of one detector
	Gate     []report.GateResult `json:"min,omitempty"`

	result *report.Result // of all rules together
}

// schema is the version of the JSON form; keys are added to it, never taken away.
const schema = "breachsim.test/1"

// score holds the alerts of each rule, and of all, against the truth. With no draws of
// the bootstrap there are no intervals.
func (list runs) score(ctx context.Context, set *sigma.Set, draws int) (*Verdict, error) {
	var inputs []score.Input
	for _, r := range list {
		from, err := r.content()
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, score.Input{Data: r.data, Name: "alerts of the rules", Alerts: from})
	}
	labels := sigma.Labels(set)
	choices := [][]string{nil}
	for _, label := range labels {
		choices = append(choices, []string{label})
	}
	if draws == 0 {
		draws = -1
	}
	reports, err := score.Each(ctx, inputs, score.Options{Resamples: draws}, choices)
	if err != nil {
		return nil, err
	}
	v := &Verdict{Schema: schema, Together: reports[0].Worth(), result: &reports[0].Result}
	for _, d := range reports[0].Datasets {
		d.Result = nil
		v.Datasets = append(v.Datasets, d)
	}
	for i, label := range labels {
		w := reports[i+1].Worth()
		w.Rule, w.File = label, fileOf(set, label)
		for _, r := range list {
			w.Alerts += r.alerts[label]
			w.AlertsNowhere += r.nowhere[label]
		}
		v.Together.Alerts += w.Alerts
		v.Together.AlertsNowhere += w.AlertsNowhere
		v.Rules = append(v.Rules, w)
	}
	return v, nil
}

func fileOf(set *sigma.Set, label string) string {
	for _, r := range set.Rules {
		if r.Label() == label {
			return r.File
		}
	}
	return ""
}

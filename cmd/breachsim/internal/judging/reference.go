package judging

import (
	"bytes"
	"context"
	"fmt"

	"github.com/breachsim/breachsim/output/detect"
	"github.com/breachsim/breachsim/output/score"
	"github.com/breachsim/breachsim/output/score/report"
)

// reference runs the reference rules as published on datasets, and tells which of them
// averts most within the budget of false alerts.
func reference(ctx context.Context, judged []score.Input) (*report.Reference, error) {
	inputs := make([]score.Input, len(judged))
	for i := range judged {
		d := judged[i].Data
		var alerts []byte
		_, err := detect.Run(ctx, d, detect.Options{Params: detect.Defaults()}, func(a *detect.Alert) error {
			alerts = a.Append(alerts)
			return nil
		})
		if err != nil {
			return nil, err
		}
		inputs[i] = score.Input{Data: d, Name: "alerts of the reference rules", Alerts: bytes.NewReader(alerts)}
	}
	rules := detect.Rules()
	choices := make([][]string, len(rules))
	for i, rule := range rules {
		choices[i] = []string{rule}
	}
	reports, err := score.Each(ctx, inputs, score.Options{Resamples: -1}, choices)
	if err != nil {
		return nil, err
	}
	best := &report.Reference{Among: fmt.Sprintf("%s to %s", rules[0], rules[len(rules)-1])}
	for i, r := range reports {
		if n := r.Result.Persons.AtBudget24h; n > best.AtBudget24h {
			best.Rule, best.AtBudget24h = rules[i], n
		}
	}
	return best, nil
}

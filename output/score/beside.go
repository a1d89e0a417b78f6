package score

import (
	"context"

	"github.com/breachsim/breachsim/output/score/alert"
	"github.com/breachsim/breachsim/output/score/internal/replay"
	"github.com/breachsim/breachsim/output/score/report"
)

// Beside is [Score] for several detectors on the same dataset, that of the first input,
// in one reading of it: a report for each. Rules and sisters of the options do not count.
func Beside(ctx context.Context, detectors []Input, o Options) ([]*report.Report, error) {
	if len(detectors) == 0 {
		return nil, nil
	}
	o, err := o.filled()
	if err != nil {
		return nil, err
	}
	o.Rules, o.Sisters = nil, nil
	d, err := detectors[0].open(ctx)
	if err != nil {
		return nil, err
	}
	var sets []alertSet
	for i := range detectors {
		all, err := detectors[i].load()
		if err != nil {
			return nil, err
		}
		sets = append(sets, alertSet{all, alert.ProblemsOf(detectors[i].Name, all)})
	}
	passes, err := readOnce(ctx, d, sets)
	if err != nil {
		return nil, err
	}
	var reports []*report.Report
	for _, p := range passes {
		reports = append(reports, tell(ctx, []*replay.Pass{p}, nil, o))
	}
	return reports, ctx.Err()
}

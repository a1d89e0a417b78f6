package score

import (
	"bytes"
	"context"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/score/alert"
	"github.com/breachsim/breachsim/output/score/report"
)

// Line is an alert that appends itself as a line of JSON, in the form that
// [alert.ReadAlerts] reads: those of packages sigma, detect and alert do.
type Line[A any] interface {
	*A
	Append(dst []byte) []byte
}

// Alerts says what alerts are worth on a dataset, which may be a plan in memory: persons
// saved, the time to the first true alert, false alerts per 1,000 practitioner-days and
// what was behind them. It is what breachsim test says of the same alerts, without
// intervals. Where rules are named, their alerts alone count. Alerts that do not fit the
// log are an [*alert.Problems], which counts them from 1.
func Alerts[A any, L Line[A]](
	ctx context.Context, d *read.Dataset, alerts []A, rules ...string,
) (*report.Worth, error) {
	var lines []byte
	for i := range alerts {
		lines = L(&alerts[i]).Append(lines)
	}
	in := []Input{{Data: d, Name: "alerts", Alerts: bytes.NewReader(lines)}}
	reports, err := Each(ctx, in, Options{Resamples: -1}, [][]string{rules})
	if err != nil {
		return nil, err
	}
	w := reports[0].Worth()
	w.Alerts = int64(reports[0].Datasets[0].Alerts)
	return &w, nil
}

// Watch shows a detector the audit log of a dataset, line by line in the order of time,
// and collects what it raises: an alert without a time is raised at the line that was
// shown. The line is valid during the call. It ends at the first error.
func Watch(ctx context.Context, d *read.Dataset, see func(*read.Event) []alert.Alert) ([]alert.Alert, error) {
	log, err := d.AuditLog()
	if err != nil {
		return nil, err
	}
	var all []alert.Alert
	for e, err := range log.All(ctx) {
		if err != nil {
			return nil, err
		}
		for _, a := range see(e) {
			if a.T == 0 {
				a.T = e.TS
			}
			all = append(all, a)
		}
	}
	return all, nil
}

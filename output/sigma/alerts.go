package sigma

import (
	"context"
	"slices"

	"github.com/breachsim/breachsim/output/read"
)

// Alerts runs rules over a dataset, which may be a plan in memory, and returns what they
// raise by time. Alerts on addresses that the audit log does not show are left out, as
// [Shown] says.
func Alerts(ctx context.Context, d *read.Dataset, rules *Set) (all []Alert, err error) {
	shown, err := Shown(ctx, d, rules)
	if err != nil {
		return nil, err
	}
	_, err = Run(ctx, d, Job{Rules: rules}, func(a *Alert) error {
		if shown(a) {
			own := *a
			own.Group, own.Events = slices.Clone(a.Group), slices.Clone(a.Events)
			all = append(all, own)
		}
		return nil
	})
	return all, err
}

// Shown reports of an alert whether the audit log has shown, by its time, the address
// that it is on. Only rules on the access log raise others: no account is known that
// they could concern, and nothing about them can be scored. It reads the audit log
// where there are such rules.
func Shown(ctx context.Context, d *read.Dataset, rules *Set) (func(*Alert) bool, error) {
	if !ReadsAccess(rules) {
		return func(*Alert) bool { return true }, nil
	}
	log, err := d.AuditLog()
	if err != nil {
		return nil, err
	}
	first := map[string]int64{}
	for e, err := range log.All(ctx) {
		if err != nil {
			return nil, err
		}
		if _, known := first[e.SrcIP.String()]; !known && e.SrcIP.IsValid() {
			first[e.SrcIP.String()] = e.TS
		}
	}
	return func(a *Alert) bool {
		at, known := first[a.ID]
		return a.Type != "ip" || known && at <= a.T
	}, nil
}

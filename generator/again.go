package generator

import (
	"fmt"
	"slices"
	"time"

	"breachsim/scenarios"
)

// Alert is what a detector says of an account while the log runs.
type Alert struct {
	Control string    // id of the control that carries it out: one with detect: {alerts: []}
	At      time.Time // when it is raised
	Account string    // its name in the log
}

// With plans the scenario again with alerts of a detector outside, besides those
// that it has. The control that an alert names acts on it after its delay; the
// threat actor answers as the scenario's on_response says, and owners whose
// accounts are reset by mistake live with it.
//
// Nothing before the first of the new alerts changes: what a detector has read
// already stays as it was. So a loop of reading and answering hands a log out
// slice by slice, and what it has decided so far makes the next slice:
//
//	plan ─► slice t ─► lines ─► detector ─► alerts at t ─► plan.With(alerts) ─► slice t+1
//
// It fails where no control waits for alerts by that name, no account has that
// name, or an alert is outside the scenario's time.
func (p *Plan) With(alerts ...Alert) (*Plan, error) {
	again := *p.source
	again.Controls = slices.Clone(again.Controls)
	for _, a := range alerts {
		i := slices.IndexFunc(
			again.Controls,
			func(c scenarios.Control) bool { return c.ID == a.Control && c.Detect.Outside },
		)
		if i < 0 {
			return nil, fmt.Errorf("no control %q waits for alerts; write one with detect: {alerts: []}", a.Control)
		}
		if a.At.Before(again.Time.Begin()) || !a.At.Before(again.Time.End) {
			return nil, fmt.Errorf("an alert at %s is outside the scenario's time", a.At.Format(time.RFC3339Nano))
		}
		d := &again.Controls[i].Detect
		d.Alerts = append(slices.Clip(d.Alerts), scenarios.Alert{At: a.At, Account: a.Account})
	}
	return New(&again, p.options)
}

package generator

import (
	"fmt"
	"net/netip"
	"slices"
	"time"

	"github.com/breachsim/breachsim/generator/internal/campaign"
	"github.com/breachsim/breachsim/scenarios"
)

// Alert is what a detector says of an account or of an address while the log runs.
type Alert struct {
	Control string     // id of the control that carries it out: one with detect: {alerts: []}
	At      time.Time  // when it is raised
	Account string     // its name in the log; empty where it is about an address
	Addr    netip.Addr // that the control bans, whoever comes from it
	Acts    time.Time  // when the control acts on it; zero = after its delay
}

// With plans the scenario again with alerts of a detector outside, besides those
// that it has. The control that an alert names acts on it; the threat actor answers
// as the scenario's on_response says, and owners whose accounts are reset by mistake
// live with it.
//
// Nothing before the first of the new alerts changes, nor before the first instant at
// which a control acts on one of them where the alerts say when: what a detector has
// read already stays as it was. So a loop of reading and answering hands a log out
// slice by slice, and what it has decided so far makes the next slice:
//
//	plan ─► slice t ─► lines ─► detector ─► alerts at t ─► plan.With(alerts) ─► slice t+1
//
// The two plans share the world that nobody attacks, so that a new one costs what its
// campaigns cost. It fails where no control waits for alerts by that name, no account
// has that name, no network has that address, or an alert is outside the scenario's
// time.
func (p *Plan) With(alerts ...Alert) (*Plan, error) {
	controls := slices.Clone(p.source.Controls)
	for i := range alerts {
		if err := p.enter(controls, &alerts[i]); err != nil {
			return nil, err
		}
	}
	source, scaled := *p.source, *p.scenario
	source.Controls, scaled.Controls = controls, slices.Clone(p.scenario.Controls)
	for i := range controls {
		scaled.Controls[i].Detect = controls[i].Detect
	}
	if slices.ContainsFunc(controls, everybodys) { // the base world knows of it
		return New(&source, p.options)
	}
	again := *p
	again.source, again.scenario = &source, &scaled
	if again.kept == nil {
		again.kept = campaign.NewKept(len(scaled.Campaigns))
	}
	if err := again.resolve(); err != nil {
		return nil, err
	}
	return &again, nil
}

// enter adds an alert to the control that it names.
func (p *Plan) enter(controls []scenarios.Control, a *Alert) error {
	i := slices.IndexFunc(controls, func(c scenarios.Control) bool {
		return c.ID == a.Control && c.Detect.Outside && !c.Disabled
	})
	if i < 0 {
		return fmt.Errorf("no control %q waits for alerts; write one with detect: {alerts: []}", a.Control)
	}
	begin, end := p.source.Time.Begin(), p.source.Time.End
	for _, at := range []time.Time{a.At, a.Acts} {
		if !at.IsZero() && (at.Before(begin) || !at.Before(end)) {
			return fmt.Errorf("an alert at %s is outside the scenario's time", at.Format(time.RFC3339Nano))
		}
	}
	d := &controls[i].Detect
	d.Alerts = append(slices.Clip(d.Alerts),
		scenarios.Alert{At: a.At, Account: a.Account, Addr: a.Addr, Acts: a.Acts})
	return nil
}

// everybodys reports whether a control asks something of everybody, by the clock or by
// a threshold.
func everybodys(c scenarios.Control) bool {
	return !c.Disabled && (c.Type == scenarios.Policy || c.Standing())
}

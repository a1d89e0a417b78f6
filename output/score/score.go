package score

import (
	"context"
	"fmt"
	"io"
	"slices"
)

// Input is a dataset and the alerts on it.
type Input struct {
	Dir    string
	Name   string    // of the alerts, for messages
	Alerts io.Reader // see [ReadAlerts]
}

// Options are the choices of a score. The zero value is good.
type Options struct {
	Resamples int      // of the bootstrap; 0 = [DefaultResamples], below 0 = none
	Rules     []string // alerts of these rules only; empty = all
	// DeploymentPrevalence is the share of malicious account-days in the field,
	// for ppv_at_prevalence; 0 = [DefaultPrevalence].
	DeploymentPrevalence float64
}

// DefaultResamples is how often the bootstrap draws.
const DefaultResamples = 1000

// DefaultPrevalence is the assumed share of malicious account-days in the
// field: twenty accounts used for ten days, once in 20 million account-days
// (20,000 accounts, three years). It is an assumption; nobody has published a
// figure.
const DefaultPrevalence = 1e-5

// Score holds alerts against the truth of datasets: one, or several replicates
// that are pooled. Bad alerts are a [*Problems], and nothing is scored.
func Score(ctx context.Context, inputs []Input, o Options) (*Report, error) {
	if o.Resamples == 0 {
		o.Resamples = DefaultResamples
	}
	o.Resamples = max(0, o.Resamples)
	if o.DeploymentPrevalence == 0 {
		o.DeploymentPrevalence = DefaultPrevalence
	}
	if o.DeploymentPrevalence <= 0 || o.DeploymentPrevalence >= 1 {
		return nil, fmt.Errorf("deployment prevalence %v: want a share above 0 and below 1", o.DeploymentPrevalence)
	}
	r := &Report{Schema: Schema, Protocol: Protocol{
		IncidentHours: int(incidentLength / hour), MarginHours: int(margin / hour), MaxEntities: maxEntities, Budget: budget,
		DeploymentPrevalence: o.DeploymentPrevalence, Resamples: o.Resamples, Confidence: confidence, Rules: o.Rules,
	}}
	var list []*pass
	for _, in := range inputs {
		p, err := readInput(ctx, in, o.Rules)
		if err != nil {
			return nil, err
		}
		list = append(list, p)
		r.Datasets = append(r.Datasets, p.describe())
	}
	for i, p := range list {
		if len(list) > 1 {
			res := gather([]*pass{p}).result(ctx, o, r.Datasets[i:i+1])
			r.Datasets[i].Result = &res
		}
	}
	r.Result = gather(list).result(ctx, o, r.Datasets)
	return r, ctx.Err()
}

// readInput reads a dataset with the alerts on it, once.
func readInput(ctx context.Context, in Input, rules []string) (*pass, error) {
	d, err := openData(in.Dir)
	if err != nil {
		return nil, err
	}
	alerts, err := ReadAlerts(in.Name, in.Alerts)
	if err != nil {
		return nil, err
	}
	if len(rules) > 0 {
		alerts = slices.DeleteFunc(alerts, func(a Alert) bool { return !slices.Contains(rules, a.Rule) })
	}
	bad := &Problems{File: in.Name}
	w := checkAlerts(d, alerts, bad)
	wanted := map[uint64]bool{}
	for id := range w.persons {
		wanted[id] = true
	}
	a, err := readAttacks(d, wanted)
	if err != nil {
		return nil, err
	}
	p := newPass(d, a, w, alerts, bad)
	if err := p.readLookAlikes(); err != nil {
		return nil, err
	}
	if err := p.run(ctx); err != nil {
		return nil, err
	}
	if err := bad.err(); err != nil {
		return nil, err
	}
	p.sortHits()
	return p, nil
}

// describe says what the dataset of a pass is.
func (p *pass) describe() Dataset {
	m := p.d.Manifest
	d := Dataset{
		Scenario: m.Scenario, ScenarioSHA256: m.ScenarioSHA256, DatasetVersion: m.DatasetVersion, Seed: m.Seed, Scale: m.Options["scale"],
		Controls: m.Options["without_controls"] != "true", Campaigns: m.Options["without_campaigns"] != "true",
		Days: p.scoredDays(), Accounts: len(p.d.names), AuditEvents: p.events, Alerts: len(p.alerts) - p.warmup, AlertsCapped: p.capped,
		ScoredFrom: m.ScoredFrom, AlertsInWarmup: p.warmup,
	}
	if d.Scale == "" {
		d.Scale = "1"
	}
	for i := range p.d.names {
		benign, malicious := p.days.count(int32(i))
		d.BenignAccountDays += benign
		d.AttackAccountDays += malicious
	}
	names := map[string]bool{}
	for i := range p.alerts {
		if !p.inWarmup(&p.alerts[i]) {
			names[p.alerts[i].Rule] = true
		}
	}
	d.AlertRules = len(names)
	return d
}

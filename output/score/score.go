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
	reports, err := ScoreEach(ctx, inputs, o, [][]string{o.Rules})
	if err != nil {
		return nil, err
	}
	return reports[0], nil
}

// ScoreEach is [Score] for several choices of rules, in one reading of each
// dataset; Rules of the options do not count.
func ScoreEach(ctx context.Context, inputs []Input, o Options, choices [][]string) ([]*Report, error) {
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
	passes := make([][]*pass, len(choices))
	for _, in := range inputs {
		each, err := readInput(ctx, in, choices)
		if err != nil {
			return nil, err
		}
		for i, p := range each {
			passes[i] = append(passes[i], p)
		}
	}
	var reports []*Report
	for i, rules := range choices {
		o.Rules = rules
		reports = append(reports, report(ctx, passes[i], o))
	}
	return reports, ctx.Err()
}

// report makes the figures of the passes over some datasets.
func report(ctx context.Context, list []*pass, o Options) *Report {
	r := &Report{Schema: Schema, Protocol: Protocol{
		IncidentHours: int(incidentLength / hour), MarginHours: int(margin / hour), MaxEntities: maxEntities, Budget: budget,
		DeploymentPrevalence: o.DeploymentPrevalence, Resamples: o.Resamples, Confidence: confidence, Rules: o.Rules,
	}}
	for _, p := range list {
		r.Datasets = append(r.Datasets, p.describe())
	}
	for i, p := range list {
		if len(list) > 1 {
			res := gather([]*pass{p}).result(ctx, o, r.Datasets[i:i+1])
			r.Datasets[i].Result = &res
		}
	}
	r.Result = gather(list).result(ctx, o, r.Datasets)
	return r
}

// readInput reads a dataset once, with the alerts on it of each choice of rules.
func readInput(ctx context.Context, in Input, choices [][]string) ([]*pass, error) {
	d, err := openData(ctx, in.Dir)
	if err != nil {
		return nil, err
	}
	all, err := ReadAlerts(in.Name, in.Alerts)
	if err != nil {
		return nil, err
	}
	var passes []*pass
	wanted := map[uint64]bool{}
	for _, rules := range choices {
		alerts, bad := chosen(all, rules), &Problems{File: in.Name}
		p := newPass(d, checkAlerts(d, alerts, bad), alerts, bad)
		passes = append(passes, p)
		for id := range p.w.persons {
			wanted[id] = true
		}
	}
	a, err := readAttacks(d, wanted)
	if err != nil {
		return nil, err
	}
	for _, p := range passes {
		p.att = a.again()
		if err := p.readLookAlikes(); err != nil {
			return nil, err
		}
	}
	if err := readLog(ctx, d, passes); err != nil {
		return nil, err
	}
	for _, p := range passes {
		if err := p.bad.err(); err != nil {
			return nil, err
		}
		p.sortHits()
	}
	return passes, nil
}

// chosen lists the alerts of some rules; no rules are all of them.
func chosen(alerts []Alert, rules []string) []Alert {
	list := slices.Clone(alerts)
	if len(rules) == 0 {
		return list
	}
	return slices.DeleteFunc(list, func(a Alert) bool { return !slices.Contains(rules, a.Rule) })
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

package score

import (
	"context"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/score/alert"
	"github.com/breachsim/breachsim/output/score/export"
	"github.com/breachsim/breachsim/output/score/internal/evidence"
	"github.com/breachsim/breachsim/output/score/internal/protocol"
	"github.com/breachsim/breachsim/output/score/internal/replay"
	"github.com/breachsim/breachsim/output/score/report"
)

// Input is a dataset and the alerts on it.
type Input struct {
	Dir    string
	Data   *read.Dataset // in place of Dir, where it is open already or lies in no directory; may be nil
	Name   string        // of the alerts, for messages
	Alerts io.Reader     // see [alert.ReadAlerts]
	From   string        // the product that wrote them, see [export.Names]; empty = none, they are in our form
	read   *[]alert.Alert
}

// open opens the dataset for scoring.
func (in *Input) open(ctx context.Context) (*replay.Data, error) {
	if in.Data != nil {
		return replay.Open(ctx, in.Data)
	}
	d, err := read.OpenDataset(in.Dir)
	if err != nil {
		return nil, err
	}
	return replay.Open(ctx, d)
}

// load reads the alerts.
func (in *Input) load() ([]alert.Alert, error) {
	if in.read != nil {
		return *in.read, nil
	}
	if in.From != "" {
		return export.Read(in.Name, in.Alerts, in.From)
	}
	return alert.ReadAlerts(in.Name, in.Alerts)
}

// UnfitError says that a dataset lacks what scoring needs.
type UnfitError = replay.UnfitError

// SisterError says why a sister cannot fix a threshold for the judged data.
type SisterError = read.SisterError

// Options are the choices of a score. The zero value is good.
type Options struct {
	Resamples int      // of the bootstrap; 0 = [DefaultResamples], below 0 = none
	Rules     []string // alerts of these rules only; empty = all
	// DeploymentPrevalence is the share of malicious account-days in the field,
	// for ppv_at_prevalence; 0 = [DefaultPrevalence].
	DeploymentPrevalence float64
	// Sisters are other datasets with alerts of the same detector. They fix a threshold:
	// the lowest score at which it makes, on all of them together, at most the budget of
	// false alerts. Figures at that score are added; the judged data do not choose it.
	Sisters []Input
	// OnlyAtSister leaves the judged alerts below that score out of all figures.
	OnlyAtSister bool
	// Incidents wants the incidents one by one, in [report.Report.Incidents].
	Incidents bool
	// Moments wants the growth of the exposure of a single dataset in so many parts of its
	// time, in [report.Report.Timeline]; 0 = not.
	Moments int
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
func Score(ctx context.Context, inputs []Input, o Options) (*report.Report, error) {
	all := o.Sisters
	for i := range inputs {
		all = append(all[:len(all):len(all)], inputs[i])
	}
	read, err := readAlerts(all, o.Rules)
	if err != nil {
		return nil, err
	}
	o.Sisters = read[:len(o.Sisters)]
	reports, err := Each(ctx, read[len(o.Sisters):], o, [][]string{o.Rules})
	if err != nil {
		return nil, err
	}
	return reports[0], nil
}

// RuleError says that no alert is of a rule that was asked for.
type RuleError struct {
	Rule  string
	Known []string // rules that the alerts have
}

func (e *RuleError) Error() string {
	if len(e.Known) == 0 {
		return fmt.Sprintf("no alert is of rule %q: the alerts name no rule", e.Rule)
	}
	return fmt.Sprintf("no alert is of rule %q; there are %s", e.Rule, strings.Join(e.Known, ", "))
}

// readAlerts reads the alerts on all datasets, and refuses rules that none of them has.
func readAlerts(inputs []Input, rules []string) ([]Input, error) {
	list := slices.Clone(inputs)
	known := map[string]bool{}
	for i := range list {
		in := &list[i]
		alerts, err := in.load()
		if err != nil {
			return nil, err
		}
		in.read = &alerts
		for k := range alerts {
			known[alerts[k].Rule] = true
		}
	}
	for _, rule := range rules {
		if !known[rule] {
			delete(known, "")
			return nil, &RuleError{rule, slices.Sorted(maps.Keys(known))}
		}
	}
	return list, nil
}

// Each is [Score] for several choices of rules, in one reading of each
// dataset; Rules of the options do not count.
func Each(ctx context.Context, inputs []Input, o Options, choices [][]string) ([]*report.Report, error) {
	o, err := o.filled()
	if err != nil {
		return nil, err
	}
	asked := make([]choice, len(choices))
	for i, rules := range choices {
		asked[i] = choice{rules: rules, least: math.Inf(-1)}
	}
	sisters, err := readInputs(ctx, o.Sisters, asked)
	if err != nil {
		return nil, err
	}
	for i := range asked {
		asked[i].fix(sisters[i], o.OnlyAtSister)
	}
	judged, err := readInputs(ctx, inputs, asked)
	if err != nil {
		return nil, err
	}
	if err := checkSisters(judged[0], sisters[0]); err != nil {
		return nil, err
	}
	var reports []*report.Report
	for i, rules := range choices {
		o.Rules = rules
		reports = append(reports, tell(ctx, judged[i], asked[i].sister, o))
	}
	return reports, ctx.Err()
}

// filled has the defaults where nothing was asked for.
func (o Options) filled() (Options, error) {
	if o.Resamples == 0 {
		o.Resamples = DefaultResamples
	}
	o.Resamples = max(0, o.Resamples)
	if o.DeploymentPrevalence == 0 {
		o.DeploymentPrevalence = DefaultPrevalence
	}
	if o.DeploymentPrevalence <= 0 || o.DeploymentPrevalence >= 1 {
		return o, fmt.Errorf("deployment prevalence %v: want a share above 0 and below 1", o.DeploymentPrevalence)
	}
	return o, nil
}

// choice is the alerts that count: of some rules, or of all where there are none, and
// from a score on.
type choice struct {
	rules  []string
	least  float64
	sister *float64 // threshold that sisters fix; nil where there are none
}

// fix sets the threshold of sisters, and leaves what lies below it out where only that
// counts.
func (c *choice) fix(sisters []*replay.Pass, only bool) {
	if len(sisters) == 0 {
		return
	}
	least := replay.AboveBudget(sisters)
	if c.sister = &least; only {
		c.least = least
	}
}

// readInputs reads datasets; the passes are listed by choice.
func readInputs(ctx context.Context, inputs []Input, choices []choice) ([][]*replay.Pass, error) {
	passes := make([][]*replay.Pass, len(choices))
	for _, in := range inputs {
		each, err := readInput(ctx, in, choices)
		if err != nil {
			return nil, err
		}
		for i, p := range each {
			passes[i] = append(passes[i], p)
		}
	}
	return passes, nil
}

// checkSisters refuses a sister with the honest people of a judged dataset: its
// threshold would be chosen on what is judged.
func checkSisters(judged, sisters []*replay.Pass) error {
	for _, s := range sisters {
		for _, j := range judged {
			if err := read.CheckSister(s.D.Dataset, j.D.Dataset); err != nil {
				return fmt.Errorf("the %w", err)
			}
		}
	}
	return nil
}

// tell makes the figures of the passes over some datasets.
func tell(ctx context.Context, list []*replay.Pass, sister *float64, o Options) *report.Report {
	r := &report.Report{Schema: report.Schema, Protocol: report.Protocol{
		IncidentHours: int(protocol.IncidentLength / protocol.Hour), MarginHours: int(protocol.Margin / protocol.Hour),
		MaxEntities: protocol.MaxEntities, Budget: protocol.Budget,
		DeploymentPrevalence: o.DeploymentPrevalence, Resamples: o.Resamples, Confidence: evidence.Confidence,
		Rules: o.Rules,
	}}
	for _, p := range list {
		r.Datasets = append(r.Datasets, describe(p))
	}
	for i, p := range list {
		if len(list) > 1 {
			res := figures(ctx, evidence.Gather([]*replay.Pass{p}, sister), o, r.Datasets[i:i+1])
			r.Datasets[i].Result = &res
		}
	}
	all := evidence.Gather(list, sister)
	r.Result = figures(ctx, all, o, r.Datasets)
	if o.Incidents {
		r.Incidents = all.Incidents()
	}
	if o.Moments > 0 && len(list) == 1 {
		r.Timeline = evidence.Timeline(list[0], o.Moments)
	}
	return r
}

// figures makes the figures of what was gathered of some datasets.
func figures(ctx context.Context, e *evidence.Evidence, o Options, sets []report.Dataset) report.Result {
	e.Field = o.DeploymentPrevalence
	return e.Result(ctx, o.Resamples, sets)
}

// readInput reads a dataset once, with the alerts on it of each choice.
func readInput(ctx context.Context, in Input, choices []choice) ([]*replay.Pass, error) {
	d, err := in.open(ctx)
	if err != nil {
		return nil, err
	}
	all, err := in.load()
	if err != nil {
		return nil, err
	}
	var sets []alertSet
	for i := range choices {
		sets = append(sets, alertSet{choices[i].of(all), alert.ProblemsOf(in.Name, all)})
	}
	return readOnce(ctx, d, sets)
}

// alertSet is alerts that are judged together, and what is wrong with them.
type alertSet struct {
	list []alert.Alert
	bad  *alert.Problems
}

// readOnce reads a dataset once, with a pass for each set of alerts.
func readOnce(ctx context.Context, d *replay.Data, sets []alertSet) ([]*replay.Pass, error) {
	var passes []*replay.Pass
	wanted := map[uint64]bool{}
	for _, x := range sets {
		p := replay.NewPass(d, replay.CheckAlerts(d, x.list, x.bad), x.list, x.bad)
		passes = append(passes, p)
		for id := range p.W.Persons {
			wanted[id] = true
		}
	}
	a, err := replay.ReadAttacks(d, wanted)
	if err != nil {
		return nil, err
	}
	for _, p := range passes {
		p.Att = a.Again()
		if err := p.ReadLookAlikes(); err != nil {
			return nil, err
		}
	}
	if err := replay.ReadLog(ctx, d, passes); err != nil {
		return nil, err
	}
	for _, p := range passes {
		if err := p.Bad.Err(); err != nil {
			return nil, err
		}
		p.SortHits()
	}
	return passes, nil
}

// of lists the alerts that are chosen.
func (c *choice) of(alerts []alert.Alert) []alert.Alert {
	return slices.DeleteFunc(slices.Clone(alerts), func(a alert.Alert) bool {
		return a.Score < c.least || len(c.rules) > 0 && !slices.Contains(c.rules, a.Rule)
	})
}

// describe says what the dataset of a pass is.
func describe(p *replay.Pass) report.Dataset {
	m := p.D.Manifest
	d := report.Dataset{
		Scenario: m.Scenario, ScenarioSHA256: m.ScenarioSHA256, DatasetVersion: m.DatasetVersion, Seed: m.Seed,
		Scale:    m.Options["scale"],
		Controls: m.Options["without_controls"] != "true", Campaigns: m.Options["without_campaigns"] != "true",
		Days: p.ScoredDays(), Accounts: len(p.D.Names), AuditEvents: p.Events, Alerts: len(p.Alerts) - p.Warmup,
		AlertsCapped: p.Capped,
		ScoredFrom:   m.ScoredFrom, AlertsInWarmup: p.Warmup,
	}
	if d.Scale == "" {
		d.Scale = "1"
	}
	for i := range p.D.Names {
		benign, malicious := p.Days.Count(int32(i))
		d.BenignAccountDays += benign
		d.AttackAccountDays += malicious
	}
	names := map[string]bool{}
	for i := range p.Alerts {
		if !p.InWarmup(&p.Alerts[i]) {
			names[p.Alerts[i].Rule] = true
		}
	}
	d.AlertRules = len(names)
	return d
}

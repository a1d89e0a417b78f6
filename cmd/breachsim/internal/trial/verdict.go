package trial

import (
	"context"
	"math"
	"slices"

	"breachsim/output/score"
	"breachsim/output/score/report"
	"breachsim/output/sigma"
)

// Verdict is what rules are worth on datasets: what --json prints.
type Verdict struct {
	Schema   string              `json:"schema"`
	Datasets []report.Dataset    `json:"datasets"`
	Rules    []Worth             `json:"rules"`
	Together Worth               `json:"together"` // the alerts of all rules as those of one detector
	Gate     []report.GateResult `json:"min,omitempty"`

	result *report.Result // of all rules together
}

// schema is the version of the JSON form; keys are added to it, never taken away.
const schema = "breachsim.test/1"

// Worth is what one rule, or all, is worth.
type Worth struct {
	Rule             string           `json:"rule,omitempty"`
	File             string           `json:"file,omitempty"`
	Alerts           int64            `json:"alerts"`
	AlertsNowhere    int64            `json:"alerts_nowhere,omitempty"` // on addresses that the audit log does not show
	Incidents        report.Incidents `json:"incidents"`
	Exposed          int              `json:"persons_exposed"`
	Saved4h          int              `json:"persons_saved_4h"`
	Saved24h         int              `json:"persons_saved_24h"`
	Minutes          report.Figure    `json:"time_to_detect_minutes"`
	FalsePer1000     report.Figure    `json:"false_alerts_per_1000"`
	CampaignsFound   int              `json:"campaigns_found"`
	Campaigns        int              `json:"campaigns"`
	Causes           []Cause          `json:"causes"` // of false incidents, the most frequent first
	OfNoLookAlike    int              `json:"false_of_no_lookalike"`
	ByDataset        []Share          `json:"by_dataset,omitempty"` // where there are several
	AccountsFound    int              `json:"accounts_found"`
	AccountsMisused  int              `json:"accounts_misused"`
	ExposureAverted4 report.Figure    `json:"exposure_averted_4h"`
	ExposureAverted  report.Figure    `json:"exposure_averted_24h"`
}

// Cause is a kind of look-alike behind false incidents.
type Cause struct {
	Kind  string `json:"kind"`
	False int    `json:"false"`
}

// Share is what a rule is worth on one of several datasets.
type Share struct {
	Seed         uint64           `json:"seed"`
	Incidents    report.Incidents `json:"incidents"`
	Exposed      int              `json:"persons_exposed"`
	Saved4h      int              `json:"persons_saved_4h"`
	Saved24h     int              `json:"persons_saved_24h"`
	FalsePer1000 report.Number    `json:"false_alerts_per_1000"`
}

// score holds the alerts of each rule, and of all, against the truth. With no draws of
// the bootstrap there are no intervals.
func (list runs) score(ctx context.Context, set *sigma.Set, draws int) (*Verdict, error) {
	var inputs []score.Input
	for _, r := range list {
		from, err := r.content()
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, score.Input{Dir: r.data.Dir, Name: "alerts of the rules", Alerts: from})
	}
	labels := sigma.Labels(set)
	choices := [][]string{nil}
	for _, label := range labels {
		choices = append(choices, []string{label})
	}
	if draws == 0 {
		draws = -1
	}
	reports, err := score.ScoreEach(ctx, inputs, score.Options{Resamples: draws}, choices)
	if err != nil {
		return nil, err
	}
	v := &Verdict{Schema: schema, Together: worth(reports[0]), result: &reports[0].Result}
	for _, d := range reports[0].Datasets {
		d.Result = nil
		v.Datasets = append(v.Datasets, d)
	}
	for i, label := range labels {
		w := worth(reports[i+1])
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

// worth takes from a report what a verdict tells.
func worth(r *report.Report) Worth {
	x := &r.Result
	w := Worth{Incidents: x.Incidents, Causes: []Cause{}, OfNoLookAlike: x.Incidents.False, Campaigns: len(x.Campaigns),
		Minutes: figure(x, report.DetectMinutes), FalsePer1000: figure(x, report.FalseAlerts),
		ExposureAverted4: figure(x, report.ExposureAverted4h), ExposureAverted: figure(x, report.ExposureAverted24h)}
	for _, c := range x.Campaigns {
		w.AccountsFound += c.AccountsFound
		w.AccountsMisused += c.Accounts
		if c.Found {
			w.CampaignsFound++
		}
	}
	w.Exposed, w.Saved4h, w.Saved24h = persons(x)
	for _, l := range x.LookAlikes {
		if l.FalseAlerts > 0 {
			w.Causes = append(w.Causes, Cause{l.Kind, l.FalseAlerts})
			w.OfNoLookAlike -= l.FalseAlerts
		}
	}
	w.OfNoLookAlike = max(0, w.OfNoLookAlike) // an incident may have two causes
	slices.SortStableFunc(w.Causes, func(a, b Cause) int { return b.False - a.False })
	for i := range r.Datasets {
		if d := &r.Datasets[i]; d.Result != nil {
			s := Share{Seed: d.Seed, Incidents: d.Result.Incidents,
				FalsePer1000: figure(d.Result, report.FalseAlerts).Value}
			s.Exposed, s.Saved4h, s.Saved24h = persons(d.Result)
			w.ByDataset = append(w.ByDataset, s)
		}
	}
	return w
}

// persons counts those who were exposed, and of them those who would not have been.
func persons(x *report.Result) (exposed, saved4h, saved24h int) {
	part := func(c *report.Campaign, share report.Number) int {
		if !share.Known() {
			return 0
		}
		return int(math.Round(float64(share) * float64(c.Exposed))) // the share of whole persons
	}
	for i := range x.Campaigns {
		c := &x.Campaigns[i]
		exposed += c.Exposed
		saved4h += part(c, c.Averted4h)
		saved24h += part(c, c.Averted24h)
	}
	return exposed, saved4h, saved24h
}

func figure(x *report.Result, metric int) report.Figure {
	return x.Find(report.Metrics()[metric].Name).Figure
}

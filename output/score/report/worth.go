package report

import "slices"

// Worth is what alerts are worth: those of one rule, or of all.
type Worth struct {
	Rule               string    `json:"rule,omitempty"`
	File               string    `json:"file,omitempty"`
	Alerts             int64     `json:"alerts"`
	AlertsNowhere      int64     `json:"alerts_nowhere,omitempty"` // on addresses that the audit log does not show
	Incidents          Incidents `json:"incidents"`
	Exposed            int       `json:"persons_exposed"`
	Saved4h            int       `json:"persons_saved_4h"`
	Saved24h           int       `json:"persons_saved_24h"`
	Minutes            Figure    `json:"time_to_detect_minutes"`
	FalsePer1000       Figure    `json:"false_alerts_per_1000"`
	CampaignsFound     int       `json:"campaigns_found"`
	Campaigns          int       `json:"campaigns"`
	Causes             []Cause   `json:"causes"` // of false incidents, the most frequent first
	OfNoLookAlike      int       `json:"false_of_no_lookalike"`
	ByDataset          []Share   `json:"by_dataset,omitempty"` // where there are several
	AccountsFound      int       `json:"accounts_found"`
	AccountsMisused    int       `json:"accounts_misused"`
	ExposureAverted4h  Figure    `json:"exposure_averted_4h"`
	ExposureAverted24h Figure    `json:"exposure_averted_24h"`
}

// Cause is a kind of look-alike behind false incidents.
type Cause struct {
	Kind  string `json:"kind"`
	False int    `json:"false"`
}

// Share is what a rule is worth on one of several datasets.
type Share struct {
	Seed         uint64    `json:"seed"`
	Incidents    Incidents `json:"incidents"`
	Exposed      int       `json:"persons_exposed"`
	Saved4h      int       `json:"persons_saved_4h"`
	Saved24h     int       `json:"persons_saved_24h"`
	FalsePer1000 Number    `json:"false_alerts_per_1000"`
}

// Worth is what the alerts of a report are worth.
func (r *Report) Worth() Worth {
	x := &r.Result
	w := Worth{Incidents: x.Incidents, Causes: []Cause{}, OfNoLookAlike: x.Incidents.False, Campaigns: len(x.Campaigns),
		Minutes: x.figure(DetectMinutes), FalsePer1000: x.figure(FalseAlerts),
		ExposureAverted4h: x.figure(ExposureAverted4h), ExposureAverted24h: x.figure(ExposureAverted24h)}
	for _, c := range x.Campaigns {
		w.AccountsFound += c.AccountsFound
		w.AccountsMisused += c.Accounts
		if c.Found {
			w.CampaignsFound++
		}
	}
	w.Exposed, w.Saved4h, w.Saved24h = x.Persons.Exposed, x.Persons.Averted4h, x.Persons.Averted24h
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
			p := &d.Result.Persons
			w.ByDataset = append(w.ByDataset, Share{Seed: d.Seed, Incidents: d.Result.Incidents, Exposed: p.Exposed,
				Saved4h: p.Averted4h, Saved24h: p.Averted24h, FalsePer1000: d.Result.figure(FalseAlerts).Value})
		}
	}
	return w
}

func (r *Result) figure(metric int) Figure { return r.Find(Metrics()[metric].Name).Figure }

package report

// Metric says what a figure is. Names are stable: files and --min use them.
type Metric struct {
	Name   string
	Unit   string
	Higher bool // higher is better
	Gauge  bool // describes the dataset, not the detector
	About  string
}

// The figures, in the order in which they are reported.
const (
	ExposureAverted4h = iota
	ExposureAverted24h
	BudgetAverted4h
	BudgetAverted24h
	DetectMinutes
	DetectLookUps
	DetectPersons
	CampaignRecall
	EntityRecall
	PrecisionAt5
	PrecisionAt20
	PrecisionAt100
	RecallAt5
	RecallAt20
	RecallAt100
	PRAUC
	PRAUCLift
	Prevalence
	RecallAtFPR
	FalseAlerts
	PPV
	DetectAccountMinutes
	Attainable4h
	Attainable24h
	SisterAverted4h // this and those below only where a sister fixes the threshold
	SisterAverted24h
	SisterFalseAlerts
	NumMetrics
)

// Metrics lists what is measured.
func Metrics() []Metric {
	return []Metric{
		ExposureAverted4h: {"exposure_averted_4h", "share", true, false,
			"Persons not exposed had each found account been cut off 4 h after its first alert."},
		ExposureAverted24h: {"exposure_averted_24h", "share", true, false,
			"The same for 24 h."},
		BudgetAverted4h: {"exposure_averted_4h_at_budget", "share", true, false,
			"The same for 4 h, with the alerts of the highest scores that make at most 1 false alert " +
				"per 1,000 practitioner-days. An upper bound: the threshold is chosen on what is judged."},
		BudgetAverted24h: {"exposure_averted_24h_at_budget", "share", true, false,
			"The same for 24 h."},
		DetectMinutes: {"time_to_detect_minutes", "minutes", false, false,
			"Median time from a campaign's first look-up to its first true alert; campaigns never found are censored."},
		DetectLookUps: {"time_to_detect_lookups", "look-ups", false, false,
			"The same in look-ups that the campaign made."},
		DetectPersons: {"time_to_detect_persons", "persons", false, false,
			"The same in persons exposed."},
		CampaignRecall: {"campaign_recall_at_budget", "share", true, false,
			"Campaigns of which at least half the exposure is averted, at 24 h and within the budget."},
		EntityRecall: {"entity_recall", "share", true, false,
			"Accounts used by a campaign on which there is a true alert."},
		PrecisionAt5: {"precision_at_5", "share", true, false,
			"True alerts among the 5 of highest score of each day."},
		PrecisionAt20: {"precision_at_20", "share", true, false,
			"True alerts among the 20 of highest score of each day."},
		PrecisionAt100: {"precision_at_100", "share", true, false,
			"True alerts among the 100 of highest score of each day."},
		RecallAt5: {"recall_at_5", "share", true, false,
			"Accounts used by a campaign found by somebody who looks at 5 alerts a day."},
		RecallAt20: {"recall_at_20", "share", true, false,
			"The same for 20 alerts a day."},
		RecallAt100: {"recall_at_100", "share", true, false,
			"The same for 100 alerts a day."},
		PRAUC: {"pr_auc", "share", true, false,
			"Average precision over account-days."},
		PRAUCLift: {"pr_auc_lift", "ratio", true, false,
			"Average precision over the prevalence; 1 is chance."},
		Prevalence: {"prevalence", "share", true, true,
			"Malicious share of the account-days: what average precision chance has."},
		RecallAtFPR: {"recall_at_fpr_0_001", "share", true, false,
			"Malicious account-days found at a threshold with at most 0.1 % of the benign ones."},
		FalseAlerts: {"false_alerts_per_1000", "per 1,000 days", false, false,
			"False alerts per 1,000 practitioner-days."},
		PPV: {"ppv_at_prevalence", "share", true, false,
			"Chance that a flagged account-day is malicious where so few are as in the field."},
		DetectAccountMinutes: {"time_to_detect_account_minutes", "minutes", false, false,
			"Median time from a campaign's first event on an account to the first true alert on that account; " +
				"accounts never found are censored."},
		Attainable4h: {"exposure_attainable_4h", "share", true, true,
			"What exposure_averted_4h would be with an alert at the first malicious event of each account: " +
				"nobody averts more."},
		Attainable24h: {"exposure_attainable_24h", "share", true, true,
			"The same for 24 h."},
		SisterAverted4h: {"exposure_averted_4h_at_sister", "share", true, false,
			"Persons not exposed, at 4 h, with the alerts at or above the score that makes at most 1 false alert " +
				"per 1,000 practitioner-days on the sister. Only with --sister."},
		SisterAverted24h: {"exposure_averted_24h_at_sister", "share", true, false,
			"The same for 24 h."},
		SisterFalseAlerts: {"false_alerts_per_1000_at_sister", "per 1,000 days", false, false,
			"False alerts per 1,000 practitioner-days that are left at that score."},
	}
}

// metricNames lists the names.
func metricNames() []string {
	names := make([]string, 0, NumMetrics)
	for _, m := range Metrics() {
		names = append(names, m.Name)
	}
	return names
}

// BySister reports whether a figure, by its place among [Metrics], exists only where
// a sister fixes the threshold.
func BySister(metric int) bool { return metric >= SisterAverted4h && metric <= SisterFalseAlerts }

// Better says which way a figure is good.
func (m *Metric) Better() string {
	switch {
	case m.Gauge:
		return "none"
	case m.Higher:
		return "higher"
	}
	return "lower"
}

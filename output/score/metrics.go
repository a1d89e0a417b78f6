package score

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
	exposureAverted4h = iota
	exposureAverted24h
	budgetAverted4h
	budgetAverted24h
	detectMinutes
	detectLookUps
	detectPersons
	campaignRecall
	entityRecall
	precisionAt5
	precisionAt20
	precisionAt100
	recallAt5
	recallAt20
	recallAt100
	prAUC
	prAUCLift
	prevalence
	recallAtFPR
	falseAlerts
	ppv
	numMetrics
)

// Metrics lists what is measured.
func Metrics() []Metric {
	return []Metric{
		exposureAverted4h:  {"exposure_averted_4h", "share", true, false, "Persons not exposed had each found account been cut off 4 h after its first alert."},
		exposureAverted24h: {"exposure_averted_24h", "share", true, false, "The same for 24 h."},
		budgetAverted4h:    {"exposure_averted_4h_at_budget", "share", true, false, "The same for 4 h, with the alerts of the highest scores that make at most 1 false alert per 1,000 practitioner-days."},
		budgetAverted24h:   {"exposure_averted_24h_at_budget", "share", true, false, "The same for 24 h."},
		detectMinutes:      {"time_to_detect_minutes", "minutes", false, false, "Median time from a campaign's first look-up to its first true alert; campaigns never found are censored."},
		detectLookUps:      {"time_to_detect_lookups", "look-ups", false, false, "The same in look-ups that the campaign made."},
		detectPersons:      {"time_to_detect_persons", "persons", false, false, "The same in persons exposed."},
		campaignRecall:     {"campaign_recall_at_budget", "share", true, false, "Campaigns of which at least half the exposure is averted, at 24 h and within the budget."},
		entityRecall:       {"entity_recall", "share", true, false, "Accounts used by a campaign on which there is a true alert."},
		precisionAt5:       {"precision_at_5", "share", true, false, "True alerts among the 5 of highest score of each day."},
		precisionAt20:      {"precision_at_20", "share", true, false, "True alerts among the 20 of highest score of each day."},
		precisionAt100:     {"precision_at_100", "share", true, false, "True alerts among the 100 of highest score of each day."},
		recallAt5:          {"recall_at_5", "share", true, false, "Accounts used by a campaign found by somebody who looks at 5 alerts a day."},
		recallAt20:         {"recall_at_20", "share", true, false, "The same for 20 alerts a day."},
		recallAt100:        {"recall_at_100", "share", true, false, "The same for 100 alerts a day."},
		prAUC:              {"pr_auc", "share", true, false, "Average precision over account-days."},
		prAUCLift:          {"pr_auc_lift", "ratio", true, false, "Average precision over the prevalence; 1 is chance."},
		prevalence:         {"prevalence", "share", true, true, "Malicious share of the account-days: what average precision chance has."},
		recallAtFPR:        {"recall_at_fpr_0_001", "share", true, false, "Malicious account-days found at a threshold with at most 0.1 % of the benign ones."},
		falseAlerts:        {"false_alerts_per_1000", "per 1,000 days", false, false, "False alerts per 1,000 practitioner-days."},
		ppv:                {"ppv_at_prevalence", "share", true, false, "Chance that a flagged account-day is malicious where so few are as in the field."},
	}
}

// metricNames lists the names.
func metricNames() []string {
	names := make([]string, 0, numMetrics)
	for _, m := range Metrics() {
		names = append(names, m.Name)
	}
	return names
}

// values are the figures of one resample; NaN where undefined, +Inf where not
// reached.
type values [numMetrics]float64

// measure computes all figures with the given weights.
func (e *evidence) measure(w *weights) (v values) {
	v[exposureAverted4h] = e.averted(w, 0, false)
	v[exposureAverted24h] = e.averted(w, 1, false)
	v[budgetAverted4h] = e.averted(w, 0, true)
	v[budgetAverted24h] = e.averted(w, 1, true)
	for m := range len(delay{}) {
		v[detectMinutes+m] = e.detectMedian(w, m)
	}
	v[campaignRecall] = e.campaignRecall(w)
	v[entityRecall] = e.entityRecall(w)
	top := e.topOfDays(w)
	for i := range perDay {
		v[precisionAt5+i], v[recallAt5+i] = top.precision[i], top.recall[i]
	}
	c := e.curve(w)
	v[prAUC], v[prevalence], v[recallAtFPR] = c.averagePrecision, c.prevalence, c.recallAtLimit
	v[prAUCLift] = c.averagePrecision / c.prevalence
	v[falseAlerts] = e.falseAlerts(w)
	v[ppv] = predictive(c.recall, c.falsePositiveRate, e.field)
	return v
}

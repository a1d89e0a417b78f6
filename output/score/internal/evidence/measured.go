package evidence

import (
	"github.com/breachsim/breachsim/output/score/internal/protocol"
	"github.com/breachsim/breachsim/output/score/report"
)

// values are the figures of one resample; NaN where undefined, +Inf where not
// reached.
type values [report.NumMetrics]float64

// measure computes all figures with the given weights.
func (e *Evidence) measure(w *weights) (v values) {
	v[report.ExposureAverted4h] = e.averted(w, 0, noThreshold)
	v[report.ExposureAverted24h] = e.averted(w, 1, noThreshold)
	v[report.BudgetAverted4h] = e.averted(w, 0, budget)
	v[report.BudgetAverted24h] = e.averted(w, 1, budget)
	for m := range len(delay{}) {
		v[report.DetectMinutes+m] = e.detectMedian(w, m)
	}
	v[report.CampaignRecall] = e.campaignRecall(w)
	v[report.EntityRecall] = e.entityRecall(w)
	top := e.topOfDays(w)
	for i := range protocol.PerDay {
		v[report.PrecisionAt5+i], v[report.RecallAt5+i] = top.precision[i], top.recall[i]
	}
	c := e.curve(w)
	v[report.PRAUC], v[report.Prevalence], v[report.RecallAtFPR] = c.averagePrecision, c.prevalence, c.recallAtLimit
	v[report.PRAUCLift] = c.averagePrecision / c.prevalence
	v[report.FalseAlerts] = e.falseAlerts(w, e.falses)
	v[report.PPV] = predictive(c.recall, c.falsePositiveRate, e.Field)
	v[report.DetectAccountMinutes] = e.accountMedian(w)
	v[report.Attainable4h] = e.averted(w, 0, atOnce)
	v[report.Attainable24h] = e.averted(w, 1, atOnce)
	v[report.SisterAverted4h] = e.averted(w, 0, sister)
	v[report.SisterAverted24h] = e.averted(w, 1, sister)
	v[report.SisterFalseAlerts] = e.falseAlerts(w, e.atSister)
	return v
}

package detect

import (
	"math"

	"github.com/breachsim/breachsim/output/rules"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// A score orders the alerts of one rule; the threshold is 1, but for R3, whose
// score is z. Scores are the only fractions here: what fires is decided by
// package rules in whole numbers.

// scoreR1 is the window over the time that its look-ups took.
func scoreR1(p *rules.RateParams, in *rules.Rate, now int64) float64 {
	const least = measure.Millisecond // several look-ups at once
	return float64(p.Window) / float64(max(now-in.From(), least))
}

// scoreR2 is the persons that the account would reach by midnight at the pace
// since midnight, over the threshold.
func scoreR2(p *rules.CountParams, a *account, day *localDay, now int64) float64 {
	const least = measure.Second // after midnight
	share := float64(day.end-day.start) / float64(max(now-day.start, least))
	return share * float64(a.Persons()) / float64(p.Count)
}

// scoreR3 is z of today's persons, by the formula at [rules.Moments].
func scoreR3(a *account) float64 {
	m, _ := a.Baseline()
	n := m.Days
	mean := float64(m.Sum) / float64(n)
	variance := float64(n*m.Squares-m.Sum*m.Sum) / float64(n*(n-1))
	return (float64(a.Persons()) - mean) / math.Sqrt(max(variance, mean, 1))
}

// scoreR4 is the threshold over the smaller of mean and deviation.
func scoreR4(p *rules.ClickParams, c *rules.Clicks) float64 {
	m := float64(c.Lookups() - 1)
	least := float64(c.Total()) / m
	if c.Lookups() >= p.Even {
		hi, lo := c.Scatter()
		scatter := math.Ldexp(float64(hi), 64) + float64(lo)
		least = min(least, math.Sqrt(scatter/(m*(m-1))))
	}
	const floor = 1000 // a millisecond
	return float64(p.Gap) / max(least, floor)
}

// scoreR5 is the share that found nobody, over the threshold.
func scoreR5(p *NotFoundParams, a *account) float64 {
	return float64(a.NotFound()) / float64(a.Answered()) / p.Share
}

// scoreR9 is the sum over the level.
func scoreR9(p *rules.DriftParams, a *account) float64 {
	sum, _ := a.Drift()
	return float64(sum) / float64(p.H)
}

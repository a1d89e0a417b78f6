package evidence

import (
	"math"

	"github.com/breachsim/breachsim/output/score/internal/protocol"
)

// threshold is what chooses the alerts of a figure.
type threshold uint8

const (
	noThreshold threshold = iota // all alerts
	budget                       // chosen on the judged data
	sister                       // chosen on the sister
	atOnce                       // an alert at the first malicious event of each use
)

// averted is the exposure averted at a lag L:
//
//	EA = 1 - Σ_i E_i(min(t_i + L, end)) / Σ_i E_i(end)
//
// over the uses i of an account by a campaign; E_i(t) = persons first exposed
// through i up to t, t_i = first true positive on i, infinite where there is
// none. 0 = nothing averted, 1 = everything. It asks what had become of the
// persons had the account been cut off; that the attacker might have asked for
// them through another account is not in it. NaN where nobody is exposed.
func (e *Evidence) averted(w *weights, lag int, of threshold) float64 {
	kept, total := int64(e.loose), int64(e.loose)
	for i := range e.uses {
		u := &e.uses[i]
		n := int64(w.of[u.account])
		total += n * int64(u.total)
		switch of {
		case noThreshold:
			kept += n * int64(u.kept[lag])
		case budget:
			kept += n * int64(u.atBudget[lag])
		case sister:
			kept += n * int64(u.atSister[lag])
		case atOnce:
			kept += n * int64(u.atOnce[lag])
		}
	}
	return 1 - ratio(kept, total)
}

// campaignRecall is the share of campaigns whose own exposure averted at 24 h
// and within the budget of false alerts is at least one half. A campaign that
// exposes nobody counts as recalled where it is found at all.
func (e *Evidence) campaignRecall(w *weights) float64 {
	var met, all int64
	for c := range e.campaigns {
		x := &e.campaigns[c]
		kept, total, drawn := int64(0), int64(0), int64(0)
		for _, i := range x.uses {
			u := &e.uses[i]
			n := int64(w.of[u.account])
			drawn += n
			kept += n * int64(u.atBudget[len(protocol.Lags)-1])
			total += n * int64(u.total)
		}
		if drawn == 0 {
			continue
		}
		n := int64(w.replica[x.replica])
		all += n
		if total > 0 && 1-ratio(kept, total) >= protocol.EnoughAverted ||
			total == 0 && !math.IsInf(x.found(e, w)[inMinutes], 1) {
			met += n
		}
	}
	return ratio(met, all)
}

// entityRecall is the share of the accounts used by a campaign with at least
// one true positive on them.
func (e *Evidence) entityRecall(w *weights) float64 {
	var hit, all int64
	for _, i := range e.stolen {
		all += int64(w.of[i])
		if e.hit[i] {
			hit += int64(w.of[i])
		}
	}
	return ratio(hit, all)
}

// falseAlerts are false-positive incidents, given by account, per 1,000 practitioner-days:
//
//	FA = 1000 · FP incidents / benign account-days
func (e *Evidence) falseAlerts(w *weights, of []int32) float64 {
	var falses, days int64
	for i, n := range w.of {
		falses += int64(n) * int64(of[i])
		days += int64(n) * int64(e.benign[i])
	}
	return 1000 * ratio(falses, days)
}

// ratio is NaN for a denominator of zero.
func ratio(a, b int64) float64 {
	if b == 0 {
		return math.NaN()
	}
	return float64(a) / float64(b)
}

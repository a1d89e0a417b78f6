package crosscheck

import (
	"fmt"
	"time"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
)

// visit checks that look-ups come in visits where their number is given.
func (w *checker) visit(r *schema.Record, thinks bool) {
	if _, given := schema.Value[int64](r, "pacing", "visit"); !given {
		return
	}
	e := r.Entry("pacing", "visit")
	switch shape, ok := schema.Value[scenarios.Shape](r, "pacing", "shape"); {
	case !ok || shape == scenarios.OwnerMimic:
	case shape != scenarios.LogNormalShape && shape != scenarios.Diurnal:
		w.Wrong(e, fmt.Sprintf("look-ups of shape: %v come in no visits", shape),
			"remove it, or write shape: owner_mimic")
	case !thinks:
		w.Wrong(e, fmt.Sprintf("look-ups of shape: %v come in visits with a think_time alone", shape),
			`write think_time: "lognormal(median=25s, sigma=0.9)" beside it, or shape: owner_mimic`)
	}
}

// tempo checks the keys of a campaign's pacing and turns against each other.
func (w *checker) tempo(r *schema.Record) {
	shape, ok := schema.Value[scenarios.Shape](r, "pacing", "shape")
	if ok && shape != scenarios.Constant && schema.Get[scenarios.Share](r, "pacing", "jitter") > 0 {
		w.Wrong(r.Entry("pacing", "jitter"), "jitter applies to shape: constant only", "remove it")
	}
	think, given := schema.Value[scenarios.Distribution](r, "pacing", "think_time")
	w.visit(r, given && think.Center > 0)
	switch e := r.Entry("pacing", "think_time"); {
	case !given:
	case ok && (shape == scenarios.Constant || shape == scenarios.PoissonShape):
		w.Wrong(e, fmt.Sprintf("the shape %v sets the gaps itself", shape), "remove it, or write shape: lognormal")
	case think.Center == 0:
		w.Wrong(e, "the time between look-ups is zero", "write a time above 0s")
	}
	w.bound(r)
	if order, ok := schema.Value[scenarios.Order](r, "targets", "order"); ok && order == scenarios.Enumeration &&
		schema.Get[scenarios.Share](r, "targets", "region_match") > 0 {
		w.Wrong(r.Entry("targets", "region_match"),
			"enumeration makes up numbers, so it cannot choose by region",
			"remove it, or write another targets.order")
	}
	from, ok1 := schema.Value[time.Time](r, "window", "start")
	to, ok2 := schema.Value[time.Time](r, "window", "stop")
	if ramp := schema.Get[scenarios.Micros](r, "pacing", "ramp").Duration(); ok1 && ok2 && to.After(from) &&
		ramp > to.Sub(from) {
		w.Wrong(r.Entry("pacing", "ramp"), "the ramp is longer than the window",
			"write a shorter ramp, or a later window.stop")
	}
}

// mostBound bounds the look-ups of a sliding time, whose instants are kept for each account.
const mostBound = 100_000

// longestRun is how many look-ups a run of shape: burst has at most.
const longestRun = 60

// bound checks the look-ups of an account in any time of a length: who works only while
// somebody else lets it cannot put a look-up off.
func (w *checker) bound(r *schema.Record) {
	e := r.Entry("pacing", "at_most")
	most, given := e.Value.(scenarios.Threshold)
	if !given {
		return
	}
	if most.Per > longestCount {
		w.Wrong(e, "the time is longer than a week", "write at most 7d, or max_per_account_day")
	}
	if most.Count > mostBound {
		w.Wrong(e, fmt.Sprintf("%d look-ups are more than are kept in mind for an account", most.Count),
			fmt.Sprintf("write at most %d, or max_per_account_day", mostBound))
	}
	if shape, _ := schema.Value[scenarios.Shape](r, "pacing", "shape"); shape == scenarios.Burst &&
		most.Count < longestRun {
		w.Wrong(e, fmt.Sprintf("runs of up to %d look-ups do not go into it", longestRun),
			fmt.Sprintf("write a bound of at least %d look-ups, or shape: lognormal with a think_time", longestRun))
	}
	if trials := r.Entry("access", "validate", "lookups"); schema.Get[int64](r, "access", "validate", "lookups") >
		int64(most.Count) {
		w.Wrong(trials, fmt.Sprintf("they follow upon each other, and are more than the %d of pacing.at_most",
			most.Count), fmt.Sprintf("write at most %d", most.Count))
	}
	switch turns, _ := schema.Value[scenarios.AccountRotation](r, "rotation", "accounts"); turns {
	case scenarios.Sequential, scenarios.Burn:
		w.Wrong(e, fmt.Sprintf("with rotation.accounts: %v the next account waits while this one waits", turns),
			"write max_per_account_day, or rotation.accounts: parallel")
	}
	if schema.Get[scenarios.Share](r, "access", "acquire", scenarios.SessionTheft.String()) > 0 {
		w.Wrong(e, "a stolen session may be over before a look-up may be made",
			"write max_per_account_day, or another access.acquire")
	}
}

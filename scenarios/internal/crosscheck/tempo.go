package crosscheck

import (
	"fmt"
	"time"

	"breachsim/scenarios"
	"breachsim/scenarios/internal/schema"
)

// tempo checks the keys of a campaign's pacing and turns against each other.
func (w *checker) tempo(r *schema.Record) {
	shape, ok := schema.Value[scenarios.Shape](r, "pacing", "shape")
	if ok && shape != scenarios.Constant && schema.Get[scenarios.Share](r, "pacing", "jitter") > 0 {
		w.Wrong(r.Entry("pacing", "jitter"), "jitter applies to shape: constant only", "remove it")
	}
	think, given := schema.Value[scenarios.Distribution](r, "pacing", "think_time")
	switch e := r.Entry("pacing", "think_time"); {
	case !given:
	case ok && (shape == scenarios.Constant || shape == scenarios.PoissonShape):
		w.Wrong(e, fmt.Sprintf("the shape %v sets the gaps itself", shape), "remove it, or write shape: lognormal")
	case think.Center == 0:
		w.Wrong(e, "the time between look-ups is zero", "write a time above 0s")
	}
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

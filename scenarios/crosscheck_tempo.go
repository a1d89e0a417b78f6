package scenarios

import "fmt"

// tempo checks the keys of a campaign's pacing and turns against each other.
func (w *walk) tempo(c clock, r *record) {
	shape, ok := value[Shape](r, "pacing", "shape")
	if ok && shape != Constant && get[Share](r, "pacing", "jitter") > 0 {
		w.at(r.entry("pacing", "jitter"), "jitter goes with shape: constant only", "remove it")
	}
	think, given := value[Distribution](r, "pacing", "think_time")
	switch e := r.entry("pacing", "think_time"); {
	case !given:
	case ok && (shape == Constant || shape == PoissonShape):
		w.at(e, fmt.Sprintf("shape: %v has its own law of gaps", shape), "remove it, or write shape: lognormal")
	case think.Center == 0:
		w.at(e, "gaps of no length", "write a time above 0s")
	}
	if order, ok := value[Order](r, "targets", "order"); ok && order == Enumeration && get[Share](r, "targets", "region_match") > 0 {
		w.at(r.entry("targets", "region_match"), "who makes up numbers does not know where people live", "remove it, or write another targets.order")
	}
	from, ok1 := c.moment(r, "window", "start")
	to, ok2 := c.moment(r, "window", "stop")
	if ramp := get[Micros](r, "pacing", "ramp").Duration(); ok1 && ok2 && to.After(from) && ramp > to.Sub(from) {
		w.at(r.entry("pacing", "ramp"), "the ramp is longer than the window", "write a shorter ramp, or a later window.stop")
	}
}

package crosscheck

import (
	"fmt"
	"time"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
)

// maxPeriod is the longest simulated period.
const maxPeriod = 10 * 366 * 24 * time.Hour

// period checks time and returns it; false when it cannot be relied upon.
func (w *checker) period(top *schema.Record) (start, end time.Time, ok bool) {
	start, ok1 := schema.Value[time.Time](top, "time", "start")
	end, ok2 := schema.Value[time.Time](top, "time", "end")
	if !ok1 || !ok2 {
		return start, end, false
	}
	e := top.Entry("time", "end")
	switch {
	case !end.After(start):
		w.Wrong(e, "the end is not after the start, "+quantity.FormatDay(start), "write a later end")
		return start, end, false
	case end.Sub(start) > maxPeriod:
		w.Wrong(e, "more than ten years after the start", "write an earlier end")
	}
	return start, end, true
}

// warmup checks the warm-up and returns where the logs begin; a warm-up that
// is wrong counts as none.
func (w *checker) warmup(top *schema.Record, start time.Time) time.Time {
	d, given := schema.Value[scenarios.Micros](top, "time", "warmup")
	if !given {
		return start
	}
	e, begins := top.Entry("time", "warmup"), (&scenarios.Time{Start: start, Warmup: d}).Begin()
	switch {
	case d%quantity.Day != 0:
		w.Wrong(e, fmt.Sprintf("%v is not a whole number of days", d),
			"write whole days, such as "+(d/quantity.Day*quantity.Day+quantity.Day).String())
	case d > scenarios.MaxWarmup:
		w.Wrong(e, "more than two years", "write at most "+scenarios.MaxWarmup.String())
	case begins.Year() < quantity.MinYear:
		w.Wrong(e, fmt.Sprintf("the logs would begin in %d, before %d", begins.Year(), quantity.MinYear),
			"write a shorter one, or a later time.start")
	default:
		return begins
	}
	return start
}

// aftermath checks the days after a campaign. They may lie beyond the simulated
// period: nothing of them is in a log.
func (w *checker) aftermath(top *schema.Record) {
	a := top.Group("aftermath")
	if a == nil {
		return
	}
	var first time.Time // of any campaign's window
	for _, r := range top.Items("campaigns") {
		if t, ok := schema.Value[time.Time](r, "window", "start"); ok && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	for _, key := range a.Keys() {
		if t, ok := schema.Value[time.Time](a, key); ok && t.Before(first) {
			w.Wrong(a.Entry(key), "earlier than the first campaign's window, "+quantity.FormatDay(first),
				"write a later time")
		}
	}
	emails, ok1 := schema.Value[time.Time](a, "emails_from")
	letters, ok2 := schema.Value[time.Time](a, "letters_from")
	if ok1 && ok2 && letters.Before(emails) {
		w.Wrong(a.Entry("letters_from"), "the letters come before the e-mails, "+quantity.FormatDay(emails),
			"write a time not before it")
	}
}

package scenarios

import (
	"fmt"
	"time"

	"breachsim/scenarios/internal/quantity"
	"breachsim/scenarios/internal/schema"
	"breachsim/scenarios/internal/tree"
	"breachsim/scenarios/internal/wording"
)

// maxPeriod is the longest simulated period.
const maxPeriod = 10 * 366 * 24 * time.Hour

// crosscheck checks what keys say about each other. Each check runs when the
// values it needs were understood, whatever else is wrong with the file.
func (w *checker) crosscheck(top *schema.Record) {
	if zone := schema.Get[*time.Location](top, "time", "timezone"); zone != nil {
		w.Times(top, zone)
	}
	start, end, ok := w.period(top)
	if ok {
		start = w.warmup(top, start) // of the logs
	}
	w.sumsToOne(top.Group("population").Entry("profile_mix"))
	for _, r := range top.Group("calendar").Items("epidemic") {
		onset, ok1 := schema.Value[time.Time](r, "onset")
		peak, ok2 := schema.Value[time.Time](r, "peak")
		if ok1 && ok2 && !peak.After(onset) {
			w.Wrong(r.Entry("peak"), "the peak is not after the onset, "+quantity.FormatDay(onset), "write a later peak")
		}
	}
	w.crosscheckLookAlikes(top)
	w.crosscheckPortal(top)
	w.distinct(top.Items("campaigns"), "campaign")
	for _, r := range top.Items("campaigns") {
		w.crosscheckCampaign(top, r)
		if ok {
			w.window(top, r, start, end)
		}
	}
	w.aftermath(top)
	w.distinct(top.Items("controls"), "control")
	w.once(top.Items("controls"), ForcePasswordChange, "every account chooses a new password")
	w.once(top.Items("controls"), RequireSecondFactor, "every account is enrolled")
	for _, r := range top.Items("controls") {
		w.crosscheckControl(r)
		w.canaries(top, r)
		if ok {
			w.controlTimes(r, start, end)
		}
	}
}

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

// sumsToOne checks a mapping of shares, to a millionth.
func (w *checker) sumsToOne(e *schema.Entry) {
	r, ok := e.Value.(*schema.Record)
	if !ok {
		return
	}
	sum := Share(0)
	bad := false
	r.Each(func(v *schema.Entry) {
		bad = bad || v.Node != nil && v.Value == nil
		s, _ := v.Value.(Share)
		sum += s
	})
	if bad {
		return // already reported
	}
	if sum < one-1 || sum > one+1 {
		w.Wrong(e, "the shares sum to "+quantity.FormatMillionths(int64(sum))+", not 1", "change one by "+quantity.FormatMillionths(int64(max(sum-one, one-sum))))
	}
}

// distinct checks that no two things of a list have one id.
func (w *checker) distinct(all []*schema.Record, what string) {
	first := map[string]*schema.Entry{}
	for _, r := range all {
		e := r.Entry("id")
		id, ok := e.Value.(string)
		if !ok {
			continue
		}
		if f := first[id]; f != nil {
			w.Wrong(e, fmt.Sprintf("%s is already the id of the %s %s", wording.Quote(id), what, tree.Parent(f.At)), "write another id")
			continue
		}
		first[id] = e
	}
}

func (w *checker) controlTimes(r *schema.Record, start, end time.Time) {
	at, ok := schema.Value[time.Time](r, "at")
	if ok && (at.Before(start) || !at.Before(end)) {
		w.Wrong(r.Entry("at"), "outside the simulated period, "+period(start, end), "write a time within it, or move time.start or time.end")
	}
	for _, a := range r.Items("detect", "alerts") {
		if raised, ok := schema.Value[time.Time](a, "at"); ok && (raised.Before(start) || !raised.Before(end)) {
			w.Wrong(a.Entry("at"), "outside the simulated period, "+period(start, end), "write a time within it")
		}
	}
	detected, given := schema.Value[time.Time](r, "detected_at")
	if !given {
		return
	}
	if t, known := schema.Value[ControlType](r, "type"); known && t != Analyst {
		w.Wrong(r.Entry("detected_at"), "only an analyst detects", "remove it")
	}
	if r.Entry("detect").Value != nil {
		w.Wrong(r.Entry("detected_at"), "the detection says when the analyst notices", "remove it")
	} else if ok && detected.After(at) {
		w.Wrong(r.Entry("detected_at"), "after the control acts, "+at.Format(time.RFC3339), "write a time not after it")
	} else if detected.Before(start) {
		w.Wrong(r.Entry("detected_at"), "before the simulated period, "+period(start, end), "write a time within it")
	}
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
	for _, f := range aftermathRows().Rows {
		if t, ok := schema.Value[time.Time](a, f.Name); ok && t.Before(first) {
			w.Wrong(a.Entry(f.Name), "before any campaign's window, "+quantity.FormatDay(first), "write a later time")
		}
	}
	emails, ok1 := schema.Value[time.Time](a, "emails_from")
	letters, ok2 := schema.Value[time.Time](a, "letters_from")
	if ok1 && ok2 && letters.Before(emails) {
		w.Wrong(a.Entry("letters_from"), "letters before the e-mails, "+quantity.FormatDay(emails), "write a time not before it")
	}
}

func period(start, end time.Time) string {
	return quantity.FormatDay(start) + " to " + quantity.FormatDay(end)
}

// checker checks what keys say about each other.
type checker struct{ *schema.Walk }

package scenarios

import (
	"fmt"
	"time"
)

// maxPeriod is the longest simulated period.
const maxPeriod = 10 * 366 * 24 * time.Hour

// crosscheck checks what keys say about each other. Each check runs when the
// values it needs were understood, whatever else is wrong with the file.
func (w *walk) crosscheck(top *record) {
	c := clock{get[*time.Location](top, "time", "timezone")}
	if c.loc != nil {
		w.years(c, top)
	}
	start, end, ok := w.period(c, top)
	if ok {
		start = w.warmup(top, start) // of the logs
	}
	w.sumsToOne(top.group("population").entry("profile_mix"))
	for _, r := range top.group("calendar").items("epidemic") {
		onset, ok1 := c.moment(r, "onset")
		peak, ok2 := c.moment(r, "peak")
		if ok1 && ok2 && !peak.After(onset) {
			w.at(r.entry("peak"), "the peak is not after the onset, "+day(onset), "write a later peak")
		}
	}
	w.crosscheckLookAlikes(top)
	w.crosscheckPortal(top)
	w.distinct(top.items("campaigns"), "campaign")
	for _, r := range top.items("campaigns") {
		w.crosscheckCampaign(c, top, r)
		if ok {
			w.window(c, top, r, start, end)
		}
	}
	w.aftermath(c, top)
	w.distinct(top.items("controls"), "control")
	w.once(top.items("controls"), ForcePasswordChange, "every account chooses a new password")
	w.once(top.items("controls"), RequireSecondFactor, "every account is enrolled")
	for _, r := range top.items("controls") {
		w.crosscheckControl(r)
		w.canaries(top, r)
		if ok {
			w.controlTimes(c, r, start, end)
		}
	}
}

// years reads every time in the scenario's zone, which decides its year.
func (w *walk) years(c clock, v any) {
	switch v := v.(type) {
	case *record:
		for _, e := range v.vals {
			w.yearsEntry(c, e)
		}
	case []*entry:
		for _, e := range v {
			w.yearsEntry(c, e)
		}
	}
}

func (w *walk) yearsEntry(c clock, e *entry) {
	if s, ok := e.v.(stamp); ok {
		if _, err := ParseTime(string(s), c.loc); err != nil {
			w.fault(e.n, e.at, err, "write a time nearer to our own")
			e.v = nil
		}
		return
	}
	w.years(c, e.v)
}

// at reports a problem at a value, or at its key's parent when it is a default.
func (w *walk) at(e *entry, what, hint string) { w.add(e.n, e.at, what, hint) }

// period checks time and returns it; false when it cannot be relied upon.
func (w *walk) period(c clock, top *record) (start, end time.Time, ok bool) {
	start, ok1 := c.moment(top, "time", "start")
	end, ok2 := c.moment(top, "time", "end")
	if !ok1 || !ok2 {
		return start, end, false
	}
	e := top.entry("time", "end")
	switch {
	case !end.After(start):
		w.at(e, "the end is not after the start, "+day(start), "write a later end")
		return start, end, false
	case end.Sub(start) > maxPeriod:
		w.at(e, "more than ten years after the start", "write an earlier end")
	}
	return start, end, true
}

// sumsToOne checks a mapping of shares, to a millionth.
func (w *walk) sumsToOne(e *entry) {
	r, ok := e.v.(*record)
	if !ok {
		return
	}
	sum := Share(0)
	for _, v := range r.vals {
		if v.n != nil && v.v == nil {
			return // already reported
		}
		s, _ := v.v.(Share)
		sum += s
	}
	if sum < one-1 || sum > one+1 {
		w.at(e, "the shares sum to "+formatMillionths(int64(sum))+", not 1", "change one by "+formatMillionths(int64(max(sum-one, one-sum))))
	}
}

// distinct checks that no two things of a list have one id.
func (w *walk) distinct(all []*record, what string) {
	first := map[string]*entry{}
	for _, r := range all {
		e := r.entry("id")
		id, ok := e.v.(string)
		if !ok {
			continue
		}
		if f := first[id]; f != nil {
			w.at(e, fmt.Sprintf("%s is already the id of the %s %s", quote(id), what, parent(f.at)), "write another id")
			continue
		}
		first[id] = e
	}
}

// parent is the path of what a key belongs to.
func parent(path string) string {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '.' {
			return path[:i]
		}
	}
	return path
}

func (w *walk) controlTimes(c clock, r *record, start, end time.Time) {
	at, ok := c.moment(r, "at")
	if ok && (at.Before(start) || !at.Before(end)) {
		w.at(r.entry("at"), "outside the simulated period, "+period(start, end), "write a time within it, or move time.start or time.end")
	}
	for _, a := range r.items("detect", "alerts") {
		if raised, ok := c.moment(a, "at"); ok && (raised.Before(start) || !raised.Before(end)) {
			w.at(a.entry("at"), "outside the simulated period, "+period(start, end), "write a time within it")
		}
	}
	detected, given := c.moment(r, "detected_at")
	if !given {
		return
	}
	if t, known := value[ControlType](r, "type"); known && t != Analyst {
		w.at(r.entry("detected_at"), "only an analyst detects", "remove it")
	}
	if r.entry("detect").v != nil {
		w.at(r.entry("detected_at"), "the detection says when the analyst notices", "remove it")
	} else if ok && detected.After(at) {
		w.at(r.entry("detected_at"), "after the control acts, "+at.Format(time.RFC3339), "write a time not after it")
	} else if detected.Before(start) {
		w.at(r.entry("detected_at"), "before the simulated period, "+period(start, end), "write a time within it")
	}
}

// aftermath checks the days after a campaign. They may lie beyond the simulated
// period: nothing of them is in a log.
func (w *walk) aftermath(c clock, top *record) {
	a := top.group("aftermath")
	if a == nil {
		return
	}
	var first time.Time // of any campaign's window
	for _, r := range top.items("campaigns") {
		if t, ok := c.moment(r, "window", "start"); ok && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	for _, f := range aftermathTable().(*group).fields {
		if t, ok := c.moment(a, f.name); ok && t.Before(first) {
			w.at(a.entry(f.name), "before any campaign's window, "+day(first), "write a later time")
		}
	}
	emails, ok1 := c.moment(a, "emails_from")
	letters, ok2 := c.moment(a, "letters_from")
	if ok1 && ok2 && letters.Before(emails) {
		w.at(a.entry("letters_from"), "letters before the e-mails, "+day(emails), "write a time not before it")
	}
}

func day(t time.Time) string {
	if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 && t.Nanosecond() == 0 {
		return t.Format("2006-01-02")
	}
	return t.Format(time.RFC3339Nano)
}

func period(start, end time.Time) string { return day(start) + " to " + day(end) }

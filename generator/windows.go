package generator

import (
	"fmt"
	"time"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign"
	"github.com/breachsim/breachsim/generator/internal/integer"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/localday"
)

// UsageError is an option that does not fit the scenario.
type UsageError struct{ what string }

func (e *UsageError) Error() string { return e.what }

// windows cuts the wanted period into slices: at each UTC hour and at each
// beginning of a local day, so that a slice lies within one. [finer] cuts on.
func windows(sc *scenarios.Scenario, from, to time.Time) ([]event.Window, error) {
	start, end := sc.Time.Begin(), sc.Time.End
	for _, t := range []time.Time{from, to} {
		if !t.IsZero() && (t.Before(start) || t.After(end)) {
			return nil, &UsageError{fmt.Sprintf("%s lies outside the scenario, which runs from %s to %s",
				t.Format(time.RFC3339), start.Format(time.RFC3339), end.Format(time.RFC3339))}
		}
	}
	if !from.IsZero() {
		start = from
	}
	if !to.IsZero() {
		end = to
	}
	if !start.Before(end) {
		return nil, &UsageError{
			fmt.Sprintf(
				"nothing lies between %s and %s: --to must be later than --from",
				start.Format(time.RFC3339),
				end.Format(time.RFC3339),
			),
		}
	}
	var out []event.Window
	for t := start; t.Before(end); {
		next := earliest(t.UTC().Truncate(time.Hour).Add(time.Hour), localday.Next(t, sc.Time.Location), end)
		out = append(
			out,
			event.Window{From: t.UnixMicro(), To: next.UnixMicro(), Day: localday.Number(t, sc.Time.Location)},
		)
		t = next
	}
	for i := range out {
		out[i].LastOf = i+1 == len(out) || out[i+1].Day != out[i].Day
	}
	return out, nil
}

// mostEvents is how many audit events a slice is expected to have at most: a worker holds
// its slice, with some three access lines an event, in memory.
const mostEvents = 40_000

// finer cuts slices of which more events are expected than are wanted. It goes by the
// scenario alone, so that slices are the same whoever makes them, and whatever defenders do.
type finer struct {
	base      *traffic.World
	campaigns *campaign.Plan
	day       func(day int32) int64 // events of the base world on a local day
	most      int64
}

func newFiner(base *traffic.World, campaigns *campaign.Plan, most int64) *finer {
	return &finer{base, campaigns, base.Expected(), most}
}

// all cuts slices.
func (f *finer) all(ws []event.Window) (out []event.Window) {
	for _, w := range ws {
		day := f.base.Calendar.Day(w.Day)
		hour := (w.From - day.Start) / calendar.Hour * 24 / (day.Length / calendar.Hour)
		out = f.cut(w, f.day(w.Day)*busiest[hour]/1000, out)
	}
	return out
}

// leastCut is the shortest slice that is cut.
const leastCut = calendar.Second

// cut cuts a slice of an hour in which so many events of the base world are expected into
// equal parts, and those again of which still more is expected: a campaign may do all its
// work within minutes.
func (f *finer) cut(w event.Window, hourly int64, out []event.Window) []event.Window {
	long := w.To - w.From
	n := integer.MulDiv(hourly, long, calendar.Hour) + f.campaigns.Expect(w.From, w.To)
	if n <= f.most || long < leastCut {
		return append(out, w)
	}
	parts := min((n+f.most-1)/f.most, long)
	for i := range parts {
		part := w
		part.From, part.To = w.From+integer.MulDiv(long, i, parts), w.From+integer.MulDiv(long, i+1, parts)
		part.LastOf = w.LastOf && i+1 == parts
		out = f.cut(part, hourly, out)
	}
	return out
}

// busiest is the share of a local day's events that each hour has at most on a working day,
// in thousandths, over the built-in scenarios and over each profession by itself.
var busiest = [24]int64{
	2, 2, 2, 3, 3, 4, 9, 57, 73, 102, 108, 113, 93, 102, 100, 99, 111, 112, 92, 92, 80, 60, 32, 23,
}

func earliest(ts ...time.Time) time.Time {
	first := ts[0]
	for _, t := range ts[1:] {
		if t.Before(first) {
			first = t
		}
	}
	return first
}

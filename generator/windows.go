package generator

import (
	"fmt"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/localday"
)

// UsageError is an option that does not fit the scenario.
type UsageError struct{ what string }

func (e *UsageError) Error() string { return e.what }

// windows cuts the wanted period into slices: at each UTC hour and at each
// beginning of a local day, so that a slice lies within one.
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

func earliest(ts ...time.Time) time.Time {
	first := ts[0]
	for _, t := range ts[1:] {
		if t.Before(first) {
			first = t
		}
	}
	return first
}

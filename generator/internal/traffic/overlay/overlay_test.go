package overlay

import (
	"cmp"
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
)

func TestDispositionsStandInOrder(t *testing.T) {
	var x Overlay
	x.Cause, x.By = event.ByCampaign, 3
	for _, ts := range []int64{50, 10, 90, 30, 70} {
		x.Set(Decision{TS: ts, Disposition: Refused, Why: event.Banned, Cause: event.ByControl, By: 7})
		// the first stands
		x.Set(Decision{TS: ts, Disposition: Refused, Why: event.RateLimited, Cause: event.ByControl, By: 8})
	}
	x.Set(Decision{TS: 30, Disposition: Slowed, Cause: event.ByControl, By: 9})
	x.Set(Decision{TS: 40, Disposition: Lost})
	x.Replace(Decision{TS: 70, Disposition: Refused, Why: event.ResetRequired})
	x.Dead = []Span{{From: 85, To: 95}, {From: 100, To: 110}}
	if !slices.IsSortedFunc(x.steps, func(a, b Decision) int {
		return cmp.Or(cmp.Compare(a.TS, b.TS), cmp.Compare(a.Disposition, b.Disposition))
	}) {
		t.Fatalf("%+v", x.steps)
	}
	for _, c := range []struct {
		ts   int64
		want Decision
	}{
		{10, Decision{TS: 10, Disposition: Refused, Why: event.Banned, Cause: event.ByControl, By: 7}},
		{20, Decision{}},
		{30, Decision{TS: 30, Disposition: Refused, Why: event.Banned, Cause: event.ByControl, By: 7}},
		{40, Decision{TS: 40, Disposition: Lost, Cause: event.ByCampaign, By: 3}},
		{70, Decision{TS: 70, Disposition: Refused, Why: event.ResetRequired, Cause: event.ByCampaign, By: 3}},
		{90, Decision{TS: 90, Disposition: Refused, Why: event.Banned, Cause: event.ByControl, By: 7}}, // though dead
		{100, Decision{TS: 100, Disposition: Lost, Cause: event.ByCampaign, By: 3}},
		{110, Decision{}},
	} {
		if got := x.Of(c.ts); got != c.want {
			t.Errorf("at %d: %+v, want %+v", c.ts, got, c.want)
		}
		lost, gone := c.want.Disposition != Kept, c.want.Disposition == Lost
		if x.Lost(c.ts) != lost || x.Gone(c.ts) != gone {
			t.Errorf("at %d: lost %v, gone %v", c.ts, lost, gone)
		}
	}
	if d, ok := x.At(30, Slowed); !ok || d.By != 9 {
		t.Errorf("%+v, %v", d, ok)
	}
	var none *Overlay
	if none.Lost(10) || none.Gone(10) {
		t.Error("no touch loses a step")
	}
}

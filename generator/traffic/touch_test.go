package traffic

import (
	"cmp"
	"slices"
	"testing"

	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/generator/portal"
	"breachsim/scenarios"
)

func TestDispositionsStandInOrder(t *testing.T) {
	var x Touch
	x.Cause, x.By = event.ByCampaign, 3
	for _, ts := range []int64{50, 10, 90, 30, 70} {
		x.Set(Disposition{TS: ts, Fate: Refused, Why: event.Banned, Cause: event.ByControl, By: 7})
		x.Set(Disposition{TS: ts, Fate: Refused, Why: event.RateLimited, Cause: event.ByControl, By: 8}) // the first stands
	}
	x.Set(Disposition{TS: 30, Fate: Slowed, Cause: event.ByControl, By: 9})
	x.Set(Disposition{TS: 40, Fate: Lost})
	x.Replace(Disposition{TS: 70, Fate: Refused, Why: event.ResetRequired})
	x.Dead = []Span{{From: 85, To: 95}, {From: 100, To: 110}}
	if !slices.IsSortedFunc(x.steps, func(a, b Disposition) int {
		return cmp.Or(cmp.Compare(a.TS, b.TS), cmp.Compare(a.Fate, b.Fate))
	}) {
		t.Fatalf("%+v", x.steps)
	}
	for _, c := range []struct {
		ts   int64
		want Disposition
	}{
		{10, Disposition{TS: 10, Fate: Refused, Why: event.Banned, Cause: event.ByControl, By: 7}},
		{20, Disposition{}},
		{30, Disposition{TS: 30, Fate: Refused, Why: event.Banned, Cause: event.ByControl, By: 7}},
		{40, Disposition{TS: 40, Fate: Lost, Cause: event.ByCampaign, By: 3}},
		{70, Disposition{TS: 70, Fate: Refused, Why: event.ResetRequired, Cause: event.ByCampaign, By: 3}},
		{90, Disposition{TS: 90, Fate: Refused, Why: event.Banned, Cause: event.ByControl, By: 7}}, // though dead
		{100, Disposition{TS: 100, Fate: Lost, Cause: event.ByCampaign, By: 3}},
		{110, Disposition{}},
	} {
		if got := x.fate(c.ts); got != c.want {
			t.Errorf("at %d: %+v, want %+v", c.ts, got, c.want)
		}
		if lost, gone := x.Lost(c.ts), x.Gone(c.ts); lost != (c.want.Fate != Kept) || gone != (c.want.Fate == Lost) {
			t.Errorf("at %d: lost %v, gone %v", c.ts, lost, gone)
		}
	}
	if d, ok := x.At(30, Slowed); !ok || d.By != 9 {
		t.Errorf("%+v, %v", d, ok)
	}
	var none *Touch
	if none.Lost(10) || none.Gone(10) {
		t.Error("no touch loses a step")
	}
}

// emitted makes the hours of some days and returns the audit events by id.
func emitted(w *World, days [2]int32, touches Touches, touched []bool) (out map[uint64]event.Event, told []event.Interference) {
	ids := portal.NewIDs(random.New(4))
	e := portal.Emitter{Rules: portal.Rules{NotFoundStatus: 200, Search: event.PathSearch}, IDs: &ids, State: portal.NewConditions(random.New(5), w.cal, scenarios.Portal{})}
	f := w.NewFiller(nil, Stage{Touches: touches, Touched: touched})
	out = map[uint64]event.Event{}
	var b event.Batch
	for day := days[0]; day <= days[1]; day++ {
		d := w.cal.Day(day)
		for from := d.Start; from < d.Start+d.Length; from += calendar.Hour {
			win := event.Window{From: from, To: from + calendar.Hour, Day: day}
			b.Reset(win)
			e.Slice(win, &b)
			f.Fill(&e)
			for i := range b.AuditOrder {
				x, _ := b.AuditAt(i)
				out[x.ID] = *x
			}
			told = append(told, b.Interference...)
		}
	}
	return out, told
}

// Whatever step a ban or a revoked session meets, it stays itself and is
// refused; what would have come behind it is told not to have come.
func TestEveryStepIsRefusedAsItself(t *testing.T) {
	w := testWorld(t)
	days := [2]int32{w.cal.First() + 8, w.cal.First() + 13}
	w.ForceChange(w.cal.Day(days[0] + 2).Start)
	w.RequireFactor(w.cal.Day(days[0]+1).Start, 0, 1)
	plain, _ := emitted(w, days, nil, nil)
	for _, why := range []event.Reason{event.Banned, event.SessionRevoked} {
		touches, touched := Touches{}, make([]bool, w.accounts.Len())
		for k := range touched {
			touched[k] = true
			for d := days[0] - 1; d <= days[1]; d++ {
				for _, s := range w.Sessions(uint32(k), d, nil) {
					x := &Touch{Cause: event.ByControl, By: 2}
					touches[s.Name()] = x
					for _, m := range w.Moments(&s, nil) {
						if why == event.SessionRevoked && m.Kind != LookUp && m.Kind != UseService && m.Kind != SignOut && m.Kind != Expired {
							continue // no session yet
						}
						x.Set(Disposition{TS: m.TS, Fate: Refused, Why: why})
					}
				}
			}
		}
		refused, told := emitted(w, days, touches, touched)
		gone := map[uint64]bool{}
		for _, x := range told {
			switch x.Effect {
			case event.Suppressed:
				gone[x.Event] = true
			case event.Added:
				if why == event.Banned {
					t.Fatalf("event %x is added", x.Event)
				}
			}
		}
		kinds := map[event.Action]int{}
		for id, was := range plain {
			e, there := refused[id]
			if there == gone[id] {
				t.Fatalf("%v: a %v is there: %v, told to be gone: %v", why, was.Action, there, gone[id])
			}
			if !there {
				continue
			}
			if why == event.SessionRevoked && e.Action != event.Lookup && e.Action != event.ServiceUse && e.Action != event.Logout {
				continue
			}
			kinds[e.Action]++
			if e.Action != was.Action || e.Service != was.Service || e.Path != was.Path && was.Action != event.Lookup || e.TS != was.TS || e.Addr != was.Addr {
				t.Fatalf("%v %v is refused as %v %v", was.Action, was.Service, e.Action, e.Service)
			}
			status := uint16(401)
			if why == event.Banned {
				status = 403
			}
			if e.Outcome != event.Failure || e.Reason != why || e.Status != status {
				t.Fatalf("a %v: %v, %v, %d", e.Action, e.Outcome, e.Reason, e.Status)
			}
			if e.Session != 0 && e.Session != was.Session {
				t.Fatalf("a %v is in another session", e.Action)
			}
		}
		if len(refused)+len(gone) != len(plain) {
			t.Errorf("%v: %d events, %d gone, of %d", why, len(refused), len(gone), len(plain))
		}
		t.Log(why, kinds, len(gone))
		for _, a := range []event.Action{event.Login, event.Lookup, event.ServiceUse, event.Logout, event.PasswordResetRequest, event.PasswordReset} {
			if kinds[a] == 0 && (why == event.Banned || a == event.Lookup || a == event.ServiceUse || a == event.Logout) {
				t.Errorf("no %v is refused", a)
			}
		}
	}
}

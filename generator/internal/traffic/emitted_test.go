package traffic

import (
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/client"
	"github.com/breachsim/breachsim/generator/internal/network"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/secret"
	"github.com/breachsim/breachsim/generator/internal/socket"
	"github.com/breachsim/breachsim/generator/internal/traffic/overlay"
	"github.com/breachsim/breachsim/scenarios"
)

// emitted makes the hours of some days and returns the audit events by id.
func emitted(w *World, days [2]int32, stage Stage) (out map[uint64]event.Event, told []event.Interference) {
	ids := portal.NewIDs(secret.Derived(random.New(4)))
	e := portal.Emitter{
		Rules:  portal.Rules{NotFoundStatus: 200, Search: event.PathSearch},
		Writer: portal.Writer{IDs: &ids, State: portal.NewConditions(random.New(5), w.Calendar, scenarios.Portal{})},
	}
	e.Sockets = &socket.Table{Systems: client.Systems(), Networks: network.Translations(), Key: random.New(6)}
	f := w.NewFiller(nil, stage)
	out = map[uint64]event.Event{}
	var b event.Batch
	for day := days[0]; day <= days[1]; day++ {
		d := w.Calendar.Day(day)
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
	days := [2]int32{w.Calendar.First() + 8, w.Calendar.First() + 13}
	w.ForceChange(w.Calendar.Day(days[0] + 2).Start)
	w.RequireFactor(w.Calendar.Day(days[0]+1).Start, 0, 1)
	plain, _ := emitted(w, days, Stage{})
	inside := []event.Action{event.Lookup, event.ServiceUse, event.Logout} // of a session
	for _, why := range []event.Reason{event.Banned, event.SessionRevoked} {
		stage := Stage{Overlays: overlay.Overlays{}, Touched: make([]bool, w.Accounts.Len())}
		for k := range stage.Touched {
			stage.Touched[k] = true
			for d := days[0] - 1; d <= days[1]; d++ {
				for _, s := range w.Sessions(uint32(k), d, nil) {
					x := &overlay.Overlay{Cause: event.ByControl, By: 2}
					stage.Overlays[s.Name()] = x
					for _, m := range w.Moments(&s, nil) {
						inside := m.Kind == LookUp || m.Kind == UseService || m.Kind == SignOut || m.Kind == Expired
						if why == event.SessionRevoked && !inside {
							continue // no session yet
						}
						x.Set(overlay.Decision{TS: m.TS, Disposition: overlay.Refused, Why: why})
					}
				}
			}
		}
		refused, told := emitted(w, days, stage)
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
			if why == event.SessionRevoked && !slices.Contains(inside, e.Action) {
				continue
			}
			kinds[e.Action]++
			elsewhere := e.Path != was.Path && was.Action != event.Lookup || e.Addr != was.Addr
			if e.Action != was.Action || e.Service != was.Service || e.TS != was.TS || elsewhere {
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
		before := []event.Action{event.Login, event.PasswordResetRequest, event.PasswordReset}
		for _, a := range slices.Concat(inside, before) {
			if kinds[a] == 0 && (why == event.Banned || slices.Contains(inside, a)) {
				t.Errorf("no %v is refused", a)
			}
		}
	}
}

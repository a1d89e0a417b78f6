package generator

import (
	"testing"

	"github.com/breachsim/breachsim/generator/event"
)

// A session that was left alone for too long, or that is too old, is refused;
// the user signs in again and goes on in a new one.
func TestSessionsExpire(t *testing.T) {
	p := world(t, Options{}, "portal.session_idle=20m", "portal.session_limit=2h")
	idle, limit := int64(p.Scenario().Portal.SessionIdle), int64(p.Scenario().Portal.SessionLimit)
	type session struct{ first, last int64 }
	open := map[uint64]*session{}
	after := map[uint32]bool{} // accounts whose last event is a refusal
	refused, again := 0, 0
	for e, tr := range p.Events(p.Scenario().Time.Start, p.Scenario().Time.End) {
		if e.Session == 0 && e.Action != event.Login {
			continue
		}
		if after[e.Account] && e.Action == event.Login && e.Outcome == event.Success {
			again++
		}
		after[e.Account] = e.Reason == event.SessionExpired
		if e.Session == 0 {
			continue
		}
		s := open[e.Session]
		if s == nil {
			if e.Action != event.Login || e.Outcome != event.Success {
				t.Fatalf("session %016x begins with %s %s", e.Session, e.Action, e.Outcome)
			}
			s = &session{first: e.TS, last: e.TS}
			open[e.Session] = s
		}
		late := e.TS-s.last > idle || e.TS-s.first > limit
		switch {
		case e.Reason == event.SessionExpired:
			refused++
			if !late || tr.Label == event.Attack {
				t.Fatalf("refused too early, or a robot was: %+v after %d min", e, (e.TS-s.last)/60_000_000)
			}
		case late && e.Outcome == event.Success:
			t.Fatalf("served after the session's end: %+v, label %s, %d min after the last", e, tr.Label, (e.TS-s.last)/60_000_000)
		}
		if _, _, down := p.portal.Down(e.TS); !down { // what was not answered is no use of the session
			s.last = e.TS
		}
	}
	t.Logf("%d requests refused, %d users signed in again", refused, again)
	if refused < 20 || again*10 < refused*5 {
		t.Error("too few")
	}
}

// The ways in: the phone is asked before the browser comes back, and some
// pushes are not answered or refused.
func TestWaysIn(t *testing.T) {
	t.Parallel()
	p := planOf(t, "baseline", "0.01", Options{})
	reasons, challenges := map[event.Reason]int{}, map[event.Outcome]int{}
	last := map[uint32]event.Event{}
	for e := range p.Events(p.Scenario().Time.Start, p.Scenario().Time.End) {
		switch e.Action {
		case event.MFAChallenge:
			challenges[e.Outcome]++
			last[e.Account] = e
			if e.Auth != event.ECPS || e.Session != 0 || e.Status != 0 {
				t.Fatalf("challenge %+v", e)
			}
		case event.Login:
			if e.Outcome == event.Failure {
				reasons[e.Reason]++
			}
			if e.Auth == event.ECPS && e.Reason != event.UpstreamError {
				c := last[e.Account]
				took := int64(e.LatencyUS) // the browser comes back once the phone has answered
				if c.Outcome != e.Outcome || c.Reason != e.Reason || e.TS-c.TS < took || e.TS-c.TS > 8_000_000 || e.Path != event.PathCallBack {
					t.Fatalf("sign-in %+v after challenge %+v", e, c)
				}
			}
		}
	}
	t.Logf("refusals %v, challenges %v", reasons, challenges)
	for _, r := range []event.Reason{event.BadCredentials, event.CardError, event.CardTimeout, event.MFATimeout, event.MFADenied} {
		if reasons[r] == 0 {
			t.Errorf("no refusal for %s", r)
		}
	}
}

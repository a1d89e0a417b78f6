package actor

import (
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/allocation"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/generator/internal/traffic/overlay"
	"github.com/breachsim/breachsim/scenarios"
)

// riding is an actor who uses the first sessions that the owner opens in a campaign of
// nine days.
type riding struct {
	*play
	part  hijack
	stays []traffic.Stay // the owner's sessions
}

// ridingOn waits for so many sessions, and makes so many trial look-ups first.
func ridingOn(t *testing.T, sessions, trialLooks int, sets ...string) *riding {
	t.Helper()
	r := &riding{play: playOf(t, cast{how: scenarios.SessionTheft, sets: append(sets, days...)})}
	r.part = hijack{core: r.core, up: r.host, trials: &trials{core: r.core, pace: &r.pace, left: trialLooks}}
	end := r.from()
	for day := r.World.Calendar.Of(end).Number; day < r.World.Calendar.Of(r.core.camp.Stop).Number; day++ {
		for _, s := range r.World.Base.Sessions(r.core.Index, day, nil) {
			for _, stay := range r.World.Base.Stays(&s, nil) {
				if stay.From > end && stay.To-stay.From > 2*minute && len(r.stays) < sessions {
					x := allocation.Hijackable{Day: s.Day, Index: s.Index, Renewed: uint16(stay.Renewed)}
					x.From, x.To = stay.From+3*second, stay.To
					r.stays, r.part.sessions, end = append(r.stays, stay), append(r.part.sessions, x), stay.To
				}
			}
		}
	}
	if len(r.stays) != sessions {
		t.Fatalf("the owner opens %d sessions: the test shows nothing", len(r.stays))
	}
	r.part.wait()
	return r
}

// An actor is in each session of the owner from a moment behind the sign-in to its end:
// it is the owner's session, and in between the actor has none.
func TestOwnersSessionIsUsedWhileItLasts(t *testing.T) {
	r := ridingOn(t, 2, 0)
	for i, x := range r.part.sessions {
		r.run(x.From + 1)
		v := r.core.visit
		if want := r.stays[i].Session.Name(); v.Session != want || v.Account != r.core.Index || r.core.since != r.stays[i].From {
			t.Errorf("it is in session %d, want %d", v.Session, want)
		}
		if v.Addr == r.World.Base.Visit(&r.stays[i].Session).Addr || v.Truth.Label != event.Attack {
			t.Errorf("its requests come from the owner's address, or are said to be %v", v.Truth.Label)
		}
		if r.core.mode != Inside || r.core.left(r.Queue.Now()) {
			t.Errorf("mode %d in session %d", r.core.mode, i)
		}
		r.run(x.To + 1)
		if r.core.mode != Waiting || !r.core.left(r.Queue.Now()) {
			t.Errorf("mode %d behind session %d", r.core.mode, i)
		}
	}
	r.run(r.core.camp.Stop)
	r.tells("come back, cut, come back, cut")
	for i, l := range r.lines() {
		x := r.part.sessions[i/2]
		if want := [2]int64{x.From, x.To}[i%2]; l.ts != want {
			t.Errorf("%s at %d, want %d", l.what, l.ts, want)
		}
	}
	if rides := r.core.camp.Rides; len(rides) != 2 || rides[1].ID != r.World.IDs.Session(r.stays[1].Session.Name()) {
		t.Errorf("the rides are %+v", rides)
	}
}

// A session that the owner does not have in this world is passed over: the sign-in was
// refused, or a control closed the session by then.
func TestSessionThatIsNotThereIsPassedOver(t *testing.T) {
	first := ridingOn(t, 1, 0).stays[0]
	for _, x := range []struct {
		name  string
		sets  []string
		do    func(r *riding)
		tells string
	}{
		{"refused", nil, func(r *riding) {
			at := overlay.Decision{TS: first.From, Disposition: overlay.Refused, Why: event.BadCredentials}
			r.Book.Overlay(&first.Session, event.ByCampaign, 1).Set(at)
		}, ""},
		{"address banned", []string{controls(by("ip_ban", first.From-minute, "action: [ip_ban]"))}, func(r *riding) {
			r.misused(r.World.Base.Visit(&first.Session).Addr, r.from())
		}, "control"},
		{"closed", reset(first.From+second, ""), func(r *riding) { r.misused(elsewhere, r.from()) }, "control"},
	} {
		t.Run(x.name, func(t *testing.T) {
			r := ridingOn(t, 1, 0, x.sets...)
			x.do(r)
			r.run(first.To + hour)
			r.tells(x.tells)
			if len(r.core.camp.Rides) != 0 || r.core.mode != Waiting {
				t.Errorf("rides %+v, mode %d", r.core.camp.Rides, r.core.mode)
			}
		})
	}
}

// The first session is for the trial look-ups, spread over it; the list comes with the
// next one.
func TestTrialsAreMadeInTheFirstSession(t *testing.T) {
	r := ridingOn(t, 2, 3)
	x := r.part.sessions[0]
	r.run(r.core.camp.Stop)
	r.tells("look-up, look-up, look-up, cut, come back, cut")
	if r.notes() != "session_cookie_replayed, trial_look_ups_done" || r.core.Interval.AcquiredAt != r.lines()[0].ts {
		t.Errorf("notes %q, acquired at %d", r.notes(), r.core.Interval.AcquiredAt)
	}
	gap := min((x.To-x.From)/4, minute)
	for i, a := range r.Book.Actions {
		if from := x.From + gap*int64(i); a.Step.TS < from || a.Step.TS >= from+gap || a.Visit.Session != r.stays[0].Session.Name() {
			t.Errorf("trial %d is made %d ms behind the begin of the session", i, (a.Step.TS-x.From)/1000)
		}
	}
}

// Trial look-ups stop with the session: what is left of them is not made when a control
// closes it.
func TestTrialsAreRefusedInAClosedSession(t *testing.T) {
	first := ridingOn(t, 1, 3)
	next := first.part.sessions[0].From + min((first.part.sessions[0].To-first.part.sessions[0].From)/4, minute)
	r := ridingOn(t, 1, 3, reset(next-1, "")...)
	r.misused(elsewhere, r.from())
	r.run(r.core.camp.Stop)
	r.tells("look-up, control, refused look-up session_revoked, refused look-up session_revoked, cut")
	if r.notes() != "session_cookie_replayed" || r.core.Interval.LookUps != 1 {
		t.Errorf("notes %q, %d look-ups", r.notes(), r.core.Interval.LookUps)
	}
}

// What an actor is about when the owner comes back is not disturbed; who keeps to the
// session that was closed takes no other one.
func TestActorIsBusyWhenTheOwnerComes(t *testing.T) {
	for _, mode := range []Mode{Reacting, Resting} {
		r := ridingOn(t, 1, 0)
		r.core.mode = mode
		r.run(r.core.camp.Stop)
		r.tells("cut")
		if len(r.core.camp.Rides) != 1 || r.core.mode != mode {
			t.Errorf("%d rides, mode %d, want one and %d", len(r.core.camp.Rides), r.core.mode, mode)
		}
	}
	r := ridingOn(t, 2, 0)
	r.run(r.stays[0].To - second)
	r.core.stuck = true
	r.run(r.core.camp.Stop)
	r.tells("come back")
}

// A campaign that burns its accounts gives each up behind the session in which it has
// got something of the list.
func TestBurntAccountIsGivenUp(t *testing.T) {
	r := ridingOn(t, 2, 0)
	r.core.camp.Spec.Rotation.Accounts = scenarios.Burn
	r.run(r.stays[0].To + 1)
	r.tells("come back, cut") // it has got nothing
	r.core.begun = true
	r.run(r.core.camp.Stop)
	r.tells("come back, cut, come back, cut, give up")
}

// At a given rate something is kept for who waits for a session: once there is none any
// more, others are dealt it.
func TestNoSessionIsLeftToWaitFor(t *testing.T) {
	for _, used := range []bool{false, true} {
		r := ridingOn(t, 2, 0)
		r.core.camp.Rated, r.core.Share.Used = true, used
		if hopes := r.part.hopes(); hopes == used {
			t.Errorf("used %v: it hopes for a session: %v", used, hopes)
		}
		r.run(r.core.camp.Stop)
		want := "come back, cut, come back, cut"
		if !used {
			want += ", disturbed"
		}
		r.tells(want)
	}
}

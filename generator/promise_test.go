package generator

import (
	"testing"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// A thief of sessions whose owners another campaign keeps away gets what it can:
// what it asks for is a ceiling, and what cannot be is no error.
func TestCampaignsThatKeepEachOtherFromIt(t *testing.T) {
	sc, err := library.Open("testdata/axes.yaml", []string{"campaigns[0].access.acquire={session_theft: 1}", "campaigns[0].targets.exposed=600"})
	if err != nil {
		t.Fatal(err)
	}
	all := 9 // all that there are: the two cannot get out of each other's way
	desks := []scenarios.ProfileCount{{Profile: scenarios.HospitalDesk, Count: all}}
	sc.Campaigns[0].Access.Accounts, sc.Campaigns[0].Access.Profiles, sc.Campaigns[0].Access.Validate = all, desks, scenarios.Validate{}
	sc.Campaigns[0].Pacing.Concurrency = all
	idle := another(sc, "idle")
	if _, err := New(sc, Options{WithoutControls: true}); err != nil {
		t.Fatalf("alone: %v", err)
	}
	idle.CoUse = scenarios.OwnerIdle
	idle.Window.From = idle.Window.From.AddDate(0, 0, -1)
	sc.Campaigns = append(sc.Campaigns, idle)
	if !sc.Ceiling(&sc.Campaigns[0]) || sc.Ceiling(&idle) {
		t.Error("what the thief of sessions asks for is not a ceiling, or what the other campaign does is one")
	}
	p, err := New(sc, Options{})
	if err != nil {
		t.Fatalf("together: %v", err)
	}
	if got := len(campaignOf(t, p, 1).exposed); got >= sc.Campaigns[0].Targets.Exposed {
		t.Errorf("%d persons exposed through owners who are kept away, want fewer than %d", got, sc.Campaigns[0].Targets.Exposed)
	}
}

// Two analysts each revoke the sessions of what they reset, and of nothing else:
// before the campaign has an account nobody is thrown out.
func TestResetsRevokeWhatTheyReset(t *testing.T) {
	early := axis(t, Options{}, "campaigns[0].access.validate={}",
		`controls=[{type: analyst, at: 2022-03-08T11:00:00+01:00, action: [account_reset]}, {type: analyst, at: 2022-03-09T15:00:00+01:00, action: [account_reset]}]`)
	from := early.Scenario().Controls[1].At
	for e := range early.Events(early.Scenario().Time.Start, from) {
		if e.Reason.String() == "session_revoked" {
			t.Fatalf("account %d: a session is revoked at %d, and no account is reset yet", e.Account, e.TS)
		}
	}
	revoked := 0
	for e := range early.Events(from, early.Scenario().Time.End) {
		if e.Reason.String() == "session_revoked" {
			revoked++
		}
	}
	if revoked == 0 {
		t.Error("the second analyst's resets revoke no session")
	}
}

// After a forced change a robot's password works no longer than the owner's: who
// signs in first chooses a new one, and each account has a new one by its second
// sign-in with a password.
func TestForcedChangeAsksRobotsToo(t *testing.T) {
	p := axis(t, Options{}, "campaigns[0].access.acquire={credential_replay: 1}", `controls=[{type: policy, at: 2022-03-09T20:00:00+01:00, action: [force_password_change]}]`)
	at := p.Scenario().Controls[0].At
	owes, robots := map[uint32]bool{}, 0
	for e, tr := range p.Events(at, p.Scenario().Time.End) {
		switch {
		case e.Action.String() == "password_reset":
			owes[e.Account] = false
			if tr.Label.String() == "attack" {
				robots++
			}
		case e.Action.String() == "login" && e.Outcome.String() == "success" && e.Auth.String() == "password":
			if due, known := owes[e.Account]; due {
				t.Fatalf("account %d signs in twice at %d and has chosen no new password", e.Account, e.TS)
			} else if !known {
				owes[e.Account] = true
			}
		}
	}
	if robots == 0 {
		t.Error("no robot was asked for a new password")
	}
}

// A forced change comes once for each account, for those as well that are stolen days
// after their owners chose a new password.
func TestForcedChangeComesOnceBeforeATheft(t *testing.T) {
	p := axis(t, Options{}, "campaigns[0].access.acquire={credential_replay: 1}", `controls=[{type: policy, at: 2022-03-08T05:00:00+01:00, action: [force_password_change]}]`)
	times, stolen := map[uint32]int{}, map[uint32]bool{}
	for e, tr := range p.Events(p.Scenario().Controls[0].At, p.Scenario().Time.End) {
		if tr.Label.String() == "attack" {
			stolen[e.Account] = true
		}
		if e.Action.String() == "password_reset" && e.Reason.String() == "password_change_required" {
			times[e.Account]++
		}
	}
	changed := 0
	for k, n := range times {
		if n > 1 {
			t.Errorf("account %d has to choose a new password %d times", k, n)
		}
		if stolen[k] {
			changed++
		}
	}
	if changed == 0 {
		t.Error("no account that was stolen had a forced change")
	}
}

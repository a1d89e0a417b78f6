package defence_test

import (
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/campaign/defence"
)

// Who knows the password that somebody has chosen, by whether thief 2 is an
// insider.
func TestWhoKnowsAPassword(t *testing.T) {
	thief, insider := defence.Thief(1, 0), defence.Thief(2, 0)
	for _, x := range []struct {
		name          string
		joins         bool
		chooses       defence.Party
		owner, t1, t2 bool
		by            uint8
	}{
		{"the owner", false, defence.Owner, true, false, false, 0},
		{"the owner, of an insider", true, defence.Owner, true, false, true, 0},
		{"a thief", false, thief, false, true, false, 1},
		{"a thief, of an insider", true, thief, false, true, false, 1},
		{"who is no insider", false, insider, false, false, true, 2},
		{"the insider", true, insider, true, false, true, 0},
	} {
		var a defence.Account
		a.Learn(defence.Owner)
		a.Learn(thief)
		if x.joins {
			a.Join(insider)
		}
		if !a.Knows(defence.Owner) || !a.Knows(thief) || a.Knows(insider) != x.joins {
			t.Fatalf("%s: before, it is known to the wrong ones", x.name)
		}
		a.Choose(x.chooses, 7)
		if a.Knows(defence.Owner) != x.owner || a.Knows(thief) != x.t1 || a.Knows(insider) != x.t2 {
			t.Errorf("%s chooses: owner %v, thief %v, insider %v", x.name,
				a.Knows(defence.Owner), a.Knows(thief), a.Knows(insider))
		}
		if a.Chosen != 7 || a.ChosenBy != x.by {
			t.Errorf("%s chooses: at %d by campaign %d, want 7 and %d", x.name, a.Chosen, a.ChosenBy, x.by)
		}
	}
}

// An insider of an account whose owner is kept out learns nothing.
func TestAnInsiderKnowsWhatTheOwnerKnows(t *testing.T) {
	var a defence.Account
	a.Choose(defence.Thief(1, 0), 1)
	a.Join(defence.Thief(2, 0))
	if a.Knows(defence.Thief(2, 0)) {
		t.Error("the insider knows what the owner does not")
	}
	a.Choose(defence.Owner, 2)
	if !a.Knows(defence.Thief(2, 0)) || a.Knows(defence.Thief(1, 0)) {
		t.Error("the owner's new password is not the insider's, or still the thief's")
	}
}

func TestParties(t *testing.T) {
	seen := map[defence.Party]bool{defence.Owner: true}
	for campaign := uint8(1); campaign < 5; campaign++ {
		for number := range 100 {
			p := defence.Thief(campaign, number)
			if seen[p] {
				t.Fatalf("thief %d of campaign %d is somebody else too", number, campaign)
			}
			seen[p] = true
		}
	}
}

func TestLockout(t *testing.T) {
	for _, x := range []struct {
		account defence.Account
		cause   event.Cause
		by      uint8
	}{
		{defence.Account{Reset: true, ResetBy: 3, ChosenBy: 1}, event.ByControl, 3},
		{defence.Account{ResetBy: 3}, event.ByControl, 3},
		{defence.Account{ChosenBy: 2}, event.ByCampaign, 2},
	} {
		if cause, by := x.account.Lockout(); cause != x.cause || by != x.by {
			t.Errorf("%+v: %v by %d, want %v by %d", x.account, cause, by, x.cause, x.by)
		}
	}
}

func TestSessionsBegunBeforeAResetAreClosed(t *testing.T) {
	a := defence.Account{Revoked: 100}
	for _, x := range []struct {
		signedIn, now int64
		want          bool
	}{{50, 99, false}, {50, 100, true}, {99, 200, true}, {100, 200, false}, {150, 200, false}} {
		if got := a.Closed(x.signedIn, x.now); got != x.want {
			t.Errorf("signed in at %d, now %d: closed %v", x.signedIn, x.now, got)
		}
	}
	if (&defence.Account{}).Closed(0, 100) {
		t.Error("a session of an account that was never reset is closed")
	}
}

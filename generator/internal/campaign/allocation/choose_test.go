package allocation

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	portalaccounts "github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/scenarios"
)

func TestChooseGivesEachWayTheAccountsThatSuitIt(t *testing.T) {
	c := campaignOf(t, people(3000),
		access(40, "{credential_replay: 0.25, mailbox_reset: 0.25, session_theft: 0.2, "+
			"dormant_account: 0.1, self_registration: 0.1, insider: 0.1}"))
	accounts := chosen(t, c)
	got := map[scenarios.Acquisition]int{}
	seen := map[uint32]bool{}
	for i := range accounts {
		a := &accounts[i]
		got[a.How]++
		if a.Number != i || seen[a.Index] || a.Weight == 0 {
			t.Fatalf("account %+v at place %d", a, i)
		}
		seen[a.Index] = true
		idle, _ := c.Accounts.Idle(a.Index)
		auth := c.Accounts.Auth(a.Index, c.Calendar.Of(c.Stop).Number)
		fits := idle == portalaccounts.Busy
		switch a.How {
		case scenarios.DormantAccount:
			fits = idle == portalaccounts.Left
		case scenarios.SelfRegistration:
			fits = idle == portalaccounts.Unused
		case scenarios.Insider:
			fits = fits && auth != event.ECPS && (a.Human > 0) == (c.Accounts.At(a.Index).Humans > 1)
		case scenarios.SessionTheft:
			fits = fits && c.room(a.Index) >= leastRoom
		default:
			fits = fits && auth == event.Password
		}
		if !fits {
			t.Errorf("account %d, idle %v, auth %v, for %v", a.Index, idle, auth, a.How)
		}
	}
	want := map[scenarios.Acquisition]int{
		scenarios.CredentialReplay: 10, scenarios.MailboxReset: 10, scenarios.SessionTheft: 8,
		scenarios.DormantAccount: 4, scenarios.SelfRegistration: 4, scenarios.Insider: 4,
	}
	for how, n := range want {
		if got[how] != n {
			t.Errorf("%d accounts by %v, want %d", got[how], how, n)
		}
	}
}

// Whatever is asked for, the accounts are found as long as there are so many.
func TestChooseRefusesNothingThatThereIs(t *testing.T) {
	for acquire := scenarios.CredentialReplay; acquire <= scenarios.Insider; acquire++ {
		c := campaignOf(t, people(200), access(200, fmt.Sprintf("{%v: 1}", acquire)))
		accounts := chosen(t, c)
		if len(accounts) != 200 {
			t.Errorf("%v: %d accounts of 200", acquire, len(accounts))
		}
		c.Spec.Access.Accounts = 201
		if _, err := Choose(c); err == nil {
			t.Errorf("%v: 201 accounts of 200 are found", acquire)
		}
	}
}

func TestChooseTakesTheNearestKindLast(t *testing.T) {
	c := campaignOf(t, people(2000), access(100, "{dormant_account: 1}"))
	var there [3]int
	for k := range uint32(c.Accounts.Len()) {
		idle, _ := c.Accounts.Idle(k)
		there[idle]++
	}
	if there[portalaccounts.Left]+there[portalaccounts.Unused] >= 100 || there[portalaccounts.Left] == 0 {
		t.Fatalf("%v accounts by idleness: the test shows nothing", there)
	}
	var got [3]int
	for _, a := range chosen(t, c) {
		idle, _ := c.Accounts.Idle(a.Index)
		got[idle]++
	}
	if got[portalaccounts.Left] != there[portalaccounts.Left] || got[portalaccounts.Unused] != there[portalaccounts.Unused] {
		t.Errorf("%v accounts by idleness are taken of %v", got, there)
	}
}

// A short window at night leaves room in few sessions: all that have enough of it
// are taken, then those with most.
func TestChooseTakesTheRoomiestSessions(t *testing.T) {
	c := campaignOf(t, access(60, "{session_theft: 1}"),
		window("09T12:30:00", "09T12:36:00"))
	taken := map[uint32]bool{}
	least, enough := int64(1)<<62, 0
	for _, a := range chosen(t, c) {
		taken[a.Index] = true
		least = min(least, c.room(a.Index))
	}
	for k := range uint32(c.Accounts.Len()) {
		room := c.room(k)
		if room >= leastRoom {
			enough++
		}
		if idle, _ := c.Accounts.Idle(k); idle == portalaccounts.Busy && !taken[k] && room > least {
			t.Errorf("account %d has %d of room, more than one that is taken: %d", k, room, least)
		}
	}
	if enough == 0 || enough >= 60 || least >= leastRoom {
		t.Errorf("%d accounts have room enough, the least of those taken has %d: the test shows nothing", enough, least)
	}
}

func TestChooseKeepsToProfilesWhileTheyLast(t *testing.T) {
	c := campaignOf(t, access(30, "{credential_replay: 0.5, session_theft: 0.5}"),
		"campaigns[0].access.profiles={pharmacy: 20, gp: 10}")
	var got [scenarios.NumProfiles]int
	ways := map[scenarios.Acquisition]int{}
	for _, a := range chosen(t, c) {
		got[c.Accounts.At(a.Index).Profile]++
		ways[a.How]++
	}
	if got[scenarios.Pharmacy] != 20 || got[scenarios.GP] != 10 || ways[scenarios.SessionTheft] != 15 {
		t.Errorf("profiles %v, ways %v", got, ways)
	}
	c.Spec.Access.Profiles[0].Count, c.Spec.Access.Accounts = 590, 600
	if n := len(chosen(t, c)); n != 600 {
		t.Errorf("%d of 600", n)
	}
}

// One account more in the world changes nothing but that it may be chosen itself.
func TestOneAccountMoreMovesNoChoice(t *testing.T) {
	sets := []string{access(40, "{credential_replay: 0.5, session_theft: 0.3, insider: 0.2}")}
	a := chosen(t, campaignOf(t, append(sets, "population.accounts=400")...))
	b := chosen(t, campaignOf(t, append(sets, "population.accounts=401")...))
	in := func(list []Account, index uint32) (Account, bool) {
		i := slices.IndexFunc(list, func(a Account) bool { return a.Index == index })
		if i < 0 {
			return Account{}, false
		}
		return list[i], true
	}
	if _, is := in(b, 400); is {
		t.Skip("the new account is chosen")
	}
	for _, x := range a {
		if y, ok := in(b, x.Index); !ok || x != y {
			t.Errorf("%+v is now %+v", x, y)
		}
	}
}

func TestWeights(t *testing.T) {
	c := campaignOf(t, access(100, "{credential_replay: 1}"), "campaigns[0].pacing={shares: owner}")
	for _, a := range chosen(t, c) {
		if a.Weight != uint64(c.Accounts.At(a.Index).MeanMilli) {
			t.Fatalf("weight %d of an owner's mean of %d", a.Weight, c.Accounts.At(a.Index).MeanMilli)
		}
	}
	c.Spec.Pacing.Shares.Law = scenarios.EqualShares
	for _, a := range chosen(t, c) {
		if a.Weight != 1 {
			t.Errorf("weight %d where all are equal", a.Weight)
		}
	}
	for _, alpha := range []int64{0, 1_000_000, 12_000_000, 1_000_000_000, 1 << 62} {
		c.Spec.Pacing.Shares = scenarios.Shares{Law: scenarios.DirichletShares, Alpha: alpha}
		for _, a := range chosen(t, c) {
			if a.Weight == 0 || a.Weight > 1<<40 {
				t.Errorf("alpha %d: account %d has a weight of %d", alpha, a.Index, a.Weight)
			}
		}
	}
}

// A gamma law of shape a has a variance of 1/a of its squared mean, and a skewness
// of 2/√a.
func TestDirichletSharesHaveTheirSpread(t *testing.T) {
	c := campaignOf(t)
	accounts := make([]Account, 40_000)
	for i := range accounts {
		accounts[i].Key = c.draw(drawAccount).At(uint64(i))
	}
	for _, alpha := range []float64{1, 1.5, 2, 5, 12, 200, 1000} {
		c.Spec.Pacing.Shares = scenarios.Shares{Law: scenarios.DirichletShares, Alpha: int64(alpha * 1e6)}
		c.Weigh(accounts, c.Spec.Pacing.Shares)
		var sum, squares, cubes float64
		for i := range accounts {
			sum += float64(accounts[i].Weight)
		}
		n := float64(len(accounts))
		mean := sum / n
		for i := range accounts {
			d := float64(accounts[i].Weight)/mean - 1
			squares, cubes = squares+d*d/n, cubes+d*d*d/n
		}
		if spread := squares * alpha; spread < 0.95 || spread > 1.05 {
			t.Errorf("alpha %v: the variance is %v of what it should be", alpha, spread)
		}
		if skew := cubes / math.Pow(squares, 1.5) * math.Sqrt(alpha); alpha < 20 && (skew < 1.7 || skew > 2.3) {
			t.Errorf("alpha %v: a skewness of %v/√alpha, not 2/√alpha", alpha, skew)
		}
	}
}

// An account that another campaign shuts is left to it: the next of the kind and profile
// takes its place and number, and all others stay as they were.
func TestChooseLeavesShutAccounts(t *testing.T) {
	c := campaignOf(t, people(400), access(30, "{credential_replay: 0.5, mailbox_reset: 0.5}"),
		"campaigns[0].access.profiles={pharmacy: 20, gp: 10}")
	before := chosen(t, c)
	shut := map[uint32]bool{before[3].Index: true, before[17].Index: true}
	c.Shut = func(account uint32, how scenarios.Acquisition) bool { return shut[account] }
	for i, a := range chosen(t, c) {
		old := before[i]
		if !shut[old.Index] {
			if a.Index != old.Index || a.How != old.How || a.Key != old.Key {
				t.Errorf("account %d was %+v and is %+v", i, old, a)
			}
			continue
		}
		if shut[a.Index] || a.How != old.How || a.Number != i || c.Accounts.At(a.Index).Profile != c.Accounts.At(old.Index).Profile {
			t.Errorf("account %d takes the place of %d: %+v", a.Index, old.Index, a)
		}
	}
	c.Shut = func(uint32, scenarios.Acquisition) bool { return true }
	if got := chosen(t, c); len(got) != 30 || got[3].Index != before[3].Index {
		t.Error("accounts do not stay where all are shut")
	}
}

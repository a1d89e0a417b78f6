package accounts

import (
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// profileMixes are profile profileMixes: the reference one, a small world's, one of rare
// profiles, one profile alone.
var profileMixes = [][]scenarios.ProfileShare{
	defaultMix,
	{{Profile: scenarios.GP, Share: 300_000}, {Profile: scenarios.Pharmacy, Share: 400_000},
		{Profile: scenarios.Nurse, Share: 200_000},
		{Profile: scenarios.Other, Share: 100_000}},
	{{Profile: scenarios.GP, Share: 333_333}, {Profile: scenarios.Nurse, Share: 7},
		{Profile: scenarios.HospitalDesk, Share: 166_660},
		{Profile: scenarios.Lab, Share: 499_000}, {Profile: scenarios.Vaccination, Share: 1_000}},
	{{Profile: scenarios.HospitalDesk, Share: 1_000_000}},
}

// days of the calendar on which methods are counted: the last on which nobody
// has changed yet, and one when all have.
const (
	beforeMoves = cardDay - 61
	afterMoves  = cardDay + 200
)

// castCount counts accounts as they are dealt.
type castCount struct {
	kinds           scenarios.Counts
	insiders, later [scenarios.NumProfiles + 1]int // who may be insiders, before and after the moves
}

func (c *castCount) add(p *Account) {
	for _, row := range []scenarios.Profile{p.Profile, scenarios.NumProfiles} {
		c.kinds[row][p.kind]++
		if p.kind == Busy && p.signIn.at(beforeMoves) != event.ECPS {
			c.insiders[row]++
		}
		if p.kind == Busy && p.signIn.at(afterMoves) != event.ECPS {
			c.later[row]++
		}
	}
}

// holds checks that there are as many of each class as the scenario's package
// tells, and not many more.
func (c *castCount) holds(t *testing.T, seed uint64, n int, mix []scenarios.ProfileShare) {
	t.Helper()
	sc := &scenarios.Scenario{Population: scenarios.Population{Accounts: n, ProfileMix: mix}}
	least := scenarios.Cast(&sc.Population)
	for p := range scenarios.NumProfiles + 1 {
		for k := range scenarios.NumAccountKinds {
			got, want := c.kinds.Of(p, k), least.Of(p, k)
			if got < want {
				t.Fatalf("seed %d, %d accounts, mix %v: %d of profile %d and kind %d, fewer than %d", seed, n, mix, got, p, k, want)
			}
			if p < scenarios.NumProfiles && got > want+len(mix)+1 {
				t.Fatalf("seed %d, %d accounts, mix %v: %d of profile %d and kind %d, where %d are counted on",
					seed, n, mix, got, p, k, want)
			}
		}
		sc.Time.End = time.Date(2022, 4, 1, 0, 0, 0, 0, time.UTC)
		if want := scenarios.Insiders(sc, p); c.insiders[p] < want {
			t.Fatalf("seed %d, %d accounts, mix %v: %d insiders of profile %d, fewer than %d",
				seed, n, mix, c.insiders[p], p, want)
		}
		sc.Time.End = time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC)
		if want := scenarios.Insiders(sc, p); c.later[p] < want {
			t.Fatalf("seed %d, %d accounts, mix %v: %d insiders of profile %d at last, fewer than %d",
				seed, n, mix, c.later[p], p, want)
		}
	}
}

// Every seed has the accounts of each profile and kind that a scenario may count
// on, at every number of accounts.
func TestClassesAreApportioned(t *testing.T) {
	sizes := map[int]bool{1: true, 6: true, 60: true, 333: true, 1000: true, 20_000: true}
	const seeds, all = 300, 20_000
	for seed := range uint64(seeds) {
		mix := profileMixes[seed%uint64(len(profileMixes))]
		c, count := newCast(random.New(seed), &scenarios.Population{ProfileMix: mix}), castCount{}
		for n := 1; n <= all; n++ {
			p := Account{Index: uint32(n - 1)}
			c.next(&p)
			count.add(&p)
			if n <= 400 && seed < 40 || sizes[n] {
				count.holds(t, seed, n, mix)
			}
		}
	}
}

// What the accounts of a world say of themselves is what was dealt.
func TestAccountsAreOfTheirClasses(t *testing.T) {
	for seed := range uint64(12) {
		mix := profileMixes[seed%uint64(len(profileMixes))]
		sc := testScenario(333)
		sc.Population.ProfileMix = mix
		a, count := New(random.New(seed), sc, newEvenRanges(90_000)), castCount{}
		for k := range uint32(a.Len()) {
			p := *a.At(k)
			idle, since := a.Idle(k)
			if idle != p.kind || idle == Busy && since != 0 || idle == Left && (since > feb14-60 || since < feb14-180) ||
				idle == Unused && (since >= feb14 || since < feb14-28) {
				t.Fatalf("account %d is of kind %d, since day %d of %d", k, idle, since, feb14)
			}
			count.add(&p)
		}
		count.holds(t, seed, a.Len(), mix)
	}
}

// An account is the same, class and all, however many follow it.
func TestNumberOfAccountsChangesNone(t *testing.T) {
	for seed := range uint64(8) {
		world := func(n int) *Accounts {
			sc := testScenario(n)
			sc.Population.ProfileMix = profileMixes[seed%uint64(len(profileMixes))]
			return New(random.New(seed), sc, newEvenRanges(90_000))
		}
		all := world(1001)
		for _, n := range []int{1, 6, 7, 60, 61, 333, 334, 1000} {
			some := world(n)
			for k := range uint32(n) {
				x, since := some.Idle(k)
				if y, then := all.Idle(k); *some.At(k) != *all.At(k) || x != y || since != then {
					t.Fatalf("seed %d: account %d of %d is %+v, of 1001 %+v", seed, k, n, *some.At(k), *all.At(k))
				}
			}
		}
	}
}

// Idle accounts stand at no fixed distance from each other, and not at the same
// places for every seed.
func TestIdleAccountsShowNoPattern(t *testing.T) {
	gaps, first := map[uint32]int{}, map[uint32]int{}
	for seed := range uint64(60) {
		c, last := newCast(random.New(seed), &scenarios.Population{ProfileMix: defaultMix}), uint32(0)
		for k := range uint32(4000) {
			p := Account{Index: k}
			if c.next(&p); p.kind == Busy {
				continue
			}
			if last == 0 {
				first[k]++
			}
			gaps[k-last]++
			last = k
		}
	}
	for gap, n := range gaps {
		if n > 60*80/15 {
			t.Errorf("%d times idle accounts stand %d apart", n, gap)
		}
	}
	for k, n := range first {
		if n > 10 {
			t.Errorf("account %d is the first idle one for %d of 60 seeds", k, n)
		}
	}
}

// The class of an account tells nothing of its volume: of the busy and the idle
// ones the same half lie above the median of the profile.
func TestClassesSayNothingElse(t *testing.T) {
	a := testAccounts(60_000, 6_000_000)
	var above, all [2]int
	for k := range uint32(a.Len()) {
		p := a.At(k)
		i := 0
		if p.kind != Busy {
			i = 1
		}
		all[i]++
		if p.MeanMilli > p.Profile.MedianMilli() {
			above[i]++
		}
	}
	for i, n := range above {
		if share := n * 100 / all[i]; share < 46 || share > 54 {
			t.Errorf("%d %% of group %d are above the median", share, i)
		}
	}
}

package traffic

import (
	"testing"

	"pgregory.net/rapid"

	"breachsim/generator/calendar"
	"breachsim/generator/internal/random"
	"breachsim/generator/population"
	"breachsim/scenarios"
	"breachsim/scenarios/library"
)

func TestMannersAreToldAlike(t *testing.T) {
	for k := range scenarios.NumLookAlikes {
		if kinds[k].manner != k.Manner() {
			t.Errorf("%v: a manner here %v, to the language %v", k, kinds[k].manner, k.Manner())
		}
	}
}

// Whatever the language has room for is played, for every seed and in the
// smallest worlds: with as many accounts and addresses as are asked for.
func TestLookAlikesWithRoomArePlayed(t *testing.T) {
	sc, err := library.Open("tiny", nil)
	if err != nil {
		t.Fatal(err)
	}
	persons := population.NewPersons(random.New(1), 3000, 2022)
	cal := calendar.New(sc)
	far := 0
	rapid.Check(t, func(t *rapid.T) {
		world := *sc
		world.Population.Accounts = rapid.IntRange(1, 90).Draw(t, "accounts")
		world.Population.ProfileMix = sc.Population.ProfileMix
		if rapid.Bool().Draw(t, "desks") {
			world.Population.ProfileMix = []scenarios.ProfileShare{{Profile: scenarios.HospitalDesk, Share: 1_000_000}}
		}
		world.Benign.LookAlikes = drawAlikes(t, world.Population.Accounts)
		for _, short := range scenarios.LookAlikesShort(&world.Population, world.Benign.LookAlikes) {
			l := &world.Benign.LookAlikes[short.Entry]
			if l.Accounts > 0 {
				l.Accounts = short.Most
			}
			if l.Sites > 0 {
				l.Sites = short.Most
			}
		}
		if still := scenarios.LookAlikesShort(&world.Population, world.Benign.LookAlikes); len(still) > 0 {
			t.Fatalf("still short with what there is room for: %v", still)
		}
		accounts := population.NewAccounts(random.New(rapid.Uint64().Draw(t, "seed")), &world, persons)
		w, err := New(random.New(rapid.Uint64().Draw(t, "draws")), &world, persons, accounts, cal, nil)
		if err != nil {
			t.Fatal(err)
		}
		far += countAlikes(t, w, world.Benign.LookAlikes)
	})
	if far == 0 {
		t.Error("no world had to bring accounts together from far away")
	}
}

// drawAlikes draws look-alikes for up to about as many accounts as there are.
func drawAlikes(t *rapid.T, accounts int) (list []scenarios.LookAlike) {
	for range rapid.IntRange(1, 5).Draw(t, "entries") {
		l := scenarios.LookAlike{
			Kind:    rapid.SampledFrom([]scenarios.LookAlikeKind{scenarios.SharedNAT, scenarios.TwinSites, scenarios.NightDuty, scenarios.LargeDesk, scenarios.TouristSeason}).Draw(t, "kind"),
			LookUps: scenarios.Range{Min: 1, Max: 3}, PerMonth: 1, Gain: 1_000_000,
		}
		n := rapid.IntRange(1, accounts+1).Draw(t, "number")
		switch l.Kind {
		case scenarios.TwinSites:
			l.Sites = (n + 1) &^ 1
		case scenarios.SharedNAT:
			l.Sites, l.PerAddress = max(n/2, 1), scenarios.Range{Min: rapid.IntRange(1, 8).Draw(t, "least"), Max: rapid.IntRange(1, 60).Draw(t, "most")}
		default:
			l.Accounts = n
		}
		list = append(list, l)
	}
	return list
}

// countAlikes holds a world against its list, and counts the pairs and groups
// that are of several départements.
func countAlikes(t *rapid.T, w *World, list []scenarios.LookAlike) (far int) {
	shown, asked := map[*scenarios.LookAlike]map[uint32]bool{}, 0
	manners := map[uint32]bool{}
	for i := range w.alikes.list {
		l := &w.alikes.list[i]
		if shown[l.spec] == nil {
			shown[l.spec] = map[uint32]bool{}
		}
		pair := []uint32{l.account}
		if l.spec.Kind == scenarios.TwinSites {
			pair = append(pair, l.other)
			if w.accounts.At(l.account).Dept != w.accounts.At(l.other).Dept {
				far++
			}
		}
		for _, k := range pair {
			if idle, _ := w.accounts.Idle(k); idle != population.Busy || shown[l.spec][k] || l.spec.Kind.Manner() && manners[k] {
				t.Fatalf("%v of account %d, which is idle or has one", l.spec.Kind, k)
			}
			shown[l.spec][k] = true
			manners[k] = manners[k] || l.spec.Kind.Manner()
		}
	}
	for i := range list {
		l := &list[i]
		if l.Kind == scenarios.SharedNAT {
			asked += l.Sites
		} else if len(shown[l]) != l.Accounts+l.Sites {
			t.Fatalf("%v: %d accounts, want %d", l.Kind, len(shown[l]), l.Accounts+l.Sites)
		}
	}
	groups := map[uint32][]uint32{}
	for k, address := range w.alikes.nat {
		groups[address-1] = append(groups[address-1], k)
	}
	for address, members := range groups {
		if len(members) < 2 {
			t.Fatalf("address of account %d is shared by nobody", address)
		}
		if w.accounts.At(members[0]).Dept != w.accounts.At(members[1]).Dept {
			far++
		}
	}
	if len(groups) != asked {
		t.Fatalf("%d shared addresses, want %d", len(groups), asked)
	}
	return far
}

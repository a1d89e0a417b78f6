package traffic

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

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
		world.Benign.LookAlikes = drawLookAlikes(t, world.Population.Accounts)
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
		accounts := accounts.New(random.New(rapid.Uint64().Draw(t, "seed")), &world, persons)
		ground := Ground{Persons: persons, Accounts: accounts, Calendar: cal}
		w, err := New(random.New(rapid.Uint64().Draw(t, "draws")), &world, ground)
		if err != nil {
			t.Fatal(err)
		}
		far += countLookAlikes(t, w, world.Benign.LookAlikes)
	})
	if far == 0 {
		t.Error("no world had to bring accounts together from far away")
	}
}

// drawLookAlikes draws look-alikes for up to about as many accounts as there are.
func drawLookAlikes(t *rapid.T, accounts int) (list []scenarios.LookAlike) {
	some := []scenarios.LookAlikeKind{
		scenarios.SharedNAT, scenarios.TwinSites, scenarios.NightDuty, scenarios.LargeDesk, scenarios.TouristSeason,
	}
	for range rapid.IntRange(1, 5).Draw(t, "entries") {
		l := scenarios.LookAlike{
			Kind:    rapid.SampledFrom(some).Draw(t, "kind"),
			LookUps: scenarios.Range{Min: 1, Max: 3}, PerMonth: 1, Gain: 1_000_000,
		}
		n := rapid.IntRange(1, accounts+1).Draw(t, "number")
		switch l.Kind {
		case scenarios.TwinSites:
			l.Sites = (n + 1) &^ 1
		case scenarios.SharedNAT:
			l.Sites = max(n/2, 1)
			l.PerAddress.Min = rapid.IntRange(1, 8).Draw(t, "least")
			l.PerAddress.Max = rapid.IntRange(1, 60).Draw(t, "most")
		default:
			l.Accounts = n
		}
		list = append(list, l)
	}
	return list
}

// countLookAlikes holds a world against its list, and counts the pairs and groups
// that are of several départements.
func countLookAlikes(t *rapid.T, w *World, list []scenarios.LookAlike) (far int) {
	shown, asked := map[*scenarios.LookAlike]map[uint32]bool{}, 0
	changed := map[uint32]bool{}
	for i := range uint32(w.Shown.Len()) {
		l := w.Shown.At(i)
		if shown[l.Spec] == nil {
			shown[l.Spec] = map[uint32]bool{}
		}
		pair := []uint32{l.Account}
		if l.Spec.Kind == scenarios.TwinSites {
			pair = append(pair, l.Other)
			if w.Accounts.At(l.Account).Dept != w.Accounts.At(l.Other).Dept {
				far++
			}
		}
		for _, k := range pair {
			changes := l.Spec.Kind.Manner()
			if !w.Shown.Busy(k) || shown[l.Spec][k] || changes && changed[k] {
				t.Fatalf("%v of account %d, which is idle or has one", l.Spec.Kind, k)
			}
			shown[l.Spec][k] = true
			changed[k] = changed[k] || changes
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
	for k := range uint32(w.Accounts.Len()) {
		if anchor, _, shares := w.Shown.Line(k); shares {
			groups[anchor] = append(groups[anchor], k)
		}
	}
	for address, members := range groups {
		if len(members) < 2 {
			t.Fatalf("address of account %d is shared by nobody", address)
		}
		if w.Accounts.At(members[0]).Dept != w.Accounts.At(members[1]).Dept {
			far++
		}
	}
	if len(groups) != asked {
		t.Fatalf("%d shared addresses, want %d", len(groups), asked)
	}
	return far
}

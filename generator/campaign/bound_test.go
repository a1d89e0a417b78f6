package campaign

import (
	"fmt"
	"testing"

	"breachsim/generator/internal/random"
	"breachsim/generator/population"
	"breachsim/scenarios"
)

// No list is longer than the check of a file reckons with.
func TestListsAreNotLonger(t *testing.T) {
	for _, c := range []struct {
		persons, exposed int
		order            scenarios.Order
	}{
		{100, 50, scenarios.Random}, {300, 100, scenarios.Sorted}, {1_000, 500, scenarios.Random}, {20_000, 10, scenarios.Random}, {20_000, 300, scenarios.Sorted},
		{20_000, 1_999, scenarios.ByRegion}, {20_000, 5_000, scenarios.Random}, {20_000, 17_700, scenarios.Random}, {6_000, 5_100, scenarios.Sorted}, {6_000, 5_100, scenarios.Enumeration}, {2_000, 1_500, scenarios.Random}, {1_000, 600, scenarios.Enumeration}, {200_000, 19_000, scenarios.ByHousehold}, {20_000, 3_000, scenarios.Enumeration},
	} {
		sc, err := scenarios.Open("baseline", []string{fmt.Sprintf("population.insured_persons=%d", c.persons)})
		if err != nil {
			t.Fatal(err)
		}
		k := &scenarios.Campaign{Access: scenarios.AccountAccess{Accounts: 2, Validate: scenarios.Validate{LookUps: 1}},
			Targets: scenarios.Targets{Exposed: c.exposed, Order: c.order, HitRate: 900_000}}
		for seed := range uint64(20) {
			l, err := newList(random.New(seed), population.NewPersons(random.New(seed), c.persons, 2022), k.Targets, 2, 2)
			if err != nil {
				t.Fatalf("%+v: %v", c, err)
			}
			if most := sc.MostEntries(k); int64(l.entries) > most {
				t.Errorf("%+v, seed %d: %d entries, %d at most", c, seed, l.entries, most)
			}
		}
	}
}

// A list has as many entries as accounts, and trial look-ups leave them their
// persons, however tight the number.
func TestTightLists(t *testing.T) {
	persons := population.NewPersons(random.New(5), 2_000, 2022)
	for seed := range uint64(50) {
		l, err := newList(random.New(seed), persons, scenarios.Targets{Exposed: 13, Order: scenarios.Random, HitRate: 1_000_000}, 8, 5)
		if err != nil {
			t.Fatal(err)
		}
		if len(l.trial) != 8 || l.hits < 5 {
			t.Errorf("seed %d: %d trial look-ups, %d of the list", seed, len(l.trial), l.hits)
		}
	}
}

package relation

import (
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

func testWorld() *World {
	persons := population.NewPersons(random.New(4), 200_000, 2022)
	list := accounts.New(random.New(5), &scenarios.Scenario{
		Time: scenarios.Time{Start: time.Date(2022, 2, 14, 0, 0, 0, 0, time.UTC)},
		Population: scenarios.Population{Accounts: 200, ProfileMix: []scenarios.ProfileShare{
			{Profile: scenarios.GP, Share: 500_000}, {Profile: scenarios.Pharmacy, Share: 400_000},
			{Profile: scenarios.HospitalDesk, Share: 100_000},
		}},
	}, persons)
	return &World{
		Persons: persons, Accounts: list, Key: random.New(6), Famous: func(n uint64) uint32 { return uint32(n * 4_001) },
	}
}

// all is everybody whom a user knows in some way.
func all(c *Circle, r scenarios.Relation) (out []uint32) {
	for {
		i, ok := c.Next(r)
		if !ok {
			return out
		}
		out = append(out, i)
	}
}

// Each person comes once, is found under a number of its own, and is what the relation
// says; the same key tells the same circle.
func TestCircle(t *testing.T) {
	w := testWorld()
	sums := [scenarios.NumRelations]int{}
	for k := range uint32(60) {
		c, again := w.Of(k, random.New(uint64(k))), w.Of(k, random.New(uint64(k)))
		dept, age, seen := w.Accounts.At(k).Dept, w.Persons.Age(c.user), map[uint32]bool{c.user: true}
		for r := range scenarios.NumRelations {
			list := all(c, r)
			sums[r] += len(list)
			for n, i := range list {
				if other, _ := again.Next(r); other != i {
					t.Fatalf("account %d: %v %d is %d, and %d the second time", k, r, n, i, other)
				}
				if seen[i] || w.Persons.Holder(i) != i {
					t.Fatalf("account %d: %v %d comes twice or has no number", k, r, i)
				}
				seen[i] = true
				older := w.Persons.Age(i) - age
				switch near := w.Persons.Dept(i) == dept; {
				case r == scenarios.Acquaintance && (older < -8 || older > 8 || !near):
					t.Errorf("an acquaintance is %d years older, in the same département: %v", older, near)
				case r == scenarios.Colleague && (w.Persons.Age(i) < 20 || w.Persons.Age(i) > 65 || !near):
					t.Errorf("a colleague is %d years old, in the same département: %v", w.Persons.Age(i), near)
				case r == scenarios.Neighbour && !near:
					t.Error("a neighbour lives in another département")
				}
			}
		}
	}
	for r, n := range sums {
		if n < 60 {
			t.Errorf("60 users know %d people as %v", n, scenarios.Relation(r))
		}
	}
}

// Who works at one site is the same for all of its accounts.
func TestColleaguesAreThoseOfTheSite(t *testing.T) {
	w, bySite, pairs := testWorld(), map[uint32][]uint32{}, 0
	for k := range uint32(w.Accounts.Len()) {
		a := w.Accounts.At(k)
		if a.Profile != scenarios.HospitalDesk {
			continue
		}
		got := map[uint32]bool{}
		for _, i := range all(w.Of(k, random.New(uint64(k))), scenarios.Colleague) {
			got[i] = true
		}
		if before := bySite[a.Site]; before != nil {
			common := 0
			for _, i := range before {
				if got[i] {
					common++
				}
			}
			if pairs++; common*10 < len(before)*9 { // but for the users themselves
				t.Errorf("accounts of site %d have %d of %d colleagues in common", a.Site, common, len(before))
			}
			continue
		}
		for i := range got {
			bySite[a.Site] = append(bySite[a.Site], i)
		}
	}
	if pairs == 0 {
		t.Error("no two accounts of one site")
	}
}

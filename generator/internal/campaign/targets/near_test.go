package targets

import (
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

func testAccounts(persons *population.Persons) *accounts.Accounts {
	return accounts.New(random.New(7), &scenarios.Scenario{
		Time: scenarios.Time{Start: time.Date(2022, 2, 14, 0, 0, 0, 0, time.UTC)},
		Population: scenarios.Population{Accounts: 60, ProfileMix: []scenarios.ProfileShare{
			{Profile: scenarios.GP, Share: 500_000}, {Profile: scenarios.Pharmacy, Share: 300_000},
			{Profile: scenarios.Nurse, Share: 200_000},
		}},
	}, persons)
}

// testParts are parts of growing weight, one of them without any.
func testParts(n int) []Part {
	parts := make([]Part, n)
	for i := range parts {
		parts[i] = Part{Account: uint32(3 * i), Key: random.New(uint64(100 + i)), Weight: uint64(i) << 40}
	}
	return parts
}

// A list near the accounts exposes exactly as many persons, each account has
// its part of them, and the wanted share lives in its département.
func TestNearIsExactAndNear(t *testing.T) {
	persons := population.NewPersons(random.New(6), 60_000, 2022)
	accounts := testAccounts(persons)
	for _, order := range orders {
		l := must(t, persons, scenarios.Targets{Exposed: 3_000, Order: order, HitRate: 700_000, RegionMatch: 750_000}, 40)
		parts := testParts(8)
		counts, err := l.Near(accounts, parts)
		if err != nil {
			t.Fatal(err)
		}
		if exposed, hits := read(t, l, l.Entries()); exposed != 3_000 || hits != l.Hits() {
			t.Errorf("order %d: %d persons, %d hits, want 3,000 and %d", order, exposed, hits, l.Hits())
		}
		holdSecondTimes(t, l)
		c, next, same := l.Cursor(), uint64(0), 0
		for i, b := range l.Batches() {
			if b.First != next || b.Count != counts[i] {
				t.Fatalf("batch %d has entries %d to %d, want %d from %d", i, b.First, b.First+b.Count, counts[i], next)
			}
			if want := l.Entries() * uint64(i) / 28; b.Count < want*85/100 || b.Count > want*115/100 {
				t.Errorf("order %d: %d entries for part %d, want about %d", order, b.Count, i, want)
			}
			for k := b.First; k < b.First+b.Count; k++ {
				e := c.At(k)
				if l.Cursor().At(k) != e {
					t.Fatalf("entry %d is another by itself", k)
				}
				if e.Hit && persons.Dept(e.Holder) == accounts.At(parts[i].Account).Dept {
					same++
				}
			}
			next += b.Count
		}
		if next != l.Entries() || l.Extend(next+1) != next {
			t.Errorf("%d entries in batches, want %d, and no more", next, l.Entries())
		}
		if share := float64(same) / float64(l.Hits()); share < 0.74 || share > 0.80 {
			t.Errorf("order %d: %.3f of the holders live in the account's département, want 0.75", order, share)
		}
	}
}

// The whole population can be listed near the accounts too.
func TestNearUsesUpThePopulation(t *testing.T) {
	persons := population.NewPersons(random.New(6), 120, 2022)
	accounts := testAccounts(persons)
	for _, order := range orders {
		most := reachable(persons, order)
		for exposed := most - 9; exposed <= most; exposed++ {
			for seed := range uint64(2) {
				tg := scenarios.Targets{Exposed: exposed, Order: order, HitRate: 900_000, RegionMatch: 500_000}
				l, err := New(random.New(seed), persons, tg, Counts{Trials: 9})
				if err != nil {
					t.Fatal(err)
				}
				parts := testParts(1 + int(seed%2)*4)
				for i := range parts {
					parts[i].Key = parts[i].Key.At(seed)
				}
				if _, err := l.Near(accounts, parts); err != nil {
					t.Errorf("order %d, seed %d, %d of %d: %v", order, seed, exposed, most, err)
					continue
				}
				if got, _ := read(t, l, l.Entries()); got != exposed {
					t.Errorf("order %d, seed %d: %d persons, want %d", order, seed, got, exposed)
				}
				holdSecondTimes(t, l)
			}
		}
	}
}

// Where only families are left for a last person, one of them comes in for as
// many holders without children as it has too many.
func TestNearExchangesHolders(t *testing.T) {
	persons := population.NewPersons(random.New(6), 200, 2022)
	alone, chosen := 0, [][]uint32{nil, nil}
	for i := range uint32(persons.Len()) {
		if persons.Holder(i) == i && persons.HouseholdSize(i) == 1 {
			chosen[alone%2] = append(chosen[alone%2], i)
			alone++
		}
	}
	l := must(t, persons, scenarios.Targets{Exposed: 10, Order: scenarios.Random, HitRate: 1_000_000}, 0)
	l.in = newCrowd(persons.Len())
	for _, holders := range chosen {
		for _, i := range holders {
			l.in.put(i)
		}
	}
	for left := 1; left <= 4; left++ {
		if n := (near{l: l}); !n.exchange(chosen, left) {
			t.Fatalf("no exchange for %d persons", left)
		}
		alone += left
		seen := map[uint32]bool{}
		for _, holders := range chosen {
			for _, i := range holders {
				if !l.in.has(i) {
					t.Fatalf("holder %d is chosen, and not known to be", i)
				}
				for _, p := range persons.Household(i, nil) {
					seen[p] = true
				}
			}
		}
		if len(seen) != alone {
			t.Errorf("%d persons, want %d", len(seen), alone)
		}
	}
}

// Parts without any weight share the list evenly.
func TestNearWithoutWeights(t *testing.T) {
	persons := population.NewPersons(random.New(6), 60_000, 2022)
	l := must(t, persons, scenarios.Targets{Exposed: 100, HitRate: 1_000_000, RegionMatch: 1_000_000}, 0)
	parts := testParts(4)
	for i := range parts {
		parts[i].Weight = 0
	}
	counts, err := l.Near(testAccounts(persons), parts)
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range counts {
		if n < 12 || n > 25 {
			t.Errorf("part %d has %d entries of about 20", i, n)
		}
	}
}

// Persons near the accounts are chosen as they come there: those in need more often, and of
// the circle those from near by.
func TestNearFollowsNeed(t *testing.T) {
	persons := population.NewPersons(random.New(6), 600_000, 2022)
	accounts := testAccounts(persons)
	old := func(i uint32) bool { return persons.Status.Condition(i).Age >= 60 }
	need := func(i uint32) uint32 {
		if old(i) {
			return Always
		}
		return Always / 8
	}
	share := func(need Need) (aged, middle float64) {
		l := must(t, persons, scenarios.Targets{Exposed: 400, HitRate: 1_000_000, RegionMatch: 1_000_000}, 0)
		parts := testParts(8)
		for i := range parts {
			parts[i].Need = need
		}
		if _, err := l.Near(accounts, parts); err != nil {
			t.Fatal(err)
		}
		all, inside, near := 0.0, 0.0, 0.0
		for i := range l.batches {
			seen := accounts.At(parts[i].Account).Seen
			for _, h := range l.batches[i].holders {
				all++
				if old(h) {
					aged++
				}
				if at := h - seen.Start; h >= seen.Start && at < seen.Len {
					inside++
					if at >= seen.Len/4 && at < seen.Len-seen.Len/4 {
						near++
					}
				}
			}
		}
		return aged / all, near / inside
	}
	aged, middle := share(nil)
	if middle < 0.42 || middle > 0.58 {
		t.Errorf("%.2f of the circle from its middle half where all are alike, want 0.5", middle)
	}
	agedInNeed, inner := share(need)
	if want := 8 * aged / (8*aged + 1 - aged); agedInNeed < want-0.06 || agedInNeed > want+0.06 {
		t.Errorf("%.2f are old where they come eight times as often (%.2f else), want %.2f", agedInNeed, aged, want)
	}
	if inner < 0.6 || inner > 0.8 {
		t.Errorf("%.2f of the circle from its middle half, want 0.69", inner)
	}
}

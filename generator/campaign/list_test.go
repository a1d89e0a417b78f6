package campaign

import (
	"testing"

	"breachsim/generator/internal/random"
	"breachsim/generator/nir"
	"breachsim/generator/population"
	"breachsim/scenarios"
)

func TestListIsExact(t *testing.T) {
	persons := population.NewPersons(random.New(5), 40_000, 2022)
	for _, order := range []scenarios.Order{scenarios.Sorted, scenarios.Random, scenarios.ByRegion, scenarios.ByHousehold, scenarios.Enumeration} {
		const exposed, trials, rate = 3_333, 17, 800_000
		l, err := newList(random.New(9), persons, scenarios.Targets{Exposed: exposed, Order: order, HitRate: rate}, trials, 1)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[uint32]bool{}
		count := func(holder uint32) {
			if seen[holder] {
				t.Fatalf("order %d: holder %d twice", order, holder)
			}
			for _, i := range persons.Household(holder, nil) {
				seen[i] = true
			}
		}
		for _, h := range l.trial {
			count(h)
		}
		if len(l.trial) != trials {
			t.Fatalf("%d trial entries", len(l.trial))
		}
		c, hits, unsorted := l.cursor(), uint64(0), 0
		var last nir.NIR
		for k := range l.entries {
			e := c.at(k)
			if again := l.cursor().at(k); k%97 == 0 && again != e {
				t.Fatalf("order %d: entry %d is %v in order and %v by itself", order, k, e, again)
			}
			if _, known := persons.Find(e.nir); known != e.hit {
				t.Fatalf("order %d: entry %d: hit %v, known %v", order, k, e.hit, known)
			}
			if _, h := c.split(0, k, l.entries); e.hit && c.entryOf(0, h) != k {
				t.Fatalf("order %d: entry %d is hit %d, which is entry %d", order, k, h, c.entryOf(0, h))
			}
			if nir.Compare(last, e.nir) > 0 {
				unsorted++
			}
			last = e.nir
			if e.hit {
				hits++
				count(e.holder)
			}
		}
		if len(seen) != exposed || hits != l.hits {
			t.Errorf("order %d: %d persons and %d hits, want %d and %d", order, len(seen), hits, exposed, l.hits)
		}
		if got := hits * 1_000_000 / l.entries; got < rate-1_000 || got > rate {
			t.Errorf("order %d: hit rate %d millionths", order, got)
		}
		if order == scenarios.Sorted && unsorted > int(l.entries)/50 {
			t.Errorf("%d of %d entries are out of order in a sorted list", unsorted, l.entries)
		}
		if order != scenarios.Sorted && order != scenarios.Enumeration && unsorted < int(l.entries)/3 {
			t.Errorf("only %d of %d entries are out of order in a random list", unsorted, l.entries)
		}
	}
}

func TestListGoesOnPastTheStop(t *testing.T) {
	persons := population.NewPersons(random.New(5), 20_000, 2022)
	l, err := newList(random.New(9), persons, scenarios.Targets{Exposed: 500, HitRate: 900_000}, 3, 1)
	if err != nil {
		t.Fatal(err)
	}
	if have := l.extend(l.entries*4, 500); have < l.entries*4 {
		t.Fatalf("%d entries, want %d", have, l.entries*4)
	}
	seen := map[uint32]bool{}
	c := l.cursor()
	for k := range l.entries * 4 {
		if e := c.at(k); e.hit {
			if seen[e.holder] {
				t.Fatalf("holder %d twice", e.holder)
			}
			seen[e.holder] = true
		}
	}
	if have := l.extend(1<<40, 500); have > 20_000 {
		t.Errorf("%d entries from 20,000 persons", have)
	}
}

func TestListTooLong(t *testing.T) {
	persons := population.NewPersons(random.New(5), 300, 2022)
	if _, err := newList(random.New(9), persons, scenarios.Targets{Exposed: 301, HitRate: 1_000_000}, 0, 1); err == nil {
		t.Error("301 persons out of 300")
	}
	if _, err := newList(random.New(9), persons, scenarios.Targets{Exposed: 300, Order: scenarios.Random, HitRate: 1_000_000}, 0, 1); err != nil {
		t.Errorf("all of 300: %v", err)
	}
}

// A list too long to keep its holders must have the same entries.
func TestKeptOrFoundTheSame(t *testing.T) {
	persons := population.NewPersons(random.New(5), 40_000, 2022)
	for _, order := range []scenarios.Order{scenarios.Sorted, scenarios.ByRegion} {
		list := func() *list {
			l, err := newList(random.New(9), persons, scenarios.Targets{Exposed: 2_000, Order: order, HitRate: 800_000}, 5, 1)
			if err != nil {
				t.Fatal(err)
			}
			return l
		}
		kept, found := list(), list()
		if kept.batches[0].holders == nil {
			t.Fatal("nothing is kept")
		}
		found.batches[0].holders = nil
		a, b := kept.cursor(), found.cursor()
		for k := range kept.entries {
			if x, y := a.at(k), b.at(k); x != y {
				t.Fatalf("order %v, entry %d: %v kept, %v found", order, k, x, y)
			}
		}
	}
}

// Numbers that are made up come one after the other, hardly any of them twice.
func TestMadeUpNumbersAreTriedInOrder(t *testing.T) {
	persons := population.NewPersons(random.New(5), 200_000, 2022)
	l, err := newList(random.New(9), persons, scenarios.Targets{Exposed: 400, Order: scenarios.Enumeration, HitRate: 20_000}, 5, 1)
	if err != nil {
		t.Fatal(err)
	}
	c, seen, twice, next, births := l.cursor(), map[nir.NIR]bool{}, 0, 0, map[int]bool{}
	var last nir.NIR
	for k := range l.entries {
		e := c.at(k)
		if seen[e.nir] {
			twice++
		}
		if e.nir == last+1 {
			next++
		}
		seen[e.nir], last, births[cohortOf(e.nir)] = true, e.nir, true
	}
	t.Logf("%d entries in %d cohorts, %d follow the number before, %d twice", l.entries, len(births), next, twice)
	if next < int(l.entries)*6/10 || twice > int(l.entries)/20 || len(births) > 60 {
		t.Error("that is no enumeration")
	}
}

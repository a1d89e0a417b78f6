package targets

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/scenarios"
)

var orders = []scenarios.Order{
	scenarios.Sorted, scenarios.Random, scenarios.ByRegion, scenarios.ByHousehold, scenarios.Enumeration,
}

// must returns the list that New makes.
func must(tb testing.TB, persons *population.Persons, t scenarios.Targets, trials int) *List {
	tb.Helper()
	l, err := New(random.New(9), persons, t, Counts{Trials: trials})
	if err != nil {
		tb.Fatal(err)
	}
	return l
}

// fataler is what tests and rapid have in common.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// read goes through the first entries of a list in order, counts the persons
// that it exposes, trial look-ups included, and fails if a holder comes twice.
func read(t fataler, l *List, entries uint64) (exposed int, hits uint64) {
	t.Helper()
	seen, holders, c := map[uint32]bool{}, map[uint32]bool{}, l.Cursor()
	meet := func(holder uint32) {
		if holders[holder] {
			t.Fatalf("holder %d twice", holder)
		}
		holders[holder] = true
		for _, i := range l.Exposes(l.persons.Household(holder, nil), nil) {
			seen[i] = true
		}
	}
	for i := range l.Trials() {
		meet(l.Trial(i))
	}
	for k := range entries {
		if e := c.At(k); e.Hit {
			hits++
			meet(e.Holder)
		}
	}
	return len(seen), hits
}

// Whatever the order, the hit rate and the seed, the list exposes exactly the
// persons asked for, no holder is in it twice, and each entry is the same in
// order and by itself.
func TestListIsExact(t *testing.T) {
	populations := map[int]*population.Persons{}
	for _, n := range []int{60, 900, 20_000} {
		populations[n] = population.NewPersons(random.New(uint64(n)), n, 2022)
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{60, 900, 20_000}).Draw(t, "persons")
		persons := populations[n]
		tg := scenarios.Targets{
			Order:   rapid.SampledFrom(orders).Draw(t, "order"),
			Exposed: rapid.IntRange(1, min(n*9/10, 4_000)).Draw(t, "exposed"),
			HitRate: scenarios.Share(rapid.Int64Range(50_000, 1_000_000).Draw(t, "hit rate")),
		}
		trials := rapid.IntRange(0, min(tg.Exposed-1, 200)).Draw(t, "trials")
		l, err := New(random.New(rapid.Uint64().Draw(t, "seed")), persons, tg, Counts{Trials: trials})
		if err != nil {
			t.Fatalf("%d persons of %d: %v", tg.Exposed, n, err)
		}
		if l.Trials() != trials {
			t.Fatalf("%d trial look-ups, want %d", l.Trials(), trials)
		}
		exposed, hits := read(t, l, l.Entries())
		if exposed != tg.Exposed || hits != l.Hits() || hits == 0 {
			t.Fatalf("%d persons and %d hits, want %d and %d", exposed, hits, tg.Exposed, l.Hits())
		}
		if l.Entries() != (hits*1_000_000+uint64(tg.HitRate)-1)/uint64(tg.HitRate) {
			t.Fatalf("%d hits in %d entries at %d millionths", hits, l.Entries(), tg.HitRate)
		}
		holdEntries(t, l)
	})
}

// holdEntries checks entries drawn anywhere against those in order, and against
// the population.
func holdEntries(t *rapid.T, l *List) {
	inOrder, anywhere := l.Cursor(), l.Cursor()
	at := map[uint64]Entry{}
	for range min(l.Entries(), 30) {
		k := rapid.Uint64Range(0, l.Entries()-1).Draw(t, "k")
		at[k] = anywhere.At(k)
	}
	for k := range l.Entries() {
		e := inOrder.At(k)
		if was, asked := at[k]; asked && was != e {
			t.Fatalf("entry %d is %v in order and %v by itself", k, e, was)
		}
		holder, known := l.persons.Find(e.NIR)
		if known != e.Hit || e.Hit && holder != e.Holder {
			t.Fatalf("entry %d: hit %v of %d, known %v of %d", k, e.Hit, e.Holder, known, holder)
		}
		if hit, h := inOrder.split(0, k); hit && inOrder.entryOf(0, h) != k {
			t.Fatalf("entry %d is hit %d, which is entry %d", k, h, inOrder.entryOf(0, h))
		}
	}
}

// reachable is how many persons an order can expose at most.
func reachable(persons *population.Persons, by scenarios.Order) int {
	l, seen := &List{persons: persons, order: newOrder(by, persons)}, map[uint32]bool{}
	for i := range uint32(persons.Len()) {
		if l.order.takes(i) {
			for _, p := range l.Exposes(persons.Household(i, nil), nil) {
				seen[p] = true
			}
		}
	}
	return len(seen)
}

// Every number up to the last person can be made up, also where the last
// holders have children; one more cannot.
func TestListUsesUpThePopulation(t *testing.T) {
	for n, seeds := range map[int]uint64{120: 25, 1_200: 2} {
		persons := population.NewPersons(random.New(5), n, 2022)
		if err := persons.Plant(random.New(1), 7, 1); err != nil {
			t.Fatal(err)
		}
		persons = persons.Wary(random.New(2), 500_000)
		for _, order := range orders {
			most, seeds := reachable(persons, order), seeds
			if order == scenarios.Enumeration {
				seeds = 2 // each goes through all cohorts
			}
			for exposed := most - 12; exposed <= most; exposed++ {
				for seed := range seeds {
					tg := scenarios.Targets{Exposed: exposed, Order: order, HitRate: 900_000}
					l, err := New(random.New(seed), persons, tg, Counts{Trials: 20})
					if err != nil {
						t.Errorf("order %d: %v", order, err)
						continue
					}
					if got, _ := read(t, l, l.Entries()); got != exposed {
						t.Errorf("order %d, seed %d: %d persons, want %d of %d", order, seed, got, exposed, most)
					}
					holdSecondTimes(t, l)
				}
			}
			tg := scenarios.Targets{Exposed: most + 1, Order: order, HitRate: 900_000}
			if _, err := New(random.New(9), persons, tg, Counts{Trials: 3}); err == nil {
				t.Errorf("order %d: %d persons where %d can be found", order, most+1, most)
			}
		}
	}
}

// Trial look-ups take holders without children, so many they are, and leave at
// least one person to the list: 23 of 30 persons once used up all of them.
func TestTrialsLeaveTheListItsPersons(t *testing.T) {
	persons := population.NewPersons(random.New(5), 3_000, 2022)
	for _, order := range orders {
		for _, exposed := range []int{2, 30, 60} {
			for trials := range exposed {
				l := must(t, persons, scenarios.Targets{Exposed: exposed, Order: order, HitRate: 800_000}, trials)
				if got, _ := read(t, l, l.Entries()); got != exposed || l.Trials() != trials || l.Hits() == 0 {
					t.Fatalf("order %d, %d trials: %d persons, %d hits", order, trials, got, l.Hits())
				}
				for i := range trials {
					if persons.HouseholdSize(l.Trial(i)) != 1 {
						t.Fatalf("order %d: the holder of trial look-up %d of %d has children", order, i, trials)
					}
				}
			}
			tg := scenarios.Targets{Exposed: exposed, Order: order, HitRate: 800_000}
			if _, err := New(random.New(9), persons, tg, Counts{Trials: exposed}); err == nil {
				t.Errorf("order %d: %d trial look-ups and %d persons", order, exposed, exposed)
			}
		}
	}
	// Where all who live without children are on trial, parents are too.
	l := must(t, persons, scenarios.Targets{Exposed: 2_990, Order: scenarios.Random, HitRate: 1_000_000}, 2_100)
	with := 0
	for i := range l.Trials() {
		with += min(persons.HouseholdSize(l.Trial(i))-1, 1)
	}
	if got, _ := read(t, l, l.Entries()); got != 2_990 || with == 0 {
		t.Errorf("%d persons; %d of the holders on trial have children", got, with)
	}
}

// The orders do what they are called.
func TestOrders(t *testing.T) {
	persons := population.NewPersons(random.New(5), 40_000, 2022)
	for _, order := range orders {
		l := must(t, persons, scenarios.Targets{Exposed: 3_333, Order: order, HitRate: 800_000}, 17)
		c, unsorted, elsewhere := l.Cursor(), 0, 0
		var last Entry
		place := -1
		for k := range l.Entries() {
			e := c.At(k)
			if nir.Compare(last.NIR, e.NIR) > 0 {
				unsorted++
			}
			last = e
			if e.Hit && int(e.Holder>>placeBits) < place {
				elsewhere++
			}
			if e.Hit {
				place = int(e.Holder >> placeBits)
			}
		}
		if order == scenarios.Sorted && unsorted > int(l.Entries())/50 {
			t.Errorf("%d of %d entries are out of order in a sorted list", unsorted, l.Entries())
		}
		if order != scenarios.Sorted && order != scenarios.Enumeration && unsorted < int(l.Entries())/3 {
			t.Errorf("only %d of %d entries are out of order in list of order %d", unsorted, l.Entries(), order)
		}
		if byRegion := order == scenarios.ByRegion; byRegion != (elsewhere == 0) {
			t.Errorf("order %d goes back to another place %d times", order, elsewhere)
		}
	}
}

func TestListGoesOnPastTheStop(t *testing.T) {
	persons := population.NewPersons(random.New(5), 20_000, 2022)
	for _, order := range orders {
		l := must(t, persons, scenarios.Targets{Exposed: 500, Order: order, HitRate: 900_000}, 3)
		have := l.Extend(l.Entries() * 4)
		if have < l.Entries()*4 {
			t.Fatalf("%d entries, want %d", have, l.Entries()*4)
		}
		next := uint64(0)
		for i, b := range l.Batches() {
			if b.First != next || b.Count < l.Entries()/2 {
				t.Fatalf("batch %d of %d entries begins at %d, want %d", i, b.Count, b.First, next)
			}
			next += b.Count
		}
		if next != have {
			t.Fatalf("batches of %d entries, want %d", next, have)
		}
		if exposed, _ := read(t, l, have); exposed != 500*len(l.Batches()) {
			t.Errorf("order %d: %d persons in %d batches", order, exposed, len(l.Batches()))
		}
		have = l.Extend(1 << 40)
		if have > 20_000 || l.Extend(1<<40) != have {
			t.Errorf("%d entries from 20,000 persons", have)
		}
		read(t, l, have)
	}
}

// A list too long to keep its holders must have the same entries, and find
// couples in the same places.
func TestKeptOrFoundTheSame(t *testing.T) {
	persons := population.NewPersons(random.New(5), 40_000, 2022)
	for _, order := range []scenarios.Order{scenarios.Sorted, scenarios.ByRegion, scenarios.Random} {
		list := func(kept int) *List {
			tg := scenarios.Targets{Exposed: 12_000, Order: order, HitRate: 800_000}
			l, err := newList(random.New(9), persons, tg, limits{Counts: Counts{Trials: 5}, kept: kept})
			if err != nil {
				t.Fatal(err)
			}
			l.Extend(l.Entries() + 1)
			return l
		}
		kept, found := list(maxKept), list(100)
		if kept.batches[1].holders == nil || found.batches[0].holders != nil || found.batches[1].holders != nil {
			t.Fatal("what should be found is kept, or the other way round")
		}
		a, b := kept.Cursor(), found.Cursor()
		for i := uint64(0); i < kept.Entries()*3/2; i += 3 {
			for _, k := range []uint64{i, i * 7919 % kept.Entries(), kept.Entries() / 37 * (i % 37)} {
				if x, y := a.At(k), b.At(k); x != y {
					t.Fatalf("order %v, entry %d: %v kept, %v found", order, k, x, y)
				}
			}
		}
		when := func(k uint64) int64 { return int64(k * 7919 % 10_007) }
		never := func(uint32) int64 { return Forever }
		x, y := kept.SecondTimes(1<<40, when, never), found.SecondTimes(1<<40, when, never)
		if len(x) == 0 || !slices.Equal(x, y) {
			t.Errorf("order %v: %d second times kept, %d found", order, len(x), len(y))
		}
	}
}

// Numbers that are made up come one after the other, hardly any of them twice.
func TestMadeUpNumbersAreTriedInOrder(t *testing.T) {
	persons := population.NewPersons(random.New(5), 200_000, 2022)
	l := must(t, persons, scenarios.Targets{Exposed: 400, Order: scenarios.Enumeration, HitRate: 20_000}, 5)
	c, seen, twice, next, births := l.Cursor(), map[nir.NIR]bool{}, 0, 0, map[int]bool{}
	var last nir.NIR
	for k := range l.Entries() {
		e := c.At(k)
		if seen[e.NIR] {
			twice++
		}
		if e.NIR == last+1 {
			next++
		}
		seen[e.NIR], last, births[cohortOf(e.NIR)] = true, e.NIR, true
	}
	t.Logf("%d entries in %d cohorts, %d follow the number before, %d twice", l.Entries(), len(births), next, twice)
	if next < int(l.Entries())*6/10 || twice > int(l.Entries())/20 || len(births) > 60 {
		t.Error("that is no enumeration")
	}
}

// A list keeps a few bytes a holder, and those of a long list no more than so
// many of them.
func TestListsAreSmall(t *testing.T) {
	persons := population.NewPersons(random.New(5), 1_500_000, 2022)
	for _, kept := range []int{maxKept, 1_000} {
		for _, order := range orders {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			begin := time.Now()
			tg := scenarios.Targets{Exposed: 200_000, Order: order, HitRate: 800_000}
			l, err := newList(random.New(9), persons, tg, limits{kept: kept})
			if err != nil {
				t.Fatal(err)
			}
			took := time.Since(begin)
			runtime.GC()
			runtime.ReadMemStats(&after)
			each := float64(int64(after.HeapAlloc)-int64(before.HeapAlloc)) / float64(l.Hits())
			t.Logf("order %d, %d kept: %.1f bytes a holder, %d ns", order, kept, each, took.Nanoseconds()/int64(l.Hits()))
			most := 8.0
			if l.made != nil || kept == maxKept {
				most = 12
			}
			if each > most {
				t.Errorf("order %d, %d kept: %.1f bytes a holder, want at most %g", order, kept, each, most)
			}
			runtime.KeepAlive(l)
		}
	}
}

func BenchmarkCursor(b *testing.B) {
	persons := population.NewPersons(random.New(5), 1_500_000, 2022)
	for _, order := range orders {
		l := must(b, persons, scenarios.Targets{Exposed: 100_000, Order: order, HitRate: 800_000}, 10)
		b.Run(fmt.Sprintf("order %d/in order", order), func(b *testing.B) {
			b.ReportAllocs()
			c := l.Cursor()
			for k := uint64(0); b.Loop(); k++ {
				c.At(k % l.Entries())
			}
		})
		b.Run(fmt.Sprintf("order %d/19 runs in turns", order), func(b *testing.B) {
			b.ReportAllocs()
			c := l.Cursor()
			for k := uint64(0); b.Loop(); k++ {
				c.At((k%19*l.Entries()/19 + k/19) % l.Entries())
			}
		})
		b.Run(fmt.Sprintf("order %d/anywhere", order), func(b *testing.B) {
			b.ReportAllocs()
			c := l.Cursor()
			for k := uint64(0); b.Loop(); k++ {
				c.At(k * 7919 % l.Entries())
			}
		})
	}
}

// A list has a look-up for each account, as long as the persons suffice: families
// give way to holders without children.
func TestAsManyHitsAsAccounts(t *testing.T) {
	persons := population.NewPersons(random.New(5), 20_000, 2022)
	for seed := range uint64(40) {
		for _, order := range []scenarios.Order{scenarios.Random, scenarios.Sorted, scenarios.ByHousehold} {
			tg := scenarios.Targets{Exposed: 41, Order: order, HitRate: random.Million}
			l, err := New(random.New(seed), persons, tg, Counts{Hits: 40})
			if err != nil {
				t.Fatal(err)
			}
			if l.Hits() < 40 {
				t.Errorf("order %v, seed %d: %d hits for 40 accounts", order, seed, l.Hits())
			}
		}
	}
}

package targets

import (
	"slices"
	"testing"

	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// inOrder has entries looked up in the order of the list, the first at 1.
func inOrder(k uint64) int64 { return int64(k) + 1 }

// atOnce has trial look-ups made before anything else.
func atOnce(uint32) int64 { return 0 }

// holdSecondTimes checks SecondTimes against a plain count: with them, the
// persons that each look-up adds are all different, and together all that were
// asked for.
func holdSecondTimes(t *testing.T, l *List) {
	t.Helper()
	backwards := func(k uint64) int64 { return int64(l.Entries() - k) }
	for _, when := range []func(uint64) int64{inOrder, backwards} {
		again := l.SecondTimes(l.Entries(), when, atOnce)
		if !slices.IsSorted(again) {
			t.Fatal("second times are not in the order of persons")
		}
		seen, c := map[uint32]bool{}, l.Cursor()
		meet := func(holder uint32) {
			for _, i := range l.Exposes(l.persons.Household(holder, nil), again) {
				if seen[i] {
					t.Fatalf("person %d is exposed twice", i)
				}
				seen[i] = true
			}
		}
		for i := range l.Trials() {
			meet(l.Trial(i))
		}
		for k := range l.Entries() {
			if e := c.At(k); e.Hit {
				meet(e.Holder)
			}
		}
		if len(seen) != l.targets.Exposed {
			t.Fatalf("%d persons exposed, want %d", len(seen), l.targets.Exposed)
		}
	}
}

// Lists so long that many children are in them twice: every person counts
// once, whoever is looked up first.
func TestSharedChildrenCountOnce(t *testing.T) {
	persons := population.NewPersons(random.New(6), 30_000, 2022)
	for _, order := range orders {
		for _, exposed := range []int{40, 9_000, 27_000} {
			l := must(t, persons, scenarios.Targets{Exposed: exposed, Order: order, HitRate: 850_000}, 9)
			l.Extend(l.Entries() + 1)
			holdSecondTimes(t, l)
			if n := len(l.couples); exposed > 5_000 && n == 0 {
				t.Errorf("order %d: no couple among %d persons", order, exposed)
			}
		}
	}
}

// Whose look-up comes second is told by the instants alone; a look-up that is
// never made, or lies beyond the entries asked for, is no first.
func TestSecondTimesFollowTheClock(t *testing.T) {
	persons := population.NewPersons(random.New(6), 30_000, 2022)
	for _, order := range orders {
		l := must(t, persons, scenarios.Targets{Exposed: 20_000, Order: order, HitRate: 850_000}, 300)
		at, c := map[uint32]uint64{}, l.Cursor()
		for k := range l.Entries() {
			if e := c.At(k); e.Hit {
				at[e.Holder] = k
			}
		}
		until := l.Entries() * 9 / 10
		odd := func(k uint64) int64 {
			if k%3 == 0 {
				return Forever
			}
			return int64(k * 7919 % 53) // many at the same instant
		}
		place := func(holder uint32) (m moment, in bool) {
			if slices.Contains(l.trials, holder) {
				return moment{ts: 20}, true
			}
			k, in := at[holder]
			if !in || k >= until || odd(k) == Forever {
				return moment{ts: Forever}, in
			}
			return moment{odd(k), k + 1}, true
		}
		var want []uint32
		for holder := range uint32(persons.Len()) {
			own, in := place(holder)
			other, shared := persons.CoHolder(holder)
			if !in || !shared || persons.Holder(holder) != holder {
				continue
			}
			m, both := place(other)
			earlier := m.ts < own.ts || m.ts == own.ts && m.place < own.place
			if both && earlier && own.ts != Forever {
				want = append(want, holder)
			}
		}
		got := l.SecondTimes(until, odd, func(uint32) int64 { return 20 })
		if !slices.Equal(got, want) || len(got) == 0 {
			t.Errorf("order %d: %d second times, want %d", order, len(got), len(want))
		}
	}
}

func TestExposes(t *testing.T) {
	persons := population.NewPersons(random.New(6), 3_000, 2022)
	if err := persons.Plant(random.New(1), 1, 1); err != nil {
		t.Fatal(err)
	}
	l := must(t, persons, scenarios.Targets{Exposed: 100, HitRate: 1_000_000}, 0)
	for i := range uint32(persons.Len()) {
		house := persons.Household(i, nil)
		switch got, again := l.Exposes(house, nil), l.Exposes(house, []uint32{i}); {
		case persons.Canary(i) != 0 && len(got) != 0:
			t.Fatal("a canary is exposed")
		case persons.Canary(i) == 0 && len(got) != len(house):
			t.Fatalf("%d of a household of %d exposed", len(got), len(house))
		case len(house) > 1 && !slices.Equal(again, house[:1]):
			t.Fatalf("%d exposed a second time, want the holder alone", len(again))
		}
	}
	if l.Exposes(nil, nil) != nil {
		t.Error("somebody of nobody is exposed")
	}
}

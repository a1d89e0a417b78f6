package campaign

import (
	"slices"
	"testing"

	"breachsim/generator/internal/random"
	"breachsim/generator/population"
	"breachsim/scenarios"
)

// Lists so long that many children are in them twice: every person counts
// once, and each couple is found where it stands in the list.
func TestSharedChildrenCountOnce(t *testing.T) {
	persons := population.NewPersons(random.New(6), 30_000, 2022)
	for _, order := range []scenarios.Order{scenarios.Sorted, scenarios.Random, scenarios.ByRegion, scenarios.Enumeration} {
		for _, exposed := range []int{40, 9_000, 27_000} {
			l, err := newList(random.New(8), persons, scenarios.Targets{Exposed: exposed, Order: order, HitRate: 850_000}, 9, 1)
			if err != nil {
				t.Fatal(err)
			}
			l.extend(l.entries+1, exposed)
			at, seen, c := map[uint32]uint64{}, map[uint32]int{}, l.cursor()
			meet := func(holder uint32) {
				for _, i := range persons.Household(holder, nil) {
					seen[i]++
				}
			}
			for _, h := range l.trial {
				meet(h)
			}
			for k := range l.entries {
				if e := c.at(k); e.hit {
					at[e.holder] = k
					meet(e.holder)
				}
			}
			twice := 0
			for _, n := range seen {
				twice += n - 1
			}
			if len(seen) != exposed {
				t.Errorf("order %d: %d persons, want %d", order, len(seen), exposed)
			}
			couples := l.couples(1 << 40)
			checkCouples(t, l, couples, at)
			t.Logf("order %d, %d exposed: %d holders and %d children twice, %d of couples", order, exposed, l.hits, twice, len(couples))
			if exposed > 5_000 && twice == 0 {
				t.Error("nobody twice")
			}
		}
	}
}

// checkCouples compares couples with where their holders stand.
func checkCouples(t *testing.T, l *list, couples []parent, at map[uint32]uint64) {
	t.Helper()
	c := l.cursor()
	if l.classes > 0 {
		c.sortedHits(couples)
	}
	for _, p := range couples {
		other, ok := l.persons.CoHolder(p.holder)
		if _, in := find(couples, p.other); !in || !ok || other != p.other {
			t.Fatalf("%d is with %d, not %d (%v)", p.holder, p.other, other, ok)
		}
		if p.batch == 0 && c.entryOf(0, uint64(p.hit)) != at[p.holder] {
			t.Fatalf("holder %d is entry %d, want %d", p.holder, c.entryOf(0, uint64(p.hit)), at[p.holder])
		}
		if p.batch == onTrial && !slices.Contains(l.trial, p.holder) {
			t.Fatalf("%d is no trial", p.holder)
		}
	}
	for h := range at {
		other, ok := l.persons.CoHolder(h)
		_, both := at[other]
		if _, in := find(couples, h); ok && both && !in {
			t.Fatalf("%d and %d are no couple", h, other)
		}
	}
}

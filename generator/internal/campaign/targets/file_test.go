package targets

import (
	"testing"

	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// leaked is a list from laboratories of Brittany and the Loire.
func leaked(order scenarios.Order, exposed, rows int) scenarios.Targets {
	return scenarios.Targets{Exposed: exposed, Order: order, HitRate: 900_000, Source: scenarios.Source{
		Laboratories: 12, Departments: []string{"56", "22", "45"}, Rows: rows,
	}}
}

// A list from laboratories exposes exactly as many persons, all of whom live around
// one of them, whatever its order and its length.
func TestListFromLaboratories(t *testing.T) {
	persons := population.NewPersons(random.New(6), 120_000, 2022)
	for _, order := range []scenarios.Order{
		scenarios.Random, scenarios.Sorted, scenarios.ByRegion, scenarios.ByHousehold, scenarios.ByLaboratory,
	} {
		for _, exposed := range []int{60, 900, 6_000} {
			l := must(t, persons, leaked(order, exposed, 0), 20)
			if n, hits := read(t, l, l.Entries()); n != exposed || hits != l.Hits() {
				t.Errorf("order %v: %d persons and %d hits, want %d and %d", order, n, hits, exposed, l.Hits())
			}
			holdSecondTimes(t, l)
			at := map[int]int{}
			c := l.Cursor()
			for k := range l.Entries() {
				e := c.At(k)
				lab, near := l.Laboratories().Of(e.Holder)
				if e.Hit && !near {
					t.Fatalf("order %v: holder %d lives around no laboratory", order, e.Holder)
				}
				if e.Hit {
					at[lab]++
				}
			}
			if exposed >= 900 && len(at) != 12 {
				t.Errorf("order %v: patients of %d laboratories, want 12", order, len(at))
			}
		}
	}
}

// Kept or found again, the holders of a list by laboratory are the same, laboratory by
// laboratory.
func TestByLaboratoryWithoutMemory(t *testing.T) {
	persons := population.NewPersons(random.New(6), 60_000, 2022)
	tg := leaked(scenarios.ByLaboratory, 900, 0)
	kept := must(t, persons, tg, 0)
	l, err := newList(random.New(9), persons, tg, limits{kept: 0})
	if err != nil {
		t.Fatal(err)
	}
	a, b, before := kept.Cursor(), l.Cursor(), 0
	for k := range l.Entries() {
		x, y := a.At(k), b.At(k)
		if x != y {
			t.Fatalf("entry %d is %+v kept and %+v found again", k, x, y)
		}
		if !x.Hit {
			continue
		}
		if lab, _ := l.Laboratories().Of(x.Holder); lab < before {
			t.Fatalf("entry %d is of laboratory %d, after %d", k, lab, before)
		} else {
			before = lab
		}
	}
}

// The file has as many rows as are wanted. Each entry of the list and each holder of a
// trial look-up is one of them, once.
func TestRowsOfTheFile(t *testing.T) {
	persons := population.NewPersons(random.New(6), 120_000, 2022)
	for _, wanted := range []int{0, 10, 5_000} {
		l := must(t, persons, leaked(scenarios.Random, 700, wanted), 25)
		entries := l.Entries()
		rows := l.Rows(wanted)
		if least := entries + 25; rows < least || rows != max(least, uint64(wanted)) {
			t.Fatalf("%d rows, wanted %d and %d at least", rows, wanted, least)
		}
		c, trials, next := l.Cursor(), 0, uint64(0)
		for r := range rows {
			row := c.RowAt(r, rows)
			if trials < l.Trials() && row.Hit && row.Holder == l.Trial(trials) {
				trials++
				continue
			}
			if want := c.At(next); row.Entry != want {
				t.Fatalf("row %d is %+v, entry %d %+v", r, row.Entry, next, want)
			}
			next++
		}
		if trials != 25 || next+25 != rows {
			t.Errorf("%d trial look-ups and %d entries in %d rows", trials, next, rows)
		}
	}
}

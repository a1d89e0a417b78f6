package laboratory

import (
	"testing"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// Each person lives around one laboratory at most, as many as are asked for do, and the
// ways from laboratory to person and back agree.
func TestPlaces(t *testing.T) {
	persons := population.NewPersons(random.New(3), 90_000, 2022)
	for seed := range uint64(6) {
		for _, c := range []struct {
			labs, people int
			depts        []string
		}{{28, 4_000, []string{"56", "27", "45", "22", "41"}}, {1, 2_000, []string{"35"}}, {7, 60_000, []string{"29"}},
			{5, 3_000, nil}, {3, 90_000, nil}} {
			p := New(random.New(seed), persons, &scenarios.Source{Laboratories: c.labs, Departments: c.depts}, c.people)
			total, largest, least := 0, 0, persons.Len()
			for lab := range p.Len() {
				n := 0
				p.Each(lab, func(i uint32) {
					if at, ok := p.Of(i); !ok || at != lab {
						t.Fatalf("person %d of laboratory %d lives around %d, %v", i, lab, at, ok)
					}
					n++
				})
				total, largest, least = total+n, max(largest, n), min(least, n)
			}
			if total != c.people || p.Len() != c.labs {
				t.Errorf("%d people around %d laboratories, want %d and %d", total, p.Len(), c.people, c.labs)
			}
			around := 0
			for i := range uint32(persons.Len()) {
				if _, ok := p.Of(i); ok {
					around++
				}
			}
			if around != total {
				t.Errorf("%d persons live around a laboratory, which have %d", around, total)
			}
			if c.labs == 28 && largest < 2*least {
				t.Errorf("laboratories of %d to %d people are all alike", least, largest)
			}
		}
	}
}

// Laboratories lie in the départements that are named, as long as people suffice.
func TestPlacesAreInTheirDepartments(t *testing.T) {
	persons := population.NewPersons(random.New(3), 90_000, 2022)
	named := []string{"56", "22"}
	p := New(random.New(1), persons, &scenarios.Source{Laboratories: 6, Departments: named}, 500)
	for lab := range p.Len() {
		if code := facts.Departments()[p.Dept(lab)].Code; code != "56" && code != "22" {
			t.Errorf("laboratory %d lies in %s", lab, code)
		}
		p.Each(lab, func(i uint32) {
			if code := facts.Departments()[persons.Dept(i)].Code; code != "56" && code != "22" {
				t.Fatalf("a patient lives in %s", code)
			}
		})
	}
}

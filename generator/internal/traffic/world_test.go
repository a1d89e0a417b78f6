package traffic

import (
	"testing"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
)

// groundOf is what a world of a scenario stands on, with a portal that is never
// down.
func groundOf(sc *scenarios.Scenario) Ground {
	persons := population.NewPersons(random.New(1), sc.Population.InsuredPersons, 2022)
	return Ground{
		Persons: persons, Accounts: accounts.New(random.New(2), sc, persons), Calendar: calendar.New(sc),
	}
}

// worldOf is a world of the baseline with some keys set.
func worldOf(tb testing.TB, sets ...string) *World {
	tb.Helper()
	sc, err := library.Open("baseline", sets)
	if err != nil {
		tb.Fatal(err)
	}
	w, err := New(random.New(3), sc, groundOf(sc))
	if err != nil {
		tb.Fatal(err)
	}
	return w
}

// testWorld is a world of 300 accounts.
func testWorld(t *testing.T) *World {
	t.Helper()
	return worldOf(t, "population.accounts=300", "population.insured_persons=90000")
}

package fidelity

import (
	"testing"
	_ "time/tzdata"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/feasible"
	"github.com/breachsim/breachsim/scenarios/library"
)

// trafficOf makes the world of the baseline at a scale.
func trafficOf(tb testing.TB, factor string, seed uint64, sets ...string) World {
	tb.Helper()
	sc, err := library.Open("baseline", sets)
	if err != nil {
		tb.Fatal(err)
	}
	f, err := scenarios.ParseScale(factor)
	if err != nil {
		tb.Fatal(err)
	}
	if sc, err = feasible.Scaled(sc, f); err != nil {
		tb.Fatal(err)
	}
	persons := population.NewPersons(random.New(seed).Stream(1), sc.Population.InsuredPersons, 2022)
	accounts := accounts.New(random.New(seed).Stream(2), sc, persons)
	cal := calendar.Reaching(sc, LookBack)
	base, err := traffic.New(random.New(seed).Stream(3), sc, traffic.Ground{Persons: persons, Accounts: accounts,
		Calendar: cal})
	if err != nil {
		tb.Fatal(err)
	}
	return World{Base: base, Accounts: accounts, Calendar: cal, Scenario: sc}
}

// TestTrafficCard prints the traffic card of a fifth of the baseline:
//
//	go test -v -run TrafficCard ./generator/internal/fidelity
func TestTrafficCard(t *testing.T) {
	lines := Traffic(trafficOf(t, "0.2", 20220214))
	print(t, lines)
	holdCard(t, lines)
}

func holdCard(t *testing.T, lines []Line) {
	t.Helper()
	if len(lines) == 0 {
		t.Error("no lines")
	}
	for j := range lines {
		l := &lines[j]
		if !l.OK() {
			t.Errorf("%s: %s: %s, published %s ± %s", l.Group, l.Figure, l.number(l.Got), l.number(l.Published),
				l.number(l.Bound))
		}
		if l.Source == "" || l.Figure == "" || l.Counted == 0 || l.Bound <= 0 {
			t.Errorf("%+v", *l)
		}
	}
}

func BenchmarkTrafficCard(b *testing.B) {
	for _, factor := range []string{"0.02", "1", "5"} {
		b.Run(factor, func(b *testing.B) {
			w := trafficOf(b, factor, 1)
			for b.Loop() {
				Traffic(w)
			}
		})
	}
}

// Look-alikes lie beside the ordinary traffic and move none of its figures out
// of bounds.
func TestTrafficCardBesideLookAlikes(t *testing.T) {
	holdCard(t, Traffic(trafficOf(t, "0.2", 20220214, "benign.look_alikes=default")))
}

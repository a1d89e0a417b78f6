package generator

import (
	"testing"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/population"
)

// Insiders look up whom they know, in the shares that the scenario says; each person's
// look-up has the relation as its purpose.
func TestInsidersLookUpWhomTheyKnow(t *testing.T) {
	t.Parallel()
	p := opened(t, "insider-neighbours", Options{Scale: 400_000}, "benign.look_alikes=none", "background.level=0")
	purposes, people := map[event.Purpose]int{}, map[uint32]bool{}
	hits, namesakes := 0, 0
	for e, truth := range p.Events(p.Scenario().Time.Start, p.Scenario().Time.End) {
		if truth.Campaign == 0 || e.Action != event.Lookup {
			continue
		}
		i, found := p.FindPerson(e.NIR)
		if !found || people[i] {
			continue
		}
		people[i] = true
		hits++
		purposes[truth.Purpose]++
		if truth.Purpose == event.OfFamily && related(p, e.Account, i) {
			namesakes++
		}
	}
	if n := purposes[event.OfFamily]; namesakes*10 < n*6 { // of a desk's user nobody knows the name
		t.Errorf("%d of %d relatives have the surname of a user of the account, or live with who has", namesakes, n)
	}
	t.Logf("%d look-ups, %d of namesakes: %v", hits, namesakes, purposes)
	share := func(of event.Purpose) float64 { return float64(purposes[of]) / float64(hits) }
	for of, want := range map[event.Purpose]float64{
		event.OfFamily: 0.771, event.OfColleague: 0.11, event.OfNeighbour: 0.07, event.OfFamous: 0.049,
	} {
		if got := share(of); got < want-0.1 || got > want+0.1 {
			t.Errorf("%v: %.3f of the look-ups, want %.3f", of, got, want)
		}
	}
}

// related reports whether a person has the surname of one of an account's users, or lives
// with somebody who has.
func related(p *Plan, account, i uint32) bool {
	partner, ok := p.persons.Partner(i)
	return named(p, account, string(population.AppendSurname(p.persons, nil, i))) ||
		ok && named(p, account, string(population.AppendSurname(p.persons, nil, partner)))
}

// named reports whether one of an account's users has a surname.
func named(p *Plan, account uint32, name string) bool {
	a := p.accounts.At(account)
	for j := 1; j < int(a.Humans); j++ {
		if p.accounts.Delegate(account, j).LastName == name {
			return true
		}
	}
	return a.LastName == name
}

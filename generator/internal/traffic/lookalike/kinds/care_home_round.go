package kinds

import (
	"slices"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/scenarios"
)

const (
	drawHome     = 10 // where in the panel the residents of a home begin
	drawResident = 11 // by number: a resident of a home that has none in the panel
)

// oldAge is the age from which one lives in a home.
const oldAge = 72

// careHomeRound looks up the residents of a home, one after the other in the order
// of a list: the same ones at each round.
func careHomeRound() lookalike.Kind {
	return lookalike.Kind{
		Name:    scenarios.CareHomeRound,
		Purpose: event.HomeCare,
		ShownBy: lookalike.Doctors | lookalike.HomeVisits,
		Days:    lookalike.OfficeDays(),
		Persons: residents,
		Sessions: func(o lookalike.Occasion, dst []course.Session) []course.Session {
			return o.One(9*calendar.Hour, 6*calendar.Hour, dst)
		},
		Person: func(l *lookalike.LookAlike, q lookalike.LookUp) uint32 {
			if home := l.Persons(); len(home) > 0 {
				return home[int(q.About)%len(home)]
			}
			q.Key = l.Key.At2(drawResident, uint64(q.About))
			return l.AsAlways(q)
		},
	}
}

// residents are the persons of a home: elderly persons of the panel, in the order
// of their numbers where the round is sorted.
func residents(l *lookalike.LookAlike) []uint32 {
	persons, a, n := l.In.Persons, l.In.Accounts.At(l.Account), uint64(l.Spec.LookUps.Max)
	found := make([]uint32, 0, n)
	start := l.Key.At(drawHome).Below(uint64(a.Panel.Len))
	for r := uint64(0); r < 64*n && uint64(len(found)) < n; r++ { // beyond the panel where it is small
		if p := l.In.Panel(a, start+r); persons.Age(p) >= oldAge {
			found = append(found, p)
		}
	}
	if l.Spec.Order == scenarios.Sorted {
		slices.SortFunc(found, func(a, b uint32) int { return nir.Compare(persons.NIR(a), persons.NIR(b)) })
	}
	return found
}

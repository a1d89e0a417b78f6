package kinds

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/scenarios"
)

// staleListTyping is an old paper list that somebody types in: many of its numbers
// are mistyped, and many are nobody's any more.
func staleListTyping() lookalike.Kind {
	return lookalike.Kind{
		Name:    scenarios.StaleListTyping,
		Purpose: event.ListUpdate,
		ShownBy: lookalike.Doctors | lookalike.HomeVisits,
		Days:    lookalike.OfficeDays(),
		Sessions: func(o lookalike.Occasion, dst []course.Session) []course.Session {
			return o.One(12*calendar.Hour, 5*calendar.Hour, dst)
		},
		Style: func(l *lookalike.LookAlike, _ int64, s course.Style) course.Style {
			s.Bad, s.Missing = 50_000, int64(l.Spec.NotFound)
			return s
		},
	}
}

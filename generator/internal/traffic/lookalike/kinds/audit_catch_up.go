package kinds

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/scenarios"
)

// auditCatchUp is a Sunday spent going through the files of old patients.
func auditCatchUp() lookalike.Kind {
	return lookalike.Kind{
		Name:    scenarios.AuditCatchUp,
		Purpose: event.FileReview,
		ShownBy: lookalike.Doctors | lookalike.HomeVisits,
		Days:    lookalike.Sundays(),
		Sessions: func(o lookalike.Occasion, dst []course.Session) []course.Session {
			return o.One(9*calendar.Hour, 9*calendar.Hour, dst)
		},
	}
}

package kinds

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/traffic/course"
	"breachsim/generator/traffic/lookalike"
	"breachsim/scenarios"
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

package kinds

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/scenarios"
)

// softwarePolling is the program of a practice that asks by itself, at the same
// minute of every day of its schedule.
func softwarePolling() lookalike.Kind {
	return lookalike.Kind{
		Name:     scenarios.SoftwarePolling,
		Actor:    event.Software,
		Purpose:  event.AppointmentCheck,
		ShownBy:  lookalike.Doctors | lookalike.HomeVisits,
		Days:     lookalike.AnyDay(),
		EveryDay: true,
		Sessions: func(o lookalike.Occasion, dst []course.Session) []course.Session {
			if !o.Spec.Schedule.Days[o.Day.Weekday] || o.Day.Bank {
				return dst
			}
			late := int64(o.Draw.Below(3 * 1_000_000))
			start := o.Day.At(int64(o.Spec.Schedule.Minute)*calendar.Minute + late)
			return append(dst, course.Session{Start: start, LookUps: uint16(o.LookUps)})
		},
		Style: func(_ *lookalike.LookAlike, _ int64, s course.Style) course.Style {
			s.Missing, s.Leaves = 4_000, 0
			return s
		},
		Client: lookalike.Program,
		Address: func(l *lookalike.LookAlike, s lookalike.Sitting) (p lookalike.Place, ok bool) {
			// the practice's own line
			p.Addr, p.Net, p.Place = l.In.Accounts.Address(l.Account, 0, s.Day, uint64(l.Key))
			return p, true
		},
		Brings: func(l *lookalike.LookAlike, days lookalike.Period, s *lookalike.Addresses) bool {
			if days.First == days.Last {
				return l.In.Accounts.MayUseOn(l.Account, 0, days.First, s)
			}
			return l.In.Accounts.MayUse(l.Account, 1, s)
		},
	}
}

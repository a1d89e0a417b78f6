package kinds

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/scenarios"
)

// drawCounter, by day, counter and half of the day, is when a counter opens.
const drawCounter = 6

// mostCounters bounds the counters of a vaccination day.
const mostCounters = 24

// vaccinationDay is a day on which hundreds come who were never here before, to
// several counters at once.
func vaccinationDay() lookalike.Kind {
	return lookalike.Kind{
		Name:     scenarios.VaccinationDay,
		Purpose:  event.Vaccination,
		ShownBy:  lookalike.Doctors | lookalike.Counters | lookalike.Centres,
		Days:     lookalike.ShopDays(),
		Absent:   true,
		Users:    mostCounters,
		Sessions: vaccinate,
		Style: func(_ *lookalike.LookAlike, lookUps int64, s course.Style) course.Style {
			s.Bad, s.Missing = 12_000, 12_000
			s.Think = course.LogNormal(3*calendar.Hour/max(lookUps, 20), 500_000)
			return s
		},
		Person: lookalike.FirstSeen(250_000),
	}
}

// vaccinate spreads a day's persons over counters, each with a session in the
// morning and one in the afternoon.
func vaccinate(o lookalike.Occasion, dst []course.Session) []course.Session {
	counters := min(max(o.LookUps/110, 1), mostCounters)
	for c := range counters {
		for half, hour := range [2]int64{8, 13} {
			own := o.Key.At2(drawCounter, uint64(uint32(o.Day.Number))<<8|uint64(c)<<1|uint64(half)).Rand()
			i := c*2 + int64(half)
			from, to := o.LookUps*i/(counters*2), o.LookUps*(i+1)/(counters*2)
			start := o.Day.At(hour*calendar.Hour + 20*calendar.Minute + int64(own.Below(uint64(25*calendar.Minute))))
			dst = append(dst, course.Session{Start: start, LookUps: uint16(to - from), Human: uint8(c)})
		}
	}
	return dst
}

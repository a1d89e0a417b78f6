package kinds

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/scenarios"
)

// drawPart, of the key of a night, is its part of it, by number.
const drawPart = 10

// nightDuty is a night pharmacy or an on-call doctor: mostly persons of the
// département who were never here before.
func nightDuty() lookalike.Kind {
	return lookalike.Kind{
		Name:      scenarios.NightDuty,
		Purpose:   event.Duty,
		ShownBy:   lookalike.Counters | lookalike.GPs,
		Days:      lookalike.AnyDay(),
		OverNight: true,
		Sessions: func(o lookalike.Occasion, dst []course.Session) []course.Session {
			if evening := o.Day.Number - 1; o.Due(evening) {
				dst = part(o, night{evening, 2, 1}, dst)
				dst = part(o, night{evening, 3, 5}, dst)
			}
			if evening := o.Day.Number; o.Due(evening) {
				dst = part(o, night{evening, 0, 20}, dst)
				dst = part(o, night{evening, 1, 23}, dst)
			}
			return dst
		},
		Style: func(_ *lookalike.LookAlike, lookUps int64, s course.Style) course.Style {
			s.Bad = 10_000
			s.Think = course.LogNormal(2*calendar.Hour/max(lookUps, 4), 700_000)
			return s
		},
		Person: lookalike.FirstSeen(150_000),
	}
}

// night is a part of a night that began on an evening: the parts 0 and 1 are before
// midnight, 2 and 3 after it.
type night struct {
	evening int32
	part    uint64
	hour    int64
}

// part appends the session of a part of the night.
func part(o lookalike.Occasion, of night, dst []course.Session) []course.Session {
	key := o.OnDay(of.evening)
	draw := key.Rand()
	n := draw.Between(int64(o.Spec.LookUps.Min), int64(o.Spec.LookUps.Max))
	share := [...]int64{40, 30, 15, 15}[of.part]
	own := key.At(drawPart + of.part).Rand()
	start := o.Day.At(of.hour*calendar.Hour + int64(own.Below(uint64(40*calendar.Minute))))
	if start+3*calendar.Hour >= o.Day.Start+o.Day.Length+4*calendar.Hour {
		return dst
	}
	return append(dst, course.Session{Start: start, LookUps: uint16(max(n*share/100, 1))})
}

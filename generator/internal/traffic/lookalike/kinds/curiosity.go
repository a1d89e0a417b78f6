package kinds

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/scenarios"
)

// celebrities is how many persons everybody is curious about.
const celebrities = 40

// curiosity is one to three look-ups without a reason: of somebody well known, or
// of somebody next door.
func curiosity() lookalike.Kind {
	return lookalike.Kind{
		Name:    scenarios.Curiosity,
		Label:   event.Policy,
		Purpose: event.NoReasonGiven,
		Days:    lookalike.AnyDay(),
		Sessions: func(o lookalike.Occasion, dst []course.Session) []course.Session {
			return o.One(8*calendar.Hour, 14*calendar.Hour, dst)
		},
		Style: func(_ *lookalike.LookAlike, _ int64, s course.Style) course.Style {
			s.Think, s.Bad = course.LogNormal(25*calendar.Second, 700_000), 10_000
			return s
		},
		Person: func(l *lookalike.LookAlike, q lookalike.LookUp) uint32 {
			draw, _ := q.Draw(l)
			return famous(l.In, q.Account, &draw)
		},
	}
}

// famous is a celebrity, the best known most often, or somebody next door.
func famous(x *lookalike.Set, a *accounts.Account, draw *random.Rand) uint32 {
	if draw.Chance(450_000) {
		u := draw.Below(celebrities)
		u = u * draw.Below(celebrities) / celebrities
		return x.Famous(u)
	}
	return x.Panel(a, draw.Below(min(uint64(a.Panel.Len), 60)))
}

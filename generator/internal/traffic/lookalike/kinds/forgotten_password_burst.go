package kinds

import (
	"time"

	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/traffic/course"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/scenarios"
)

// newBrowser is a device beyond those of an account's users.
const newBrowser = 201

// forgottenPasswordBurst is the Monday after the holidays: many have forgotten
// their passwords, are refused twice, and most choose a new one.
func forgottenPasswordBurst() lookalike.Kind {
	return lookalike.Kind{
		Name:    scenarios.ForgottenPasswordBurst,
		ShownBy: lookalike.Practices,
		Only:    func(a *accounts.Account) bool { return a.Auth == event.Password },
		Days:    lookalike.Mondays(),
		Day:     returnDay,
		Sessions: func(o lookalike.Occasion, dst []course.Session) []course.Session {
			start := o.Day.At(7*calendar.Hour+int64(o.Draw.Below(uint64(3*calendar.Hour)))) + 30*calendar.Minute
			return append(dst, course.Session{Start: start, LookUps: uint16(o.LookUps)})
		},
		Style: func(l *lookalike.LookAlike, _ int64, s course.Style) course.Style {
			s.Think = course.LogNormal(30*calendar.Second, 800_000)
			s.Refused, s.Reset = 2, l.Spec.Resets
			return s
		},
		Client: func(l *lookalike.LookAlike, s lookalike.Sitting, c lookalike.Client) lookalike.Client {
			if l.Spec.Resets {
				c.UserAgent, c.Fingerprint = l.In.Accounts.Client(s.Account, newBrowser, s.Day)
				c.ColdCache = true
			}
			return c
		},
	}
}

// returnDay is the first Monday after the school holidays of the account's place in
// the period; else its first Monday, else its first day.
func returnDay(l *lookalike.LookAlike, first, last int32) int32 {
	monday, zone := int32(0), l.In.Zones[l.In.Accounts.At(l.Account).Dept]
	for n := first; n <= last; n++ {
		d := l.In.Calendar.Day(n)
		if d.Return[zone] {
			return n
		}
		if d.Weekday == time.Monday && !d.Bank && monday == 0 {
			monday = n
		}
	}
	if monday != 0 {
		return monday
	}
	return first
}

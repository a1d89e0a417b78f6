package kinds

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/scenarios"
)

// locumsDevice is a device beyond those of an account's users.
const locumsDevice = 200

// locumTakeover is a stand-in who works on the owner's account for some weeks, with
// another device and mostly from a line of their own, another one each week.
func locumTakeover() lookalike.Kind {
	return lookalike.Kind{
		Name:    scenarios.LocumTakeover,
		Actor:   event.Locum,
		ShownBy: lookalike.Doctors | lookalike.HomeVisits,
		Change:  &lookalike.Change{Turn: 0, Covers: true},
		Person:  lookalike.FirstSeen(250_000),
		Client: func(l *lookalike.LookAlike, s lookalike.Sitting, c lookalike.Client) lookalike.Client {
			c.UserAgent, c.Fingerprint = l.In.Accounts.Client(s.Account, locumsDevice, s.Day)
			return c
		},
		Elsewhere: func(l *lookalike.LookAlike, day int32) (n int, ok bool) {
			return int(day-l.From) / 7, l.Spec.NewASN
		},
		Network: func() (scenarios.NetworkKind, []string) {
			return scenarios.ResidentialProxy, []string{"FR"}
		},
	}
}

package kinds

import (
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/scenarios"
)

// drawProxied, by session, is whether it goes through the network abroad.
const drawProxied = 14

// travellingVPN is an owner who is abroad or on a VPN for some days: most sessions
// come from there, the others from home.
func travellingVPN() lookalike.Kind {
	return lookalike.Kind{
		Name:    scenarios.TravellingVPN,
		ShownBy: lookalike.Practices,
		Days:    lookalike.AnyDay(),
		Change:  &lookalike.Change{Turn: 2},
		Elsewhere: func(l *lookalike.LookAlike, day int32) (n int, ok bool) {
			began, on := l.Stretch(day)
			return int(began), on
		},
		Address: func(l *lookalike.LookAlike, s lookalike.Sitting) (lookalike.Place, bool) {
			if !l.Key.At2(drawProxied, uint64(s.Name())).Chance(700_000) {
				return lookalike.Place{}, false
			}
			return l.RentedOn(s.Day)
		},
	}
}

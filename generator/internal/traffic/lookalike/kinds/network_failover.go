package kinds

import (
	"github.com/breachsim/breachsim/generator/internal/traffic/draws"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/scenarios"
)

// networkFailover is a line that fails within a session, which goes on over a
// mobile carrier.
func networkFailover() lookalike.Kind {
	return lookalike.Kind{
		Name:    scenarios.NetworkFailover,
		ShownBy: lookalike.Practices,
		Days:    lookalike.ShopDays(),
		Change:  &lookalike.Change{Turn: 3},
		Failure: func(s lookalike.Sitting) (at int64) {
			return s.Start + (s.End-s.Start)*int64(s.Details.At(draws.Failover).Below(800))/1000
		},
		Fallback: func(l *lookalike.LookAlike, s lookalike.Sitting) (p lookalike.Place) {
			key := s.Details.At(draws.Mobile)
			p.Addr, p.Net, p.Place = l.In.Accounts.Networks().Hosting(scenarios.MobileCGNAT, []string{"FR"}, key, 0)
			return p
		},
		Brings: func(l *lookalike.LookAlike, days lookalike.Period, s *lookalike.Addresses) bool {
			return s.Mobile() && (days.First < days.Last || l.Holds(days.First))
		},
	}
}

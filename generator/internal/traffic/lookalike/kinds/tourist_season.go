package kinds

import (
	"slices"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/accounts"
	"github.com/breachsim/breachsim/generator/internal/traffic/lookalike"
	"github.com/breachsim/breachsim/scenarios"
)

// touristSeason is a pharmacy by the sea or in the mountains in the season: more
// work, and most persons are from anywhere.
func touristSeason() lookalike.Kind {
	return lookalike.Kind{
		Name:    scenarios.TouristSeason,
		ShownBy: lookalike.Counters,
		Only: func(a *accounts.Account) bool {
			return slices.Contains(resorts(), facts.Departments()[a.Dept].Code)
		},
		Change: &lookalike.Change{
			Turn: 4,
			Mean: func(l *lookalike.LookAlike, mean int64) int64 { return mean * int64(l.Spec.Gain) / 1_000_000 },
		},
		Person: lookalike.FirstSeen(850_000),
	}
}

// resorts are the départements by the sea or in the mountains where many spend
// their holidays.
func resorts() []string {
	return []string{
		"04", "05", "06", "09", "11", "13", "14", "17", "22", "29", "2A", "2B", "30", "33", "34", "35",
		"38", "40", "44", "50", "56", "62", "64", "65", "66", "73", "74", "76", "80", "83", "85",
	}
}

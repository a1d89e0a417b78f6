package evade

import (
	"slices"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/feasible"
	"github.com/breachsim/breachsim/scenarios/library"
)

// Source is a scenario as it is played.
type Source struct {
	IDOrFile string
	Sets     []string        // settings below those of candidates
	Scale    scenarios.Scale // 0 = 1
	Keep     scenarios.Keep  // what a scale leaves as it is
}

// Open returns the scenario with further settings, at scale 1. The error says what is wrong
// with it, or what it cannot do at the scale at which it is played.
func (s *Source) Open(sets []string) (*scenarios.Scenario, error) {
	sc, err := library.Open(s.IDOrFile, slices.Concat(s.Sets, sets))
	if err != nil {
		return nil, err
	}
	if s.Scale != 0 && s.Scale != 1_000_000 {
		if _, err := feasible.ScaledKeeping(sc, s.Scale, s.Keep); err != nil {
			return nil, err
		}
	}
	return sc, nil
}

// Loads is what [Campaign] asks.
func (s *Source) Loads(sets []string) error {
	_, err := s.Open(sets)
	return err
}

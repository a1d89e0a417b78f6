package feasible

import (
	"fmt"

	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
)

// ScaleError says that not every scaled world holds what a scenario asks of it.
type ScaleError struct {
	Scale scenarios.Scale
	What  string
	Works scenarios.Scale // the nearest scale towards 1 that works, to three digits; 0 = none is known
}

func (e *ScaleError) Error() string {
	text := fmt.Sprintf("scaling by %v: %s", e.Scale, e.What)
	switch {
	case e.Works == 0:
	case e.Works > e.Scale:
		text += fmt.Sprintf("; the smallest scale that works is %v", e.Works)
	default:
		text += fmt.Sprintf("; the largest scale that works is %v", e.Works)
	}
	return text
}

// AtScale is the scenario at a scale as a dataset records it: factor and what
// was kept, both as text, empty where they are the usual ones.
func AtScale(s *scenarios.Scenario, factor, keep string) (*scenarios.Scenario, error) {
	if factor == "" {
		return s, nil
	}
	f, err := scenarios.ParseScale(factor)
	if err != nil || f == quantity.One {
		return s, err
	}
	k, err := scenarios.ParseKeep(keep)
	if err != nil {
		return nil, err
	}
	return ScaledKeeping(s, f, k)
}

// Scaled is [ScaledKeeping] with the stolen accounts kept.
func Scaled(s *scenarios.Scenario, f scenarios.Scale) (*scenarios.Scenario, error) {
	return ScaledKeeping(s, f, scenarios.KeepAccounts)
}

// ScaledKeeping returns the scenario with accounts and insured persons
// multiplied, and with them the accounts and sites that show a look-alike.
// Windows, trial look-ups of an account and the pool of addresses stay.
//
// With scenarios.KeepAccounts the number of stolen accounts stays too, and exposed
// persons, rates and caps are multiplied: at a small scale each account works at
// a far slower pace, which is another attack. With scenarios.KeepRates stolen accounts
// are multiplied, rounded up and of each profile one at least, the list becomes
// shorter or longer by as much as they become fewer or more, and each keeps its
// pace.
//
// The error is *ScaleError, where the scaled world may not hold what is asked
// of it.
func ScaledKeeping(s *scenarios.Scenario, f scenarios.Scale, keep scenarios.Keep) (*scenarios.Scenario, error) {
	out, what := scaled(s, f, keep)
	if what == "" {
		return out, nil
	}
	e := &ScaleError{Scale: f, What: what}
	works := func(f scenarios.Scale) bool {
		out, what := s.Multiplied(f, keep)
		return what == "" && (*world)(out).fits()
	}
	switch { // rounding makes some scales fail between others that work: each of three digits is tried
	case !works(quantity.One):
	case f < quantity.One:
		for e.Works = f; !works(e.Works); {
			e.Works = scenarios.Scale(roundUp(int64(e.Works) + max(roundUp(int64(e.Works))/1000, 1)))
		}
	default:
		if near, ok := largest(quantity.One, int64(f), func(n int64) bool { return works(scenarios.Scale(n)) }); ok {
			e.Works = scenarios.Scale(roundDown(near))
		}
	}
	return nil, e
}

// scaled multiplies, and says why the result cannot be relied upon to work; ""
// where it can.
func scaled(s *scenarios.Scenario, f scenarios.Scale, keep scenarios.Keep) (out *scenarios.Scenario, what string) {
	if out, what = s.Multiplied(f, keep); what != "" {
		return nil, what
	}
	for _, l := range (*world)(out).lacks() {
		return nil, l.path + ": " + l.what
	}
	return out, ""
}

// SmallScale is a scale at which the scenario is quick to make and still holds
// what it asks for: the smallest of a few round ones that leaves 150 accounts
// at least and twice the accounts that each campaign takes of a profile, or 1.
func SmallScale(s *scenarios.Scenario) scenarios.Scale {
	for _, f := range []scenarios.Scale{1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000} {
		small, err := Scaled(s, f)
		if err == nil && small.Population.Accounts >= 150 && roomy(small) {
			return f
		}
	}
	return quantity.One
}

// roomy reports whether the world has twice the accounts that campaigns ask
// for, of each profile.
func roomy(s *scenarios.Scenario) bool {
	for i := range s.Campaigns {
		a := &s.Campaigns[i].Access
		if 2*a.Accounts > s.Population.Accounts {
			return false
		}
		for _, ask := range a.Profiles {
			if 2*int64(ask.Count)*quantity.One > s.Population.Expected(ask.Profile) {
				return false
			}
		}
	}
	return true
}

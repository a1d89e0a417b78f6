package evade

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/generator/draw"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/feasible"
	"github.com/breachsim/breachsim/scenarios/library"
)

// loads opens a built-in scenario with settings.
func loads(id string) func(sets []string) error {
	return func(sets []string) error {
		_, err := library.Open(id, sets)
		return err
	}
}

func spaceOf(t *testing.T, id string) (*scenarios.Scenario, *Space) {
	t.Helper()
	sc, err := library.Open(id, nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Campaign(sc, 0, loads(id))
	if err != nil {
		t.Fatal(err)
	}
	return sc, s
}

// Whatever a search tries of a scenario loads, and can be planned: attacks by passwords, by
// insiders, by stolen sessions, by a list of a leak, by numbers made up.
func TestEveryCandidateLoadsAndPlans(t *testing.T) {
	for _, id := range []string{
		"tiny", "amelipro-2022", "cover", "session-hijack", "laboratory-leak-2021", "enumeration",
	} {
		t.Run(id, func(t *testing.T) {
			_, space := spaceOf(t, id)
			planned := map[int]bool{}
			play := func(_ context.Context, c Candidate, _ float64) (float64, error) {
				sc, err := library.Open(id, c.Sets)
				if err != nil {
					t.Fatalf("%v does not load: %v", c.Sets, err)
				}
				if c.Number%4 == 0 && !planned[c.Number] {
					planned[c.Number] = true
					if _, err := generator.New(sc, generator.Options{Scale: feasible.SmallScale(sc)}); err != nil {
						t.Errorf("%v cannot be planned: %v", c.Sets, err)
					}
				}
				return float64(sc.Campaigns[0].Targets.Exposed), nil
			}
			_, err := Run(t.Context(), Search{Space: *space, Key: draw.New(1), Worlds: 4}, play)
			if err != nil || len(planned) < 3 {
				t.Errorf("%d were planned, %v", len(planned), err)
			}
		})
	}
}

// Values are what the scenario then says.
func TestSettings(t *testing.T) {
	base, space := spaceOf(t, "amelipro-2022")
	sets, err := space.Settings([]string{"100", "76", "poisson", "least_recent", "per_request", "0.5", "owner", "0.75"})
	if err != nil {
		t.Fatal(err)
	}
	sc, err := library.Open("amelipro-2022", sets)
	if err != nil {
		t.Fatal(err)
	}
	k := sc.Campaigns[0]
	if k.Pacing.MaxPerDay != 100 || k.Access.Accounts != 76 || k.Pacing.Shape != scenarios.PoissonShape ||
		k.Rotation.Accounts != scenarios.LeastRecent || k.Rotation.IP != scenarios.PerRequest ||
		k.Rotation.DutyCycle != 500_000 || k.Pacing.Hours != scenarios.OwnerHours || k.Targets.Cover != 750_000 {
		t.Errorf("got %+v", k)
	}
	if p := k.Access.Profiles; len(p) != 2 || p[0].Count != 60 || p[1].Count != 16 {
		t.Errorf("profiles %+v, of %+v", p, base.Campaigns[0].Access.Profiles)
	}
	if most := 76 * 100 * 4 * 8 / 10 / 2; k.Targets.Exposed < most/3 || k.Targets.Exposed > most*4/3 {
		t.Errorf("%d persons of about %d", k.Targets.Exposed, most)
	}
}

// More accounts at a quicker pace take more persons, up to what loads: the largest
// number that does, to a 64th of what was hoped for.
func TestPersonsFollowFromThePace(t *testing.T) {
	_, space := spaceOf(t, "amelipro-2022")
	last := 0
	for _, values := range [][]string{
		{"50", "19"}, {"100", "19"}, {"100", "40"}, {"400", "40"}, {"1000", "152"},
	} {
		sets, err := space.Settings(append(values, "constant", "parallel", "per_account", "1", "all", "0"))
		if err != nil {
			t.Fatal(err)
		}
		sc, err := library.Open("amelipro-2022", sets)
		if err != nil {
			t.Fatal(err)
		}
		if n := sc.Campaigns[0].Targets.Exposed; n <= last {
			t.Errorf("%v take %d, others %d", values, n, last)
		} else {
			last = n
		}
	}
}

// A candidate is one that the scale allows, at which it is played.
func TestPersonsFollowFromTheScale(t *testing.T) {
	src := Source{IDOrFile: "amelipro-2022", Scale: 100_000, Keep: scenarios.KeepRates}
	sc, err := src.Open(nil)
	if err != nil {
		t.Fatal(err)
	}
	space, err := Campaign(sc, 0, src.Loads)
	if err != nil {
		t.Fatal(err)
	}
	sets, err := space.Settings([]string{"100", "40", "constant", "parallel", "per_account", "1", "all", "0"})
	if err != nil {
		t.Fatal(err)
	}
	if sc, err = src.Open(sets); err != nil {
		t.Fatal(err)
	}
	if _, err := generator.New(sc, generator.Options{Scale: src.Scale, KeepRates: true}); err != nil {
		t.Errorf("%v cannot be planned: %v", sets, err)
	}
}

// What a scenario does not allow is not in the space.
func TestRangesThatDoNotFit(t *testing.T) {
	_, owners := spaceOf(t, "cover") // insiders at their own machines
	if got := owners.Ranges[addresses].Values; slices.Contains(got, "per_request") {
		t.Errorf("addresses %q", got)
	}
	for _, id := range []string{"tiny", "session-hijack", "enumeration"} {
		_, s := spaceOf(t, id)
		for _, g := range s.Ranges {
			t.Logf("%s %s: %s", id, g.Name, strings.Join(g.Values, " "))
			if len(g.Values) == 0 {
				t.Errorf("%s: no %s", id, g.Name)
			}
		}
	}
	sc, err := library.Open("baseline", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Campaign(sc, 0, loads("baseline")); err == nil {
		t.Error("a scenario without campaigns has a space")
	}
}

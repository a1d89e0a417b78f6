package generator

import (
	"fmt"
	"os"
	"testing"

	"github.com/breachsim/breachsim/scenarios/library"
)

// A cap that leaves no more than the reserve is met for every seed: the day's
// hundredth look-up is made on its day.
func TestPlannedAtTheCap(t *testing.T) {
	const file = "../scenarios/testdata/bad/feasible-cap.yaml"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for seed := range 60 {
		sc, err := library.Parse(file, text, library.Set("campaigns[0].targets.exposed=1325"), library.Set(fmt.Sprintf("scenario.seed=%d", seed)))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := New(sc, Options{}); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
	}
}

// Whoever looks persons up a second time and mistypes numbers keeps to the cap of a day
// with these too: where the list leaves room, which alone they take.
func TestCapCountsWhatIsAskedForAgain(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		pacing string
		most   int
		room   bool
	}{
		"full":      {"{rate: 40/d, max_per_account_day: 40}", 40, false},
		"nearly":    {"{rate: 40/d, max_per_account_day: 42}", 42, true},
		"with room": {"{rate: 40/d, max_per_account_day: 60}", 60, true},
		"no rate":   {"{shape: lognormal, max_per_account_day: 120}", 120, true},
	} {
		for _, manners := range []string{"human", "script"} {
			t.Run(name+", "+manners, func(t *testing.T) {
				t.Parallel()
				sets := []string{keeps, unstopped, "campaigns[0].client.manners=" + manners, "campaigns[0].pacing=" + x.pacing, "campaigns[0].targets.exposed=900"}
				p, err := longWorld(Options{}, sets...)
				if err != nil {
					t.Fatal(err)
				}
				r := read(p)
				a := r.campaign(t, 1)
				most, again := 0, -2*6 // trials
				for account := range a.answered {
					most = max(most, a.busiestDay(p, account))
					again += len(a.answered[account]) - len(a.lookUps[account])
				}
				t.Logf("%d persons, %d look-ups of the list, %d beside them, %d a day at most", len(a.exposed), a.total(), again, most)
				if len(a.exposed) != 900 || most > x.most || x.room && again < 6 {
					t.Errorf("want 900 persons, at most %d a day, and some beside the list: %v", x.most, x.room)
				}
				r.slicesAlone(t, everySecond(p.Windows()[24:80]))
			})
		}
	}
}

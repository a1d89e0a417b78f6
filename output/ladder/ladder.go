package ladder

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"breachsim/output/internal/fault"
	"breachsim/scenarios"
	"breachsim/scenarios/library"
)

// atOnce is how many seeds of a scenario are made side by side.
const atOnce = 2

// Attacked lists the built-in scenarios with a campaign.
func Attacked() (ids []string) {
	for _, info := range library.Builtins() {
		if sc, err := library.Builtin(info.ID); err == nil && len(sc.Campaigns) > 0 {
			ids = append(ids, info.ID)
		}
	}
	return ids
}

// Measure holds all rules against one scenario, a built-in one or a file, its
// seeds side by side. Datasets lie in a temporary folder and are removed.
func Measure(ctx context.Context, scenario string, o Options) (*Stair, error) {
	if o.Seeds < 1 || o.Accounts < 0 || !(o.Budget > 0) || o.Resamples < 1 {
		return nil, fault.Usage(
			"seeds %d, accounts %d, budget %v, resamples %d: want 1 or more, 0 or more, above 0, 1 or more",
			o.Seeds,
			o.Accounts,
			o.Budget,
			o.Resamples,
		)
	}
	sc, err := o.open(scenario)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "breachsim-ladder-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir) // nothing in it is wanted
	tries, errs := make([]try, o.Seeds), make([]error, o.Seeds)
	var all sync.WaitGroup
	slots := make(chan struct{}, atOnce)
	for n := range tries {
		all.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			if o.Began != nil {
				o.Began(sc.ID, n+1)
			}
			tries[n] = try{sc: sc, number: n, dir: filepath.Join(dir, fmt.Sprint(n)), Options: o}
			errs[n] = tries[n].judge(ctx)
		})
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return o.measure(ctx, sc, tries)
}

// open reads a scenario, with the accounts of the ladder's world. A world that
// is smaller by its file stays.
func (o *Options) open(id string) (*scenarios.Scenario, error) {
	sc, err := library.Open(id, nil)
	if err != nil {
		return nil, err
	}
	if len(sc.Campaigns) == 0 {
		return nil, fault.Usage("it has no campaign")
	}
	if o.Accounts == 0 || sc.Population.Accounts <= o.Accounts {
		return sc, nil
	}
	return library.Open(id, []string{fmt.Sprintf("population.accounts=%d", o.Accounts)})
}

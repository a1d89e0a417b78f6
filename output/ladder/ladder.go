package ladder

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
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
	known, err := o.results(sc)
	if err != nil {
		return nil, err
	}
	missing := known.missing(o.rules())
	unknown, err := o.unknown(known, sc.ID)
	if err != nil {
		return nil, err
	}
	if len(missing) == 0 && len(unknown) == 0 && o.Datasets == "" {
		return o.stair(known, sc)
	}
	tries, err := o.try(ctx, sc, missing, unknown)
	defer tries.remove()
	if err != nil {
		return nil, err
	}
	if len(missing) > 0 {
		if err := o.measure(ctx, known, tries.list, missing); err != nil {
			return nil, err
		}
	}
	if err := o.measureAdded(ctx, known, tries.list, unknown); err != nil {
		return nil, err
	}
	if err := o.keep(o.file(sc), known); err != nil {
		return nil, err
	}
	return o.stair(known, sc)
}

// stair is what is known of a scenario, of the rules and the detectors asked for.
func (o *Options) stair(known *results, sc *scenarios.Scenario) (*Stair, error) {
	s := known.stair(sc, o.rules())
	s.Seeds = o.Seeds
	for _, a := range o.Added {
		rung, err := a.rung(known, sc.ID, o.Seeds)
		if err != nil {
			return nil, err
		}
		s.Added = append(s.Added, rung)
	}
	return s, nil
}

// tries are the seeds of a scenario, and the folder they lie in if nobody keeps it.
type tries struct {
	list   []try
	folder string
}

func (t *tries) remove() {
	if t.folder != "" {
		os.RemoveAll(t.folder) // nothing in it is wanted
	}
}

// try makes the datasets of all seeds, two at a time, and has the missing rules judge them.
func (o Options) try(ctx context.Context, sc *scenarios.Scenario, missing []string, added []Added) (tries, error) {
	var all tries
	dir := filepath.Join(o.Datasets, sc.ID)
	if o.Datasets == "" {
		temporary, err := os.MkdirTemp("", "breachsim-ladder-")
		if err != nil {
			return all, err
		}
		dir, all.folder = temporary, temporary
	}
	o.Added = added
	list, errs := make([]try, o.Seeds), make([]error, o.Seeds)
	var running sync.WaitGroup
	slots := make(chan struct{}, atOnce)
	for n := range list {
		running.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			if o.Began != nil {
				o.Began(sc.ID, n+1)
			}
			list[n] = try{sc: sc, number: n, dir: filepath.Join(dir, fmt.Sprint(n+1)), Options: o}
			errs[n] = list[n].judge(ctx, missing)
		})
	}
	running.Wait()
	all.list = list
	return all, errors.Join(errs...)
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

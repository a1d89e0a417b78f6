package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/spf13/cobra"

	"breachsim/output/score"
	"breachsim/scenarios"
	"breachsim/scenarios/library"
)

// ladderOptions measure how far each reference detector gets with each
// scenario: for those who keep the library.
type ladderOptions struct {
	*streams
	scenarios []string
	seeds     int
	accounts  int    // of the world; 0 = as the scenario says
	scale     string // empty = 1
	budget    float64
	resamples int
	file      string
	check     bool
	quiet     bool
}

func newLadderCmd(s *streams) *cobra.Command {
	o := &ladderOptions{streams: s}
	cmd := &cobra.Command{
		Use:    "ladder [SCENARIO...]",
		Hidden: true,
		Short:  "Measure the reference detectors on scenarios",
		Long: `For each scenario (default: every built-in one with a campaign) and seed: make a
dataset with nobody to stop the attack, and a sister with another seed and no attack;
tune each rule on the sister to the budget of false alerts; let it judge the dataset;
score the seeds together. Campaigns are as the scenario says, in a world of --accounts
accounts. Prints a page in Markdown. Datasets lie in a temporary folder and are removed.`,
		Args: wants(0, -1, "scenarios"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.scenarios = args
			return o.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.IntVar(&o.seeds, "seeds", 3, "seeds of each scenario")
	f.IntVar(&o.accounts, "accounts", 2000, "accounts of each world; 0 = as many as the scenario says")
	f.StringVar(&o.scale, "scale", "1", "scale of all scenarios")
	f.Float64Var(&o.budget, "budget", 1, "false incidents per 1,000 practitioner-days that tuning allows")
	f.IntVar(&o.resamples, "resamples", score.DefaultResamples, "draws of the bootstrap")
	f.StringVarP(&o.file, "output", "o", "-", "file of the page; - for standard output")
	f.BoolVar(&o.check, "check", false, "fail where a scenario is easier than its file says")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "tell nothing while at work")
	return cmd
}

// stair is what was measured of one scenario.
type stair struct {
	sc       *scenarios.Scenario
	short    bool // over within a day
	small    bool // one false alert breaks the budget
	rungs    []rung
	together *rung // the rules together
}

func (o *ladderOptions) run(ctx context.Context) error {
	if o.seeds < 1 || o.seeds > 1000 || o.accounts < 0 || !(o.budget > 0) || o.resamples < 1 {
		return usagef("--seeds %d, --accounts %d, --budget %v, --resamples %d: want 1 to 1000, 0 or more, above 0, 1 or more",
			o.seeds, o.accounts, o.budget, o.resamples)
	}
	if len(o.scenarios) == 0 {
		o.scenarios = attacked()
	}
	var stairs []stair
	for _, id := range o.scenarios {
		s, err := o.climb(ctx, id)
		if err != nil {
			return fmt.Errorf("scenario %s: %w", id, err)
		}
		stairs = append(stairs, *s)
		if o.file == "-" && len(stairs) < len(o.scenarios) {
			continue
		}
		if err := o.writePage(o.page(stairs)); err != nil { // after each: what is measured is not lost with what comes
			return err
		}
	}
	if o.check {
		return easier(stairs)
	}
	return nil
}

func (o *ladderOptions) writePage(page string) error {
	if o.file == "-" {
		_, err := o.out.Write([]byte(page))
		return err
	}
	if err := os.WriteFile(o.file, []byte(page), 0o644); err != nil {
		return &failure{code: exitWrite, err: fmt.Errorf("writing %q: %w", o.file, plainCause(err))}
	}
	return nil
}

// attacked lists the built-in scenarios with a campaign.
func attacked() (ids []string) {
	for _, info := range library.Builtins() {
		if sc, err := library.Builtin(info.ID); err == nil && len(sc.Campaigns) > 0 {
			ids = append(ids, info.ID)
		}
	}
	return ids
}

// open reads a scenario, with the accounts of the ladder's world; a world that
// is smaller by its file stays.
func (o *ladderOptions) open(id string) (*scenarios.Scenario, error) {
	sc, err := library.Open(id, nil)
	if err != nil {
		return nil, err
	}
	if len(sc.Campaigns) == 0 {
		return nil, usagef("it has no campaign")
	}
	if o.accounts == 0 || sc.Population.Accounts <= o.accounts {
		return sc, nil
	}
	return library.Open(id, []string{fmt.Sprintf("population.accounts=%d", o.accounts)})
}

// climb measures all rules on one scenario, its seeds side by side.
func (o *ladderOptions) climb(ctx context.Context, id string) (*stair, error) {
	sc, err := o.open(id)
	if err != nil {
		return nil, err
	}
	scale, err := parseScale(o.scale)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "breachsim-ladder-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir) // nothing in it is wanted
	tries, errs := make([]try, o.seeds), make([]error, o.seeds)
	var all sync.WaitGroup
	slots := make(chan struct{}, 2)
	for n := range tries {
		all.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			if !o.quiet {
				fmt.Fprintf(o.err, "%s: seed %d of %d\n", sc.ID, n+1, o.seeds)
			}
			tries[n] = try{sc: sc, scale: scale, number: n, dir: filepath.Join(dir, fmt.Sprint(n)), budget: o.budget}
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

package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"breachsim/cmd/breachsim/internal/term"
	"breachsim/output/ladder"
	"breachsim/output/score"
	"breachsim/scenarios/cause"
)

// ladderOptions measure how far each reference detector gets with each
// scenario: for those who keep the library.
type ladderOptions struct {
	*term.Streams
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

func newLadderCmd(s *term.Streams) *cobra.Command {
	o := &ladderOptions{Streams: s}
	cmd := &cobra.Command{
		Use:    "ladder [SCENARIO...]",
		Hidden: true,
		Short:  "Measure the reference detectors on scenarios",
		Long: `For each scenario (default: every built-in one with a campaign) and seed: make a
dataset with nobody to stop the attack, and a sister with another seed and no attack;
tune each rule on the sister to the budget of false alerts; let it judge the dataset;
score the seeds together. Campaigns are as the scenario says, in a world of --accounts
accounts. Prints a page in Markdown. Datasets lie in a temporary folder and are removed.`,
		Args: term.Wants(0, -1, "scenarios"),
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

func (o *ladderOptions) run(ctx context.Context) error {
	if o.seeds < 1 || o.seeds > 1000 || o.accounts < 0 || !(o.budget > 0) || o.resamples < 1 {
		return term.Usagef(
			"--seeds %d, --accounts %d, --budget %v, --resamples %d: want 1 to 1000, 0 or more, above 0, 1 or more",
			o.seeds,
			o.accounts,
			o.budget,
			o.resamples,
		)
	}
	scale, err := term.ParseScale(o.scale)
	if err != nil {
		return err
	}
	if len(o.scenarios) == 0 {
		o.scenarios = ladder.Attacked()
	}
	opts := ladder.Options{
		Seeds: o.seeds, Accounts: o.accounts, Scale: scale, Budget: o.budget, Resamples: o.resamples,
		Version: term.Version, Began: o.began,
	}
	var stairs []ladder.Stair
	for _, id := range o.scenarios {
		s, err := ladder.Measure(ctx, id, opts)
		if err != nil {
			return fmt.Errorf("scenario %s: %w", id, err)
		}
		stairs = append(stairs, *s)
		if o.file == "-" && len(stairs) < len(o.scenarios) {
			continue
		}
		// After each scenario: what is measured is not lost with what comes.
		if err := o.writePage(ladder.Page(stairs, opts)); err != nil {
			return err
		}
	}
	if wrong := ladder.Easier(stairs); o.check && len(wrong) > 0 {
		err := fmt.Errorf("easier than measured before: %s", strings.Join(wrong, "; "))
		return &term.Failure{Code: term.ExitBad, Err: err}
	}
	return nil
}

// began tells that a seed of a scenario is being measured.
func (o *ladderOptions) began(scenario string, seed int) {
	if !o.quiet {
		fmt.Fprintf(o.Err, "%s: seed %d of %d\n", scenario, seed, o.seeds)
	}
}

func (o *ladderOptions) writePage(page string) error {
	if o.file == "-" {
		_, err := o.Out.Write([]byte(page))
		return err
	}
	if err := os.WriteFile(o.file, []byte(page), 0o644); err != nil {
		return &term.Failure{Code: term.ExitWrite, Err: fmt.Errorf("writing %q: %w", o.file, cause.Of(err))}
	}
	return nil
}

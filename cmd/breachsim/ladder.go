package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/ladder"
	"github.com/breachsim/breachsim/output/score"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// ladderOptions measure how far detectors get with each scenario.
type ladderOptions struct {
	*term.Streams
	scenarios []string
	seeds     int
	accounts  int    // of the world; 0 = as the scenario says
	scale     string // empty = 1
	budget    float64
	resamples int
	rules     []string
	large     int // accounts of the larger worlds; 0 = there are none
	few       int // seeds of the larger worlds
	datasets  string
	cache     string
	add       []string // NAME=DIR
	learned   []string // the same, of models trained on other scenarios
	file      string
	check     bool
	json      bool
	quiet     bool
}

func newLadderCmd(s *term.Streams) *cobra.Command {
	o := &ladderOptions{Streams: s}
	cmd := &cobra.Command{
		Use:   "ladder [SCENARIO...]",
		Short: "Measure how far detectors get with scenarios",
		Long: `For each scenario (default: every built-in one with a campaign) and seed: make a
dataset with nobody to stop the attack, and a sister with another seed and no attack;
tune each rule on the sister to the budget of false alerts; let it judge the dataset;
score the seeds together. Campaigns are as the scenario says, in a world of --accounts
accounts; scenarios that come out hard or open are measured once more in one of --large
accounts, with --large-seeds. Prints a page in Markdown.

With --datasets the datasets are kept: SCENARIO/N and SCENARIO/N-sister of the N-th
seed. Run a detector of your own on them, write its alerts (as breachsim score takes
them) to ALERTS/SCENARIO/N.jsonl and ALERTS/SCENARIO/N-sister.jsonl, and have it on the
page with --add NAME=ALERTS: its alerts on the sisters fix its threshold. Scenarios that
have no folder there count as not run. A model that was trained on other scenarios only
comes with --learned instead: what it solves counts as hard, no longer as open.

With --cache results are kept as well: a rule that was tuned or measured in the same world
is not again, and a run that was stopped goes on where it was.`,
		Example: `  breachsim ladder insider --seeds 2 --accounts 1000 --datasets sets
  breachsim ladder insider --seeds 2 --accounts 1000 \
      --datasets sets --add mine=alerts
  breachsim ladder --seeds 10 --accounts 1000 --large 20000 \
      --cache results -o LADDER.md`,
		Args: term.Wants(0, -1, "scenarios"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.scenarios = args
			return o.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.IntVar(&o.seeds, "seeds", 3, "seeds of each scenario")
	f.IntVar(&o.accounts, "accounts", 2000, "accounts of each world; 0 = as many as the scenario says")
	f.IntVar(&o.large, "large", 0, "accounts of the larger worlds of what comes out hard or open; 0 = none")
	f.IntVar(&o.few, "large-seeds", 1, "seeds of each larger world")
	f.StringVar(&o.scale, "scale", "1", "scale of all scenarios")
	f.Float64Var(&o.budget, "budget", 1, "false incidents per 1,000 practitioner-days that tuning allows")
	f.IntVar(&o.resamples, "resamples", score.DefaultResamples, "draws of the bootstrap")
	f.StringSliceVar(&o.rules, "rules", nil, "rules to measure (default all)")
	f.StringVar(&o.datasets, "datasets", "", "folder in which datasets are kept (default: none is)")
	f.StringVar(&o.cache, "cache", "", "folder in which results are kept (default: none is)")
	f.StringArrayVar(&o.add, "add", nil, "`NAME=ALERTS` of a detector of yours; may be repeated")
	f.StringArrayVar(&o.learned, "learned", nil, "`NAME=ALERTS` of a model trained on other scenarios; counts as hard")
	f.StringVarP(&o.file, "output", "o", "-", "file of the page; - for standard output")
	f.BoolVar(&o.check, "check", false, "fail where a scenario is easier than its file says")
	f.BoolVar(&o.json, "json", false, "write what was measured for programs, instead of a page")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "tell nothing while at work")
	return cmd
}

func (o *ladderOptions) run(ctx context.Context) error {
	opts, err := o.options()
	if err != nil {
		return err
	}
	if len(o.scenarios) == 0 {
		o.scenarios = ladder.Attacked()
	}
	var stairs, larger []ladder.Stair
	for i, id := range o.scenarios {
		s, err := ladder.Measure(ctx, id, opts)
		if err != nil {
			return fmt.Errorf("scenario %s: %w", id, err)
		}
		stairs = append(stairs, *s)
		if o.large > s.Scenario.Population.Accounts && s.Demanding() {
			l, err := ladder.Measure(ctx, id, o.inLarge(opts))
			if err != nil {
				return fmt.Errorf("scenario %s with %d accounts: %w", id, o.large, err)
			}
			larger = append(larger, *l)
		}
		if o.file == "-" && i+1 < len(o.scenarios) {
			continue
		}
		// After each scenario: what is measured is not lost with what comes.
		if err := o.write(stairs, larger, opts); err != nil {
			return err
		}
	}
	if wrong := ladder.Easier(stairs); o.check && len(wrong) > 0 {
		err := fmt.Errorf("easier than measured before: %s", strings.Join(wrong, "; "))
		return &term.Failure{Code: term.ExitBad, Err: err}
	}
	return nil
}

// options checks the flags, and says how scenarios are measured.
func (o *ladderOptions) options() (opts ladder.Options, err error) {
	if o.seeds < 1 || o.seeds > 1000 || o.few < 1 || o.few > 1000 || o.accounts < 0 || o.large < 0 ||
		!(o.budget > 0) || o.resamples < 1 {
		return opts, term.Usagef(
			"--seeds %d, --large-seeds %d, --accounts %d, --large %d, --budget %v, --resamples %d: "+
				"want 1 to 1000, 1 to 1000, 0 or more, 0 or more, above 0, 1 or more",
			o.seeds,
			o.few,
			o.accounts,
			o.large,
			o.budget,
			o.resamples,
		)
	}
	scale, err := term.ParseScale(o.scale)
	if err != nil {
		return opts, err
	}
	added, err := o.added()
	if err != nil {
		return opts, err
	}
	if o.rules, err = chosenRules(o.rules); err != nil {
		return opts, err
	}
	return ladder.Options{
		Seeds: o.seeds, Accounts: o.accounts, Scale: scale, Budget: o.budget, Resamples: o.resamples, Rules: o.rules,
		Datasets: o.datasets, Cache: o.cache, Added: added, Version: term.Version, Began: o.began,
	}, nil
}

// inLarge is how larger worlds are measured: with fewer seeds, their datasets in a folder
// of their own, and no detector of others is asked for alerts on them.
func (o *ladderOptions) inLarge(opts ladder.Options) ladder.Options {
	opts.Accounts, opts.Seeds, opts.Added = o.large, o.few, nil
	if opts.Datasets != "" {
		opts.Datasets = filepath.Join(opts.Datasets, "large")
	}
	return opts
}

// added reads what --add and --learned say.
func (o *ladderOptions) added() (list []ladder.Added, err error) {
	for i, text := range slices.Concat(o.add, o.learned) {
		learned := i >= len(o.add)
		name, dir, ok := strings.Cut(text, "=")
		if !ok || name == "" || dir == "" {
			flag := map[bool]string{false: "--add", true: "--learned"}[learned]
			return nil, term.Usagef("%s %q: want NAME=ALERTS, a name and the folder of its alerts", flag, text)
		}
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return nil, term.Usagef("alerts of %s: %q is no folder", name, dir)
		}
		list = append(list, ladder.Added{Name: name, Dir: dir, Learned: learned})
	}
	return list, nil
}

// began tells that a seed of a scenario is being measured.
func (o *ladderOptions) began(scenario string, seed int) {
	if !o.quiet {
		fmt.Fprintf(o.Err, "%s: seed %d of %d\n", scenario, seed, o.seeds)
	}
}

// write prints what was measured so far, or puts it into the file.
func (o *ladderOptions) write(stairs, larger []ladder.Stair, opts ladder.Options) error {
	text := ladder.Page(stairs, larger, opts)
	if o.json {
		b, err := ladder.JSON(stairs, larger, opts)
		if err != nil {
			return err
		}
		text = string(b)
	}
	if o.file == "-" {
		_, err := o.Out.Write([]byte(text))
		return err
	}
	if err := os.WriteFile(o.file, []byte(text), 0o644); err != nil {
		return &term.Failure{Code: term.ExitWrite, Err: fmt.Errorf("writing %q: %w", o.file, cause.Of(err))}
	}
	return nil
}

// Package arena holds the verb that has a detector act while an attack goes on:
//
//	SCENARIO ─► output/arena ◄─► detector: a process, reference rules, Sigma
//	                 └─► dataset, arena.json beside it, a table of what the detector was worth
//
// It reads flags and prints; what happens is decided in output/arena.
package arena

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/arena"
	"github.com/breachsim/breachsim/output/arena/evade"
	"github.com/breachsim/breachsim/output/arena/process"
	"github.com/breachsim/breachsim/output/arena/verdict"
	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/sweep"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/language"
	"github.com/breachsim/breachsim/scenarios/library"
)

const help = `Play a detector against a scenario. The log is handed over as it comes about; analysts
look at the alerts, and what they decide happens in the world: accounts are reset,
addresses banned. The threat actor answers as its on_response says, and users who are
locked out by mistake live with it. The scenario's own controls are disabled.

The detector is a process (--exec), reference rules or rules in Sigma (--rules). A
process gets native audit lines and ticks on its standard input, and writes alerts and
acks: output/arena/README.md is the protocol, with the same detector in four languages.

An alert is about an account, an ip or a session. What it does not name is taken from
the line at which it was raised: --action account_reset,ip_ban resets that account and
bans that address. Actions are ACTIONS,
and controls of the scenario with detect: {alerts: []}, by their ids.

What is written is an ordinary dataset. Its scenario.yaml holds the actions with their
times, so that generate makes the same bytes from it without the detector, given the same
--scale. arena.json in it is the verdict; it is no part of the manifest. Without -o
nothing is written.

--compare R2,R3 plays reference rules in the same loop, each by itself, with the same
analysts. --replicates N plays N worlds with other seeds besides and tells the mean with
an interval; their datasets are not written. Each costs about a run without writing.

--evade N lets the threat actor of the first campaign look for what gets most persons
past the detector, within N worlds: its pace, accounts, rotation, hours and cover. The
worst case is written as a scenario; windows, clients and networks stay.

The exit code is 1 where the detector fails, or says what cannot be.`

const examples = `  breachsim arena smash-and-grab --rules R2 -o dataset
  breachsim arena amelipro-2022 --scale 0.1 --exec 'python3 detector.py' \
      --budget 20/d -o dataset
  breachsim arena insider --rules my-rules/ --action account_reset \
      --hours 08:30-18:00 -o dataset
  breachsim arena tiny --rules R2 --param R2.count=50 --compare R2,R3 --json
  breachsim arena amelipro-2022 --scale 0.02 --rules R2 --evade 50`

type options struct {
	*term.Streams
	scenario string
	changed  func(flag string) bool

	detector detectorOptions
	desk     deskOptions
	world    worldOptions
	actions  []string
	stands   time.Duration
	step     time.Duration
	keep     bool
	compare  []string
	json     bool

	worlds int    // of a search
	worst  string // file of what it finds

	to    output.Options
	quiet bool
}

// worldOptions say what is played.
type worldOptions struct {
	seed       uint64
	scale      string
	keep       string
	sets       []string
	replicates int
}

// NewArenaCmd is the verb.
func NewArenaCmd(s *term.Streams) *cobra.Command {
	o := &options{Streams: s}
	cmd := &cobra.Command{
		Use:     "arena SCENARIO (--exec CMD | --rules RULES) [-o DIR]",
		Short:   "Play a detector in the loop: its alerts become bans and resets",
		Long:    helpText(),
		Example: examples,
		Args:    term.Wants(1, 1, "one SCENARIO"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.scenario, o.changed = args[0], cmd.Flags().Changed
			return o.run(cmd.Context())
		},
	}
	o.addFlags(cmd)
	return cmd
}

// run plays the detector, writes the dataset, and tells what it was worth.
func (o *options) run(ctx context.Context) error {
	began := o.Now()
	if err := o.check(); err != nil {
		return err
	}
	o.Work(o.to.Workers)
	sc, err := o.open()
	if err != nil {
		return err
	}
	if o.worlds > 0 {
		return o.evade(ctx)
	}
	out, err := o.play(ctx, sc, o.detector.maker, o.quiet)
	if err != nil {
		return o.failed(err)
	}
	v := out.Verdict(o.detector.name())
	if err := o.others(ctx, sc, v); err != nil {
		return o.failed(err)
	}
	if o.to.Dir != "" {
		if err := o.write(ctx, out, v, began); err != nil {
			return err
		}
	}
	if o.json {
		return term.PrintJSON(o.Out, v)
	}
	return writeText(o.Out, v)
}

// overrides are the changes of the scenario beside --set.
func (o *options) overrides() []library.Override {
	if o.changed("seed") {
		return []library.Override{library.Seed(o.world.seed)}
	}
	return nil
}

// open reads the scenario.
func (o *options) open() (*scenarios.Scenario, error) {
	sc, err := library.Open(o.scenario, o.world.sets, o.overrides()...)
	if err != nil {
		return nil, err
	}
	if len(sc.Matrix) > 0 {
		return nil, term.Usagef("%s has a matrix, and the arena plays one world", o.scenario).
			WithHint("set its values with --set")
	}
	if !sc.Delivery.Perfect() {
		return nil, term.Usagef("%s has delivery, and the arena shows each line as it is written", o.scenario).
			WithHint("leave it out: --set delivery={}")
	}
	return sc, nil
}

// play plays a detector in one world.
func (o *options) play(
	ctx context.Context, sc *scenarios.Scenario, d arena.Maker, quiet bool,
) (*arena.Outcome, error) {
	how, err := o.options()
	if err != nil {
		return nil, err
	}
	line := o.NewProgressLine(quiet)
	if tell := line.Callback(); tell != nil {
		how.Progress = func(done, all int) { tell(output.Progress{Stage: "hours", Done: done, Total: all}) }
	}
	defer line.Clear()
	a, err := arena.New(sc, how)
	if err != nil {
		return nil, err
	}
	return a.Run(ctx, d)
}

// write writes the dataset, and the verdict beside it.
func (o *options) write(ctx context.Context, out *arena.Outcome, v *verdict.Verdict, began time.Time) error {
	line := o.NewProgressLine(o.quiet)
	o.to.Progress = line.Callback()
	sum, err := out.Write(ctx, term.Version, o.to)
	line.Clear()
	if err != nil {
		return err
	}
	file := filepath.Join(o.to.Dir, output.ArenaName)
	if err := o.WriteFile(file, func(w io.Writer) error { return term.PrintJSON(w, v) }); err != nil {
		return err
	}
	if !o.quiet {
		term.Summarize(o.Err, sum, o.Took(began), "")
	}
	return nil
}

// failed finds the exit code of what ended a run.
func (o *options) failed(err error) error {
	var unfit *arena.UsageError
	var detector *arena.DetectorError
	var proc *process.Error
	switch {
	case errors.As(err, &unfit):
		return term.Usagef("%w", err)
	case errors.As(err, &proc):
		return (&term.Failure{Code: term.ExitBad, Err: err}).WithHint("%s", proc.Hint)
	case errors.As(err, &detector):
		return &term.Failure{Code: term.ExitBad, Err: fmt.Errorf("%w; nothing was written", err)}
	}
	return err
}

// others plays reference rules and other seeds, and notes them in the verdict.
func (o *options) others(ctx context.Context, sc *scenarios.Scenario, v *verdict.Verdict) error {
	for _, name := range o.compare {
		rule, err := referenceRules([]string{name}, o.detector.settings)
		if err != nil {
			return err
		}
		out, err := o.play(ctx, sc, ruleMaker(rule), o.quiet)
		if err != nil {
			return fmt.Errorf("comparing with %s: %w", name, err)
		}
		v.Compare(out.Verdict(rule.Rules[0]))
	}
	for n := 1; n <= o.world.replicates; n++ {
		again := *sc
		again.Seed = scenarios.ReplicateSeed(sc.Seed, n)
		out, err := o.play(ctx, &again, o.detector.maker, o.quiet)
		if err != nil {
			return fmt.Errorf("with seed %d: %w", again.Seed, err)
		}
		v.Replicate(out.Verdict(v.Detector))
	}
	return nil
}

func helpText() string {
	return strings.Replace(help, "ACTIONS", strings.Join(arena.Actions(), ", "), 1)
}

func (o *options) addFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&o.detector.command, "exec", "", "detector as a command of the shell")
	f.DurationVar(&o.detector.timeout, "timeout", process.DefaultTimeout, "how long a process may take to answer")
	f.StringSliceVar(&o.detector.rules, "rules", nil, "detector as rules: names such as R2, or files in Sigma")
	f.StringArrayVar(&o.detector.settings, "param", nil,
		"set a parameter of a reference rule: `NAME=VALUE`, as in R2.count=300")
	f.StringVarP(&o.to.Dir, "output", "o", "", "directory of the dataset to make")
	f.StringSliceVar(&o.actions, "action", []string{"account_reset", "ip_ban"}, "what is done about an alert")
	f.DurationVar(&o.stands, "for", 24*time.Hour, "how long bans, challenges and tarpits last; 0 = without end")
	f.StringVar(&o.desk.latency, "latency", "1h", "until an analyst can have an alert: 1h, or 30m-4h for any between")
	f.DurationVar(&o.desk.work, "work", 10*time.Minute, "time that an analyst needs for an alert")
	f.IntVar(&o.desk.analysts, "analysts", 1, "analysts who work at the same time")
	f.StringVar(&o.desk.hours, "hours", "all", "hours of the analysts, as 08:30-18:00")
	f.StringVar(&o.desk.days, "days", "all", "days of the analysts, as mon-fri")
	f.StringVar(&o.desk.budget, "budget", "all", "alerts that analysts look at in a day, as 20/d")
	f.StringVar(&o.desk.beyond, "beyond", "wait", "alerts beyond the budget: wait, or drop")
	f.StringVar(&o.desk.order, "order", "first", "which alert comes next: first (come), or score")
	f.StringVar(&o.desk.wrong, "analyst-error", "",
		"share of alerts that analysts judge wrongly, 0 to 1 (default: they believe all of them)")
	f.DurationVar(&o.step, "step", time.Minute, "time of the log after which a process is asked for its alerts")
	f.BoolVar(&o.keep, "keep-controls", false, "the scenario's own controls act as well")
	f.StringSliceVar(&o.compare, "compare", nil, "reference rules to play in the same loop, each by itself")
	f.Uint64Var(&o.world.seed, "seed", 0, "seed of the world (default the scenario's)")
	f.StringVar(&o.world.scale, "scale", "1", "factor of accounts, persons and exposed persons")
	f.StringVar(&o.world.keep, "scale-keep", "accounts", term.KeepUsage)
	f.StringArrayVar(&o.world.sets, "set", nil, "override a value of the scenario: `PATH=VALUE` (may be repeated)")
	f.IntVar(&o.world.replicates, "replicates", 0, "worlds with other seeds to play besides")
	f.IntVar(&o.worlds, "evade", 0, "search in so many worlds for the campaign that gets past the detector")
	f.StringVar(&o.worst, "worst", "worst.yaml", "file of the scenario that --evade finds")
	f.StringSliceVar(&o.to.Formats, "format", []string{"jsonl", "combined"}, "formats of the logs")
	f.StringSliceVar(&o.to.Records, "records", []string{"csv"}, "formats of the records, of breachsim formats")
	f.StringVar(&o.to.Compress, "compress", "none", "of the logs: none, gzip or zstd")
	f.StringVar(&o.to.Persons, "persons", "referenced", "in the records: exposed, referenced, all, or how many")
	f.BoolVar(&o.to.TruthFull, "truth-full", false, "truth of every line, the plainly benign too")
	term.AddWorkers(f, &o.to.Workers, "slices")
	f.BoolVar(&o.to.Force, "force", false, "replace a dataset of this program in the directory")
	f.BoolVar(&o.json, "json", false, "print the verdict for programs")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no progress and no summary")
}

// check refuses flags that are wrong by themselves.
func (o *options) check() error {
	if err := o.detector.check(o.Err); err != nil {
		return err
	}
	if o.world.replicates < 0 || o.world.replicates > sweep.MostReplicates {
		return term.Usagef("--replicates %d: want 0 to %d", o.world.replicates, sweep.MostReplicates)
	}
	if _, err := encode.LogFormats(o.to.Formats); err != nil {
		return term.Usagef("--format: %w", err).WithHint("breachsim formats lists them")
	}
	if _, err := encode.RecordFormats(o.to.Records); err != nil {
		return term.Usagef("--records: %w", err).WithHint("breachsim formats lists them")
	}
	if !slices.Contains([]string{"none", "gzip", "zstd"}, o.to.Compress) {
		return term.Usagef("--compress %q: want none, gzip or zstd", o.to.Compress)
	}
	for _, r := range o.compare {
		if _, err := referenceRules([]string{r}, o.detector.settings); err != nil {
			return err
		}
	}
	if err := o.checkEvade(); err != nil {
		return err
	}
	_, err := o.options()
	return err
}

// options are those of a run.
func (o *options) options() (arena.Options, error) {
	how := arena.Options{Do: o.actions, Stands: o.stands, Step: o.step, KeepControls: o.keep}
	if o.stands < 0 || o.stands > 0 && o.stands < time.Second {
		return how, term.Usagef("--for %v: want 1s or more, or 0 for no end", o.stands)
	}
	scale, err := term.ParseScale(o.world.scale)
	if err != nil {
		return how, err
	}
	keep, err := term.ParseKeep(o.world.keep)
	if err != nil {
		return how, err
	}
	how.Generator = generator.Options{Scale: scale, KeepRates: keep}
	how.Shift, how.Judged, err = o.desk.shift()
	return how, err
}

// evade searches, and writes the worst case.
func (o *options) evade(ctx context.Context) error {
	how, err := o.options()
	if err != nil {
		return err
	}
	src := evade.Source{IDOrFile: o.scenario, Sets: slices.Clone(o.world.sets), Scale: how.Generator.Scale}
	if how.Generator.KeepRates {
		src.Keep = scenarios.KeepRates
	}
	if o.changed("seed") {
		src.Sets = append(src.Sets, fmt.Sprintf("scenario.seed=%d", o.world.seed))
	}
	h := &hunt{source: src, how: how, detector: o.detector.maker}
	found, err := h.run(ctx, o.worlds)
	if err != nil {
		return o.failed(err)
	}
	sc, err := src.Open(found.Best.Sets)
	if err != nil {
		return fmt.Errorf("reading the worst case again: %w", err)
	}
	err = o.WriteFile(o.worst, func(w io.Writer) error {
		_, err := w.Write(language.YAML(sc))
		return err
	})
	if err != nil {
		return err
	}
	if o.json {
		return term.PrintJSON(o.Out, found)
	}
	x := &worst{found, o.scenario, o.detector.name(), o.worst}
	return x.tell(o.Out)
}

// checkEvade refuses flags that do not go with a search.
func (o *options) checkEvade() error {
	if o.worlds == 0 {
		return nil
	}
	if o.worlds < 0 {
		return term.Usagef("--evade %d: want 1 world or more", o.worlds)
	}
	if o.to.Dir != "" || len(o.compare) > 0 || o.world.replicates > 0 {
		return term.Usagef("--evade searches, and writes no dataset: it does not go with -o, --compare, --replicates").
			WithHint("play its worst case with arena %s, or make it with generate", o.worst)
	}
	return term.CheckFile(o.worst, nil, o.to.Force)
}

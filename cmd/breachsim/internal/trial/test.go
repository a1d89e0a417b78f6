// Package trial holds the verb that tries rules in Sigma on datasets:
//
//	rules ─► output/sigma ─► alerts ─► output/score ─► verdict ─► text, JSON, JUnit
//	datasets ──┴──────────────────────────┘
package trial

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/score"
	"github.com/breachsim/breachsim/output/score/alert"
	"github.com/breachsim/breachsim/output/score/report"
	"github.com/breachsim/breachsim/output/sigma"
	"github.com/breachsim/breachsim/output/sigma/fixture"
)

const testHelp = `Run rules in Sigma 2.1 over the logs of datasets and say what each is worth, and all
together: true and false incidents, persons saved, the time to the first true alert,
false alerts per 1,000 practitioner-days, and what was behind them.

RULES are files, or folders with .yml files in them. A rule that a correlation refers
to raises no alerts of its own unless generate: true asks for them. Rules are read
strictly: everything wrong is told with its place, and nothing is run. What Sigma can
say and this command cannot run is refused by its name.

  logsource: {product: breachsim, service: audit}     or service: access

Fields have our names or those of ECS; output/sigma/README.md lists them, says what
is in a window to the microsecond, and what is supported.

A person is saved where the account through which he would have been exposed is
cut off so many hours after its first true alert. Score with datasets made with
--without-controls, which show what an attack does when nobody stops it. Several
datasets (the same scenario, other seeds) are replicates: their figures are pooled.

A folder that breachsim fixture made is a pack of small logs, each with the alerts that
have to come: a row a case, and exit code 1 where a verdict is another.

The exit code is 1 where a rule is wrong, or a demand of --min is not met by all
rules together.`

type testOptions struct {
	*term.Streams
	open       term.Opener
	rules      []string
	dirs       []string
	alerts     []string
	alertsOnly bool
	force      bool
	min        string
	json       bool
	junit      string
	lateness   time.Duration
	resamples  int
	quiet      bool

	set  *sigma.Set
	gate report.Gate
	data []*read.Dataset
}

// NewTestCmd is the verb.
func NewTestCmd(s *term.Streams, open term.Opener) *cobra.Command {
	o := &testOptions{Streams: s, open: open}
	cmd := &cobra.Command{
		Use:   "test RULES... --on DATASET...",
		Short: "Run rules in Sigma over datasets and score them",
		Long:  testHelp,
		Example: `  breachsim generate amelipro-2022 --scale 0.02 --without-controls -o dataset
  breachsim test my-rule.yml --on dataset
  breachsim test rules/ --on seed1 seed2 --min 'exposure_averted_24h>=0.5'
  breachsim test rules/ --on dataset --json --junit r.xml --alerts a.jsonl`,
		Args: term.Wants(1, -1, "one file or folder of RULES, or more"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.sort(args)
			return o.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringArrayVar(&o.dirs, "on", nil,
		"`dataset` or pack of fixtures to run on; others may follow it, or be given with --on again")
	f.StringVar(&o.min, "min", "", "demands on all rules together, such as exposure_averted_24h>=0.5 (see score)")
	f.BoolVar(&o.json, "json", false, "print the verdict for programs")
	f.StringVar(&o.junit, "junit", "", "write a JUnit report to this file as well")
	f.StringArrayVar(&o.alerts, "alerts", nil,
		"write the alerts to this `file`, - for standard output; once for each --on")
	f.BoolVar(&o.alertsOnly, "alerts-only", false, "write the alerts and score nothing: for datasets without truth")
	f.BoolVar(&o.force, "force", false, "replace a file of alerts that exists")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no progress on a terminal")
	f.DurationVar(&o.lateness, "lateness", 0, "how late a line may come and still be put in its place, such as 5m")
	f.IntVar(&o.resamples, "resamples", 0, "draws of the bootstrap, for .lo and .hi in --min")
	return cmd
}

// sort tells rules from datasets that stand behind the one of --on: a folder with a
// manifest is a dataset, and one with the index of fixtures a pack.
func (o *testOptions) sort(args []string) {
	for _, arg := range args {
		_, err := os.Stat(filepath.Join(arg, "manifest.json"))
		if len(o.dirs) > 0 && (err == nil || fixture.IsPack(arg)) {
			o.dirs = append(o.dirs, arg)
		} else {
			o.rules = append(o.rules, arg)
		}
	}
}

func (o *testOptions) run(ctx context.Context) error {
	if packs, err := o.packs(); err != nil || packs && len(o.rules) > 0 {
		if err != nil {
			return err
		}
		return o.tellPacks()
	}
	if err := o.check(); err != nil {
		return err
	}
	line := o.NewReadingLine(o.quiet, false)
	for _, d := range o.data {
		line.Watch(d)
	}
	defer line.Clear()
	runs, err := task{sigma.Job{Rules: o.set, Lateness: o.lateness}, !o.alertsOnly}.evaluate(ctx, o.data)
	defer runs.remove()
	if err != nil {
		return err
	}
	line.Clear()
	if err := o.writeAlerts(runs); err != nil {
		return err
	}
	for _, r := range runs {
		if r.stats.Late > 0 {
			fmt.Fprintf(o.Err, "%s: %s came too late and were left out; --lateness 5m waits for them\n", r.data.Dir,
				term.Count(r.stats.Late, "line"))
		}
	}
	if o.alertsOnly {
		o.summarize(runs)
		return nil
	}
	v, err := runs.score(ctx, o.set, o.resamples)
	line.Clear()
	if err != nil {
		return o.unscored(err)
	}
	v.Gate = o.gate.Check(v.result)
	return o.tell(v)
}

// packs are the folders of --on that hold fixtures, if all of them do.
func (o *testOptions) packs() (bool, error) {
	n := 0
	for _, dir := range o.dirs {
		if fixture.IsPack(dir) {
			n++
		}
	}
	switch {
	case n == 0:
		return false, nil
	case n < len(o.dirs):
		return true, term.Usagef("a pack of fixtures beside a dataset").WithHint("run the rules on each by itself")
	case len(o.alerts) > 0 || o.alertsOnly || o.min != "" || o.resamples != 0:
		return true, term.Usagef("a pack of fixtures is right or wrong: leave out --alerts, --min and --resamples")
	case o.lateness != 0:
		return true, term.Usagef("each case of a pack says how long to wait for late lines: leave out --lateness")
	}
	return true, nil
}

// tellPacks runs rules over packs of fixtures and says what came of each case.
func (o *testOptions) tellPacks() error {
	set, err := sigma.Load(o.rules...)
	if err != nil {
		return o.explain(err)
	}
	r, err := rehearse(set, o.dirs)
	if err != nil {
		return err
	}
	if o.json {
		err = term.PrintJSON(o.Out, r)
	} else {
		err = r.writeText(o.Out)
	}
	if err == nil && o.junit != "" {
		err = o.WriteFile(o.junit, r.writeJUnit)
	}
	if err == nil && r.Wrong > 0 {
		err = &term.Failure{Code: term.ExitBad,
			Err: fmt.Errorf("%d of %s not as expected", r.Wrong, term.Count(int64(len(r.Cases)), "case"))}
	}
	return err
}

// check finds wrong usage and wrong rules before anything is run.
func (o *testOptions) check() (err error) {
	if err := o.checkFlags(); err != nil {
		return err
	}
	if err := o.checkDemands(); err != nil {
		return err
	}
	if o.set, err = sigma.Load(o.rules...); err != nil {
		return o.explain(err)
	}
	for _, dir := range o.dirs {
		d, err := o.open(dir)
		if err != nil {
			return err
		}
		o.data = append(o.data, d)
	}
	for _, file := range o.alerts {
		if err := term.CheckFile(file, o.dirs, o.force); err != nil {
			return err
		}
	}
	return nil
}

// checkFlags refuses flags that are missing or do not go together.
func (o *testOptions) checkFlags() error {
	switch {
	case len(o.rules) == 0:
		return term.Usagef("no rules to run").WithHint("give a file of rules, or a folder of them, before --on")
	case len(o.dirs) == 0:
		return term.Usagef("no dataset to run on").WithHint("add --on DATASET; breachsim generate makes one")
	case len(o.alerts) > 0 && len(o.alerts) != len(o.dirs):
		return term.Usagef("%s and %s: each dataset has its own", term.Count(int64(len(o.dirs)), "dataset"),
			term.Count(int64(len(o.alerts)), "file")+" of alerts").
			WithHint("give --alerts FILE once for each --on, in the same order")
	case o.alertsOnly && len(o.alerts) == 0:
		return term.Usagef("--alerts-only without --alerts").WithHint("add --alerts FILE")
	case o.alertsOnly && (o.json || o.min != "" || o.junit != ""):
		return term.Usagef("--alerts-only scores nothing: leave out --json, --min and --junit")
	case o.json && slices.Contains(o.alerts, "-"):
		return term.Usagef("--json and --alerts - both go to standard output")
	case o.lateness < 0 || o.resamples < 0:
		return term.Usagef("--lateness and --resamples want 0 or more")
	}
	return nil
}

// checkDemands reads --min, and refuses what this command cannot hold rules to.
func (o *testOptions) checkDemands() (err error) {
	if o.min == "" {
		return nil
	}
	if o.gate, err = report.ParseGate(o.min); err != nil {
		return term.Usagef("--min: %w", err)
	}
	for _, c := range o.gate {
		if strings.HasSuffix(c.Metric, "_at_sister") {
			return term.Usagef("--min: %q needs a sister, which test does not take", c.Text).
				WithHint("write the alerts with --alerts and use score --sister")
		}
		if c.Bound != "" && o.resamples == 0 {
			return term.Usagef("--min: %q is a limit of an interval", c.Text).WithHint("add --resamples 1000")
		}
	}
	return nil
}

// explain tells what is wrong with rules, one problem a line.
func (o *testOptions) explain(err error) error { return Explain(o.Err, err, "nothing was run") }

// Explain tells what is wrong with rules, one problem a line, and what became of the command.
func Explain(w io.Writer, err error, became string) error {
	var bad *sigma.Problems
	if !errors.As(err, &bad) {
		return term.Usagef("%w", err)
	}
	for _, p := range bad.List {
		fmt.Fprintln(w, p)
	}
	return &term.Failure{Code: term.ExitBad,
		Err: fmt.Errorf("%s in the rules; %s", term.Count(int64(len(bad.List)), "problem"), became)}
}

// writeAlerts copies the alerts to the files that were asked for.
func (o *testOptions) writeAlerts(list runs) error {
	for i, name := range o.alerts {
		from, err := list[i].content()
		if err == nil {
			err = o.WriteFile(name, func(w io.Writer) error {
				_, err := io.Copy(w, from)
				return err
			})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// summarize says how many alerts there are.
func (o *testOptions) summarize(list runs) {
	rows := [][]string{{"rule", "alerts"}}
	total, lines := int64(0), int64(0)
	for _, label := range sigma.Labels(o.set) {
		n := int64(0)
		for _, r := range list {
			n += r.alerts[label]
		}
		total += n
		rows = append(rows, []string{label, term.Thousands(n)})
	}
	for _, r := range list {
		lines += r.stats.Lines
	}
	term.Table(o.Err, rows)
	fmt.Fprintf(o.Err, "%s, %s read\n", term.Count(total, "alert"), term.Count(lines, "line"))
}

// unscored finds the exit code of what kept datasets from being scored.
func (o *testOptions) unscored(err error) error {
	var unfit *score.UnfitError
	var bad *alert.Problems
	switch {
	case errors.As(err, &unfit):
		return term.Usagef("%w", err).WithHint("--alerts-only runs the rules and scores nothing")
	case errors.As(err, &bad):
		bad.Tell(o.Err)
	}
	return err
}

// tell prints the verdict, writes the JUnit file, and turns unmet demands into an error.
func (o *testOptions) tell(v *Verdict) (err error) {
	if o.json {
		err = term.PrintJSON(o.Out, v)
	} else {
		err = v.writeText(o.Out)
	}
	if err == nil && o.junit != "" {
		err = o.WriteFile(o.junit, v.writeJUnit)
	}
	if err != nil {
		return err
	}
	unmet := report.Unmet(v.Gate)
	for _, g := range unmet {
		fmt.Fprintf(o.Err, "not met: %s\n", g.Text)
	}
	if len(unmet) > 0 {
		return &term.Failure{Code: term.ExitBad,
			Err: fmt.Errorf("%d of %s of --min not met", len(unmet), term.Count(int64(len(v.Gate)), "demand"))}
	}
	return nil
}

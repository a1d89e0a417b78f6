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
	"time"

	"github.com/spf13/cobra"

	"breachsim/cmd/breachsim/internal/term"
	"breachsim/output"
	"breachsim/output/arena"
	"breachsim/output/arena/process"
	"breachsim/output/arena/verdict"
	"breachsim/scenarios"
	"breachsim/scenarios/library"
)

const help = `Play a detector against a scenario. The log is handed over as it comes about; analysts
look at the alerts, and what they decide happens in the world: accounts are reset,
addresses banned. The threat actor answers as its on_response says, and users who are
locked out by mistake live with it. The scenario's own controls are disabled.

The detector is a process (--exec), reference rules or rules in Sigma (--rules). A
process gets native audit lines and ticks on its standard input, and writes alerts and
acks: output/arena/README.md is the protocol, with the same detector in four languages.

An alert is about an account, an ip or a session. What it does not name is taken from the
line at which it was raised: --action account_reset,ip_ban resets that account and bans
that address. Actions are ACTIONS, and controls of the scenario with
detect: {alerts: []}, by their ids.

What is written is an ordinary dataset. Its scenario.yaml holds the actions with their
times, so that generate makes the same bytes from it without the detector, given the same
--scale. arena.json in it is the verdict; it is no part of the manifest. Without -o
nothing is written.

--compare R2,R3 plays reference rules in the same loop, each by itself, with the same
analysts. --replicates N plays N worlds with other seeds besides and tells the mean with
an interval; their datasets are not written. Each costs about a run without writing.

The exit code is 1 where the detector fails, or says what cannot be.`

const examples = `  breachsim arena smash-and-grab --rules R2 -o dataset
  breachsim arena amelipro-2022 --scale 0.1 --exec 'python3 detector.py' --budget 20/d -o dataset
  breachsim arena insider --rules my-rules/ --action account_reset --hours 08:30-18:00 -o dataset
  breachsim arena tiny --rules R2 --param R2.count=50 --compare R2,R3 --json`

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

	to    output.Options
	quiet bool
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
	sc, err := o.open()
	if err != nil {
		return err
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

// open reads the scenario.
func (o *options) open() (*scenarios.Scenario, error) {
	var over []library.Override
	if o.changed("seed") {
		over = append(over, library.Seed(o.world.seed))
	}
	sc, err := library.Open(o.scenario, o.world.sets, over...)
	if err != nil {
		return nil, err
	}
	if len(sc.Matrix) > 0 {
		return nil, term.Usagef("%s has a matrix, and the arena plays one world", o.scenario).
			WithHint("set its values with --set")
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
		term.Summarize(o.Err, sum, o.Now().Sub(began), "")
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

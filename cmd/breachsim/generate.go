package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/dataset"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/library"
	"github.com/breachsim/breachsim/scenarios/measure"
)

type generateOptions struct {
	*term.Streams
	scenario string
	changed  func(flag string) bool

	// of the content
	seed             uint64
	scale            string
	keep             string // of what is scaled: accounts or rates
	secret           string // file of the secret behind ids and references
	from, to         string
	sets             []string
	replicates       int
	withoutCampaigns bool
	withoutControls  bool

	// of the dataset
	dir      string
	format   string
	records  string
	compress string
	persons  string
	truth    string
	labels   string
	history  string

	// of the run
	workers int
	shard   string
	resume  bool
	force   bool
	quiet   bool
	json    bool
}

func newGenerateCmd(s *term.Streams) *cobra.Command {
	o := &generateOptions{Streams: s}
	cmd := &cobra.Command{
		Use:     "generate SCENARIO -o DIR",
		Short:   "Make the dataset of a scenario",
		Long:    generateHelp,
		Example: generateExamples,
		Args:    term.Wants(1, 1, "one SCENARIO"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.scenario, o.changed = args[0], cmd.Flags().Changed
			return o.run(cmd.Context())
		},
	}
	o.addFlags(cmd)
	return cmd
}

// run checks everything that can be checked, then writes.
func (o *generateOptions) run(ctx context.Context) error {
	began := o.Now()
	if err := o.check(); err != nil {
		return err
	}
	o.Work(o.workers)
	sc, err := library.Open(o.scenario, o.sets, o.overrides()...)
	if err != nil {
		return err
	}
	if len(sc.Matrix) > 0 || o.replicates > 0 {
		return o.sweep(ctx)
	}
	plan, err := o.plan(sc)
	if err != nil {
		return err
	}
	if o.dir == "-" {
		return o.stream(ctx, dataset.Source(plan, term.Version))
	}
	return o.write(ctx, plan, began)
}

// overrides are the changes of the scenario beside --set.
func (o *generateOptions) overrides() []library.Override {
	if o.changed("seed") {
		return []library.Override{library.Seed(o.seed)}
	}
	return nil
}

// plan resolves a scenario.
func (o *generateOptions) plan(sc *scenarios.Scenario) (*generator.Plan, error) {
	scale, err := term.ParseScale(o.scale)
	if err != nil {
		return nil, err
	}
	keep, err := term.ParseKeep(o.keep)
	if err != nil {
		return nil, err
	}
	opts := generator.Options{
		Scale:            scale,
		KeepRates:        keep,
		WithoutCampaigns: o.withoutCampaigns,
		WithoutControls:  o.withoutControls,
	}
	if opts.Secret, err = term.ReadSecret("--secret", o.secret); err != nil {
		return nil, err
	}
	if opts.From, err = parseMoment("--from", o.from, sc.Time.Location); err != nil {
		return nil, err
	}
	if opts.To, err = parseMoment("--to", o.to, sc.Time.Location); err != nil {
		return nil, err
	}
	if opts.History, err = parseDays("--history", o.history); err != nil {
		return nil, err
	}
	return generator.New(sc, opts)
}

// parseMoment reads a time of a flag; empty is the zero time.
func parseMoment(flag, text string, loc *time.Location) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := scenarios.ParseTime(text, loc)
	if err != nil {
		return t, term.Usagef("%s: %w", flag, err).
			WithHint("write a date such as 2022-03-11, or a time such as 2022-03-11T16:00:00+01:00")
	}
	return t, nil
}

// parseDays reads a number of days of a flag; empty is 0.
func parseDays(flag, text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	length, err := scenarios.ParseDuration(text)
	if days := int(length / measure.Day); err == nil && length%measure.Day == 0 && days >= 1 &&
		days <= generator.MostHistory {
		return days, nil
	}
	return 0, term.Usagef("%s %q: want whole days, from 1d to %dd", flag, text, generator.MostHistory).
		WithHint("write a number of days, such as 120d")
}

// stream writes the native audit log to standard output.
func (o *generateOptions) stream(ctx context.Context, src output.Source) error {
	return output.Stream(ctx, src, o.Out.Bare(), o.workers)
}

// resumeNote says that --resume found nothing to go on from: a directory may be misspelt.
func (o *generateOptions) resumeNote(s *output.Summary) string {
	if !o.resume || s.AlreadyComplete || s.ResumedDays > 0 {
		return ""
	}
	return "made from the start: no finished day was there to go on from"
}

// write makes the dataset directory, or one shard of it.
func (o *generateOptions) write(ctx context.Context, plan *generator.Plan, began time.Time) error {
	shard, err := o.place()
	if err != nil {
		return err
	}
	line := o.NewProgressLine(o.quiet)
	sum, err := output.Write(ctx, dataset.Source(plan, term.Version), output.Options{
		Dir:       o.dir,
		Formats:   names(o.format),
		Records:   names(o.records),
		Compress:  o.compress,
		Workers:   o.workers,
		Shard:     shard,
		Resume:    o.resume,
		Force:     o.force,
		Persons:   o.persons,
		TruthFull: o.truth == "full",
		Labels:    labelForms(o.labels),
		Progress:  line.Callback(),
	})
	line.Clear()
	if err != nil {
		return interrupted(err, "run the same command with --resume to complete it to the same bytes")
	}
	if !o.quiet {
		term.Summarize(o.Err, sum, o.Took(began), o.resumeNote(sum), o.paceNote(plan.Scenario()))
		o.tellNext(sum)
	}
	if o.json {
		return term.PrintSummary(o.Out, sum, o.Took(began))
	}
	return nil
}

// tellNext tells somebody at a terminal what the dataset is for.
func (o *generateOptions) tellNext(sum *output.Summary) {
	switch {
	case !o.Terminal:
	case sum.Shard.Count > 0:
		fmt.Fprintln(o.Err, "next: breachsim merge puts the shards together")
	default:
		fmt.Fprintf(o.Err, "next: %s/README.md says what is in it; breachsim detect %s, then\n"+
			"breachsim score %s --alerts alerts.jsonl, holds a detector against it\n", sum.Dir, sum.Dir, sum.Dir)
	}
}

// paceNote tells that a small world has another attack than the story's, where
// that is so: as many accounts are stolen, and each finds fewer persons.
func (o *generateOptions) paceNote(sc *scenarios.Scenario) string {
	scale, err := term.ParseScale(o.scale)
	small := err == nil && scale != 0 && scale < measure.Million
	if keep, _ := term.ParseKeep(o.keep); keep || !small || len(sc.Campaigns) == 0 {
		return ""
	}
	return "at this scale stolen accounts work slower than the story says: --scale-keep rates keeps their pace"
}

// place is the part of the work that this process does.
func (o *generateOptions) place() (output.Shard, error) {
	switch o.shard {
	case "off":
		return output.Shard{}, nil
	case "":
		return term.ShardFromEnv(o.Env)
	}
	return term.ParseShard(o.shard)
}

// names splits a list of a flag.
func names(list string) []string {
	parts := strings.Split(list, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// labelForms splits --labels; nothing asks for none.
func labelForms(list string) []string {
	if list == "" {
		return nil
	}
	return names(list)
}

// interrupted adds to an interruption what can be done about it.
func interrupted(err error, hint string) error {
	if term.CodeOf(err) != term.ExitInterrupted {
		return err
	}
	return &term.Failure{Code: term.ExitInterrupted, Err: fmt.Errorf("%w", err), Hint: hint}
}

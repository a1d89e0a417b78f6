package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"breachsim/cmd/breachsim/internal/term"
	"breachsim/output/read"
	"breachsim/output/score"
	"breachsim/output/score/alert"
	"breachsim/output/score/export"
	"breachsim/output/score/report"
	"breachsim/scenarios/cause"
)

type scoreOptions struct {
	*term.Streams
	dirs       []string
	alerts     []string
	from       string // product that wrote them
	rules      []string
	sisters    []string
	theirs     []string // alerts on the sisters
	min        string
	baseline   string
	json       bool
	markdown   bool
	junit      string
	prevalence float64
	resamples  int
}

const scoreHelp = `Hold the alerts of a detector against the truth of a dataset. With several
datasets (the same scenario, other seeds) give --alerts once for each, in the
same order: the figures are pooled.

Alerts are JSON Lines, or CSV with the columns
t,entity_type,entity_id,score,rule[,from,to,events]:

  {"t":"2022-03-08T07:15:01Z","entity":{"type":"account","id":"PS0412233"},"score":3.2,"rule":"R2"}

A JSON array of such objects is read too, and with --alerts-from what a product
exports: ocsf, elastic, splunk, crowdsec, wazuh, rsigma (output/score/README.md has
the fields that count).

An alert speaks of an account, ip, session, person or campaign, and may rest on
log lines up to t only: one that is too early is refused. Where anything is wrong
with the alerts, all of it is told by line, nothing is scored, and the exit code
is 1; so it is where a demand of --min is not met, or where a figure is worse
than that of the baseline beyond its interval.

The figures at budget choose their threshold on what is judged, which nobody can do
in the field: they are an upper bound. With --sister, another dataset and the alerts
of the same detector on it fix the threshold, and figures at_sister say what it gives.

The figures, for --min:
`

func newScoreCmd(s *term.Streams) *cobra.Command {
	o := &scoreOptions{Streams: s}
	cmd := &cobra.Command{
		Use:   "score DIR... --alerts FILE",
		Short: "Hold the alerts of a detector against the truth",
		Long:  scoreHelp + scoreFigures(),
		Example: `  breachsim score dataset --alerts alerts.jsonl
  breachsim score dataset --alerts alerts.jsonl --min 'exposure_averted_24h>=0.5,false_alerts_per_1000<=1'
  breachsim score seed1 seed2 --alerts a1.jsonl --alerts a2.jsonl --json > score.json
  breachsim score dataset --alerts alerts.jsonl --sister quiet --sister-alerts quiet-alerts.jsonl
  breachsim score dataset --alerts alerts.csv --baseline score.json --junit score.xml`,
		Args: term.Wants(1, -1, "one DIR or more"),
		RunE: func(cmd *cobra.Command, dirs []string) error {
			o.dirs = dirs
			return o.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringArrayVar(&o.alerts, "alerts", nil, "file of alerts, - for standard input; once for each DIR")
	f.StringVar(&o.from, "alerts-from", "",
		"product that wrote the alerts: "+strings.Join(export.Names(), ", ")+" (default our own form)")
	f.StringSliceVar(&o.rules, "rules", nil, "score the alerts of these rules only (default all)")
	f.StringArrayVar(&o.sisters, "sister", nil,
		"another dataset, of another seed, that fixes the threshold; may be repeated")
	f.StringArrayVar(&o.theirs, "sister-alerts", nil, "alerts of the same detector on it; once for each --sister")
	f.StringVar(&o.min, "min", "", "demands such as entity_recall>=0.9,false_alerts_per_1000.hi<=1")
	f.StringVar(&o.baseline, "baseline", "", "earlier score, as --json wrote it, to compare with")
	f.BoolVar(&o.json, "json", false, "print the score for programs")
	f.BoolVar(&o.markdown, "markdown", false, "print the score in Markdown")
	f.StringVar(&o.junit, "junit", "", "write a JUnit report to this file as well")
	f.Float64Var(
		&o.prevalence,
		"deployment-prevalence",
		score.DefaultPrevalence,
		"assumed share of malicious account-days in the field",
	)
	f.IntVar(&o.resamples, "resamples", score.DefaultResamples, "draws of the bootstrap; 0 for no intervals")
	return cmd
}

// scoreFigures lists the figures with what they mean.
func scoreFigures() string {
	var rows [][]string
	for _, m := range report.Metrics() {
		rows = append(rows, []string{"  " + m.Name, m.About})
	}
	var b strings.Builder
	term.Table(&b, rows)
	return strings.TrimRight(b.String(), "\n")
}

func (o *scoreOptions) run(ctx context.Context) error {
	gate, err := o.check()
	if err != nil {
		return err
	}
	before, err := o.readBaseline()
	if err != nil {
		return err
	}
	r, err := o.score(ctx)
	if err != nil {
		return o.explain(err)
	}
	r.Gate = gate.Check(&r.Result)
	if before != nil {
		r.Baseline = report.Compare(&before.Result, &r.Result)
	}
	if err := o.write(r); err != nil {
		return err
	}
	return o.judge(r)
}

// check finds wrong usage before anything is read.
func (o *scoreOptions) check() (report.Gate, error) {
	switch {
	case o.json && o.markdown:
		return nil, term.Usagef("--json and --markdown exclude each other: both go to standard output")
	case len(o.alerts) != len(o.dirs):
		return nil, term.Usagef("%s and %s: each dataset has its own", term.Count(int64(len(o.dirs)), "dataset"),
			term.Count(int64(len(o.alerts)), "file")+" of alerts").
			WithHint("give --alerts FILE once for each DIR, in the same order")
	case o.from != "" && !export.Known(o.from):
		return nil, term.Usagef("--alerts-from %q is no product whose alerts are read", o.from).
			WithHint("one of: %s", strings.Join(export.Names(), ", "))
	case len(o.theirs) != len(o.sisters):
		return nil, term.Usagef("%s and %s on sisters: each sister has its own",
			term.Count(int64(len(o.sisters)), "--sister"), term.Count(int64(len(o.theirs)), "file")+" of alerts").
			WithHint("give --sister-alerts FILE once for each --sister DIR, in the same order")
	case slices.Contains(o.theirs, "-") && slices.Contains(o.alerts, "-"):
		return nil, term.Usagef("--alerts - and --sister-alerts -: standard input can be read once")
	case !(o.prevalence > 0 && o.prevalence < 1):
		return nil, term.Usagef("--deployment-prevalence %v: want a share above 0 and below 1", o.prevalence)
	case o.resamples < 0:
		return nil, term.Usagef("--resamples %d: want 0 or more", o.resamples)
	case o.min == "":
		return nil, nil
	}
	gate, err := report.ParseGate(o.min)
	if err != nil {
		return nil, term.Usagef("--min: %w", err)
	}
	for _, c := range gate {
		if strings.HasSuffix(c.Metric, "_at_sister") && len(o.sisters) == 0 {
			return nil, term.Usagef("--min: %q needs a sister", c.Text).
				WithHint("give --sister DIR and --sister-alerts FILE, or demand a figure at budget")
		}
	}
	return gate, nil
}

func (o *scoreOptions) readBaseline() (*report.Report, error) {
	if o.baseline == "" {
		return nil, nil
	}
	f, err := os.Open(o.baseline)
	if err != nil {
		return nil, term.Usagef("opening the baseline %q: %w", o.baseline, cause.Of(err))
	}
	defer f.Close() // only read
	return report.ReadBaseline(o.baseline, f)
}

func (o *scoreOptions) score(ctx context.Context) (*report.Report, error) {
	var files opened
	defer files.close()
	files.from = o.from
	inputs, err := files.inputs(o.In, o.dirs, o.alerts)
	if err != nil {
		return nil, err
	}
	sisters, err := files.inputs(o.In, o.sisters, o.theirs)
	if err != nil {
		return nil, err
	}
	resamples := o.resamples
	if resamples == 0 {
		resamples = -1
	}
	return score.Score(
		ctx,
		inputs,
		score.Options{Resamples: resamples, Rules: o.rules, DeploymentPrevalence: o.prevalence, Sisters: sisters},
	)
}

// opened are the files of alerts that are read.
type opened struct {
	files []*os.File
	from  string // product that wrote them
}

// inputs pairs datasets with the alerts on them; - is standard input.
func (o *opened) inputs(in io.Reader, dirs, alerts []string) (list []score.Input, err error) {
	for i, name := range alerts {
		r := in
		if name != "-" {
			f, err := os.Open(name)
			if err != nil {
				return nil, term.Usagef("opening the alerts %q: %w", name, cause.Of(err))
			}
			o.files, r = append(o.files, f), f
		}
		list = append(list, score.Input{Dir: dirs[i], Name: name, Alerts: r, From: o.from})
	}
	return list, nil
}

func (o *opened) close() {
	for _, f := range o.files {
		f.Close() // only read
	}
}

// explain tells bad alerts one by one, and finds the exit code of the rest.
func (o *scoreOptions) explain(err error) error {
	var bad *alert.Problems
	var none *read.NotDatasetError
	var unfit *score.UnfitError
	var sister *score.SisterError
	switch {
	case errors.As(err, &bad):
		for _, p := range bad.List {
			fmt.Fprintf(o.Err, "%s: %s\n", bad.File, p)
		}
		if bad.Dropped > 0 {
			fmt.Fprintf(o.Err, "and %s more\n", term.Thousands(int64(bad.Dropped)))
		}
		return &term.Failure{Code: term.ExitBad, Err: err}
	case errors.As(err, &none), errors.As(err, &unfit), errors.As(err, &sister):
		return term.Usagef("%w", err)
	}
	return err
}

// write prints the report, and writes the JUnit file.
func (o *scoreOptions) write(r *report.Report) (err error) {
	switch {
	case o.json:
		err = r.WriteJSON(o.Out)
	case o.markdown:
		err = r.WriteMarkdown(o.Out)
	default:
		err = r.WriteText(o.Out)
	}
	if err != nil || o.junit == "" {
		return err
	}
	var b strings.Builder
	if err := r.WriteJUnit(&b); err != nil {
		return err
	}
	if err := os.WriteFile(o.junit, []byte(b.String()), 0o644); err != nil {
		return &term.Failure{Code: term.ExitWrite, Err: fmt.Errorf("writing %q: %w", o.junit, cause.Of(err))}
	}
	return nil
}

// judge turns unmet demands and lost ground into an error.
func (o *scoreOptions) judge(r *report.Report) error {
	unmet, worse := report.Unmet(r.Gate), report.Worse(r.Baseline)
	for _, g := range unmet {
		fmt.Fprintf(o.Err, "not met: %s\n", g.Text)
	}
	for _, c := range worse {
		fmt.Fprintf(o.Err, "worse than the baseline: %s\n", c)
	}
	switch {
	case len(unmet) > 0:
		return &term.Failure{
			Code: term.ExitBad,
			Err:  fmt.Errorf("%d of %s of --min not met", len(unmet), term.Count(int64(len(r.Gate)), "demand")),
		}
	case len(worse) > 0:
		return &term.Failure{
			Code: term.ExitBad,
			Err:  fmt.Errorf("%s worse than in %q", term.Count(int64(len(worse)), "figure"), o.baseline),
		}
	}
	return nil
}

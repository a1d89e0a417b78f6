package judging

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/output/score"
	"github.com/breachsim/breachsim/output/score/alert"
	"github.com/breachsim/breachsim/output/score/export"
	"github.com/breachsim/breachsim/output/score/report"
	"github.com/breachsim/breachsim/scenarios/cause"
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
	incidents  string
	all        bool
	reference  bool
	json       bool
	markdown   bool
	junit      string
	prevalence float64
	resamples  int
	key        string // file that opens sealed datasets

	quiet bool

	inputs []score.Input // what was scored
	line   *term.ReadingLine
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
	defer o.line.Clear()
	r, err := o.score(ctx)
	if err != nil {
		o.line.Clear()
		return o.explain(err)
	}
	if o.reference && r.Result.Persons.Exposed > 0 {
		if r.Reference, err = reference(ctx, o.inputs); err != nil {
			return err
		}
	}
	o.line.Clear()
	r.Gate = gate.Check(&r.Result)
	if before != nil {
		r.Baseline = report.Compare(before, r)
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
	case o.all && (o.json || o.markdown):
		return nil, term.Usagef("--all is for the terminal: --json and --markdown have every figure anyway")
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
	files.from, files.key, files.line = o.from, o.key, o.line
	inputs, err := files.inputs(o.In, o.dirs, o.alerts)
	if err != nil {
		return nil, err
	}
	sisters, err := files.inputs(o.In, o.sisters, o.theirs)
	if err != nil {
		return nil, err
	}
	if err := files.checkKey(); err != nil {
		return nil, err
	}
	o.inputs = inputs
	resamples := o.resamples
	if resamples == 0 {
		resamples = -1
	}
	return score.Score(
		ctx,
		inputs,
		score.Options{Resamples: resamples, Rules: o.rules, DeploymentPrevalence: o.prevalence, Sisters: sisters,
			Incidents: o.incidents != ""},
	)
}

// explain tells bad alerts one by one, and finds the exit code of the rest.
func (o *scoreOptions) explain(err error) error {
	var bad *alert.Problems
	var none *read.NotDatasetError
	var unfit *score.UnfitError
	var sister *score.SisterError
	var rule *score.RuleError
	switch {
	case errors.As(err, &bad):
		bad.Tell(o.Err)
		return &term.Failure{Code: term.ExitBad, Err: err}
	case errors.As(err, &none), errors.As(err, &unfit), errors.As(err, &sister), errors.As(err, &rule):
		return term.Usagef("%w", err)
	}
	var told *term.Failure
	if errors.As(err, &told) {
		return err
	}
	if errors.Is(err, fs.ErrNotExist) && len(o.dirs) > 0 {
		return &term.Failure{Code: term.CodeOf(err), Err: err, Hint: "breachsim verify " + o.dirs[0] +
			" says what is missing of the dataset"}
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
	case o.all:
		err = r.WriteText(o.Out)
	default:
		err = r.WriteVerdict(o.Out)
	}
	if err == nil && o.incidents != "" {
		err = writeFile(o.incidents, func(w io.Writer) error { return report.WriteIncidents(w, r.Incidents) })
	}
	if err == nil && o.junit != "" {
		err = writeFile(o.junit, r.WriteJUnit)
	}
	return err
}

// writeFile writes a file of its own beside what is printed.
func writeFile(name string, write func(io.Writer) error) error {
	var b strings.Builder
	if err := write(&b); err != nil {
		return err
	}
	if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
		return &term.Failure{Code: term.ExitWrite, Err: fmt.Errorf("writing %q: %w", name, cause.Of(err))}
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

// Package edges holds the verb that makes test packs for rules in Sigma:
//
//	rules, lines of a small world ─► output/sigma/fixture ─► cases ─► files of a form
package edges

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/cmd/breachsim/internal/trial"
	"github.com/breachsim/breachsim/output/encode"
	"github.com/breachsim/breachsim/output/sigma"
	"github.com/breachsim/breachsim/output/sigma/fixture"
	"github.com/breachsim/breachsim/output/sigma/fixture/export"
	"github.com/breachsim/breachsim/scenarios/cause"
	"github.com/breachsim/breachsim/scenarios/nearest"
)

const fixtureHelp = `Make a pack of tests at the edge of rules in Sigma 2.1: small logs, each with the exact
alerts that the rule has to raise on it.

The cases of a rule are one line fewer than it needs, as many, and one more; inside, across
and outside its window, whose edge is met to the microsecond from both sides; the other
order, one instant, another account, another value of what it groups by; a line that
just misses; across midnight and both changes of the clock, at the end of a day file;
lines that come late, or twice. Variants of them are metamorphic: the accounts have
other names, everything is weeks later, other accounts are added, and the verdict stays;
the attack is taken out, and it goes.

Each case is a folder with its day files (audit/DATE.jsonl, access/DATE.log) and
expected.json; index.json lists the cases, and those that a rule cannot have, with the
reason. What is expected follows from how a case is built, not from running the rule.
Lines that match are real ones of a small world, changed as little as the rule asks for;
sessions of other accounts stand around them and leave the rule alone.

  breachsim test RULES... --on DIR      runs rules over a pack, a row a case

--as writes the form that tests of other projects read, a file a case:

  sigmahq      info.yml and samples of SigmaHQ's regression tests
  rsigma       a corpus and expectations.yml for rsigma rule backtest
  panther      correlation rules with Tests, whose times are whole minutes
  crowdsec     folders for cscli hubtest, of rules on the access log
  contentctl   attack data, and tests of those cases that alert

A rule for which no lines can be made is refused with the reason, which index.json tells
too: percentiles, averages that other rules refer to, and tests of the look-up before.
The exit code is 1 where that is all of them.
The same rules and seed make the same bytes.`

type fixtureOptions struct {
	*term.Streams
	rules []string
	dir   string
	as    string

	formats []string
	seed    uint64
	force   bool
	quiet   bool
	json    bool
}

// NewFixtureCmd is the verb.
func NewFixtureCmd(s *term.Streams) *cobra.Command {
	o := &fixtureOptions{Streams: s}
	cmd := &cobra.Command{
		Use:   "fixture RULES... -o DIR",
		Short: "Make tests at the edge of rules in Sigma",
		Long:  fixtureHelp,
		Example: `  breachsim fixture my-rule.yml -o pack
  breachsim test my-rule.yml --on pack
  breachsim fixture my-rule.yml -o pack --format ecs,csv
  breachsim fixture my-rule.yml --as rsigma -o tests/rsigma`,
		Args: term.Wants(1, -1, "one file or folder of RULES, or more"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.rules = args
			return o.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&o.dir, "output", "o", "", "directory to make")
	f.StringVar(&o.as, "as", "native", "form of the files: "+strings.Join(forms(), ", "))
	f.StringSliceVar(&o.formats, "format", nil, "log formats to write beside the native ones, such as ecs,nginx")
	f.Uint64Var(&o.seed, "seed", 1, "chooses accounts and what happens around them")
	f.BoolVar(&o.force, "force", false, "replace a pack that is there")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no summary")
	f.BoolVar(&o.json, "json", false, "print the summary for programs as well, on standard output")
	return cmd
}

func (o *fixtureOptions) run(ctx context.Context) error {
	if o.dir == "" {
		return term.Usagef("no directory to write to").WithHint("add -o DIR")
	}
	form, ok := export.Named(o.as)
	if !ok {
		f := term.Usagef("--as %q is no form", o.as)
		if near := nearest.Word(o.as, forms()); near != "" {
			return f.WithHint("did you mean %s?", near)
		}
		return f.WithHint("write %s", strings.Join(forms(), ", "))
	}
	if len(o.formats) > 0 && o.as != "native" {
		return term.Usagef("--format goes with our own form: leave out --as")
	}
	if _, err := encode.LogFormats(o.formats); err != nil && len(o.formats) > 0 {
		return term.Usagef("--format: %w", err).WithHint("breachsim formats lists them")
	}
	if err := o.free(); err != nil {
		return err
	}
	set, err := sigma.Load(o.rules...)
	if err != nil {
		return trial.Explain(o.Err, err, "nothing was made")
	}
	w, err := world(o.seed)
	if err != nil {
		return err
	}
	w.Step = form.Step
	pack, err := fixture.Make(set, w)
	var refused *fixture.Refusal
	if errors.As(err, &refused) {
		return &term.Failure{Code: term.ExitBad, Err: err}
	}
	if err != nil {
		return err
	}
	written, err := form.Write(pack)
	if err != nil {
		return &term.Failure{Code: term.ExitBad, Err: err}
	}
	others, left, err := further(pack, o.formats)
	if err != nil {
		return &term.Failure{Code: term.ExitBad, Err: err}
	}
	if err := o.write(ctx, append(written.Files, others...)); err != nil {
		return err
	}
	for _, x := range left {
		fmt.Fprintf(o.Err, "no %s: %s\n", x.Case, x.Why)
	}
	for _, r := range pack.Refused {
		fmt.Fprintf(o.Err, "no fixtures: %v\n", r)
	}
	if !o.quiet {
		o.summarize(pack, written)
	}
	if o.json {
		return o.print(pack)
	}
	return nil
}

// forms are the names of the forms.
func forms() (names []string) {
	for _, f := range export.Forms() {
		names = append(names, f.Name)
	}
	return names
}

// free refuses a directory with content, unless that is a pack and --force is given.
func (o *fixtureOptions) free() error {
	list, err := os.ReadDir(o.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return term.Usagef("looking at %q: %w", o.dir, cause.Of(err))
	case len(list) == 0:
		return nil
	case !fixture.IsPack(o.dir):
		return term.Usagef("%q has content that is no pack of fixtures",
			o.dir).WithHint("choose another directory with -o")
	case !o.force:
		return term.Usagef("%q exists", o.dir).WithHint("choose another directory with -o, or replace it with --force")
	}
	return nil
}

// write makes the directory as a whole, or not at all.
func (o *fixtureOptions) write(ctx context.Context, files []fixture.File) error {
	failed := func(err error) error {
		return &term.Failure{Code: term.ExitWrite, Err: fmt.Errorf("writing %q: %w", o.dir, cause.Of(err))}
	}
	dir := filepath.Clean(o.dir)
	temp, err := os.MkdirTemp(filepath.Dir(dir), ".breachsim-*")
	if err != nil {
		return failed(err)
	}
	defer os.RemoveAll(temp) // after the rename there is nothing to remove
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		name := filepath.Join(temp, filepath.FromSlash(f.Path))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, f.Content,
			0o644)); err != nil {
			return failed(err)
		}
	}
	if err := errors.Join(os.Chmod(temp, 0o755), os.RemoveAll(dir), os.Rename(temp, dir)); err != nil {
		return failed(err)
	}
	return nil
}

// print prints for programs how many cases each rule has.
func (o *fixtureOptions) print(p *fixture.Pack) error {
	type row struct {
		Rule    string   `json:"rule"`
		Cases   []string `json:"cases"`
		Omitted []string `json:"omitted"` // cases that the rule cannot have
		Alerts  int      `json:"alerts"`  // that have to come, of all cases
	}
	rows := []row{}
	for _, r := range p.Rules {
		one := row{Rule: r.Rule, Cases: []string{}, Omitted: []string{}}
		for _, c := range p.Cases {
			if c.Rule == r.Rule {
				one.Cases, one.Alerts = append(one.Cases, c.Name), one.Alerts+c.Count
			}
		}
		for _, x := range r.Omitted {
			one.Omitted = append(one.Omitted, x.Case)
		}
		rows = append(rows, one)
	}
	return term.PrintJSON(o.Out, struct {
		Directory string `json:"directory"`
		Rules     []row  `json:"rules"`
	}{o.dir, rows})
}

// summarize says how many cases there are, and which a rule, or the form, cannot have.
func (o *fixtureOptions) summarize(p *fixture.Pack, w *export.Written) {
	for _, r := range p.Rules {
		cases, alerts, lines := int64(0), int64(0), int64(0)
		for _, c := range p.Cases {
			if c.Rule == r.Rule {
				cases++
				alerts += int64(c.Count)
				lines += int64(len(c.Lines))
			}
		}
		fmt.Fprintf(o.Err, "%s: %s, %s, %s expected\n", r.Rule, term.Count(cases, "case"), term.Count(lines, "line"),
			term.Count(alerts, "alert"))
		var names []string
		for _, x := range r.Omitted {
			names = append(names, x.Case)
		}
		if len(names) > 0 {
			fmt.Fprintf(o.Err, "  without %s: index.json says why\n", strings.Join(names, ", "))
		}
	}
	if n := len(w.Left); n > 0 {
		fmt.Fprintf(o.Err, "%s cannot be said as %s: index.json says why\n", term.Count(int64(n), "case"), o.as)
	}
}

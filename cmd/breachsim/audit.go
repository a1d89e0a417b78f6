package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/audit"
	"github.com/breachsim/breachsim/output/audited"
)

type auditOptions struct {
	*term.Streams
	dirs     []string
	checks   string
	json     bool
	onlyFail bool
	quiet    bool
	write    bool
}

func newAuditCmd(s *term.Streams) *cobra.Command {
	o := &auditOptions{Streams: s}
	cmd := &cobra.Command{
		Use:   "audit DIR...",
		Short: "Test datasets for what makes them worthless as a benchmark",
		Long: `Test datasets for what makes them worthless as a benchmark: fields and values that
give the attack away, artefacts of order and time, a background without dirt,
labels that the logs do not bear out, departures from the scenario, effects
before their causes, identifiers that could belong to somebody.

It reads the files alone, with the formats jsonl and combined among them. Each
check prints its figures with their bounds and a verdict: pass, declared (outside
the bound, but of a family that the scenario names under signals), fail, or n/a.
With several directories each is audited for itself, and then what they have in
common: who learns on one and is judged by another must not meet the same seed,
accounts, addresses, sessions or persons (A17), and attacks that begin together are
no replicates (A10). Datasets of one world on purpose, such as cells of a matrix,
are audited one at a time.

--write has the verdict stand in the description of each dataset, croissant.json,
for whoever cites it, good or bad; manifest.json then has the new digest of that file
and the old one, so that verify accepts the dataset and regenerate still makes it.

Exit code 1 when a check fails, 2 where there is no dataset.

The checks:

` + checkList(),
		Example: "  breachsim audit dataset\n  breachsim audit dataset --checks A11,A16 --json",
		Args:    term.Wants(1, -1, "at least one DIR"),
		RunE: func(cmd *cobra.Command, dirs []string) error {
			o.dirs = dirs
			return o.run(cmd.Context())
		},
	}
	cmd.Flags().
		StringVar(&o.checks, "checks", "", "only these checks, such as A1,A5 (default all)")
	cmd.Flags().BoolVar(&o.json, "json", false, "print the report as JSON")
	cmd.Flags().BoolVarP(&o.quiet, "quiet", "q", false, "no progress on a terminal")
	cmd.Flags().BoolVar(&o.write, "write", false, "write the verdict into each dataset's croissant.json and manifest")
	cmd.Flags().BoolVar(&o.onlyFail, "only-fail", false, "leave out checks that do not fail")
	return cmd
}

// checkList lists the checks with what each looks at.
func checkList() string {
	var lines []string
	for _, c := range audit.Titles() {
		lines = append(lines, fmt.Sprintf("  %-4s %s", c[0], c[1]))
	}
	return strings.Join(lines, "\n")
}

func (o *auditOptions) run(ctx context.Context) error {
	line := o.NewReadingLine(o.quiet, true)
	opts := audit.Options{Opened: line.Watch}
	if o.checks != "" {
		opts.Checks = names(strings.ToUpper(o.checks))
		if o.write {
			return term.Usagef("--write with --checks: a verdict rests on all checks").WithHint("leave out one of them")
		}
	}
	reports, together, err := audit.RunAll(ctx, o.dirs, opts)
	line.Clear()
	var usage *audit.UsageError
	if errors.As(err, &usage) {
		return &term.Failure{Code: term.ExitUsage, Err: err}
	}
	if err != nil {
		return err
	}
	if err := o.print(reports, together); err != nil {
		return err
	}
	failed := 0
	for _, r := range reports {
		if o.write {
			if err := audited.Write(r, term.Version); err != nil {
				return err
			}
		}
		if !r.Good() {
			failed++
		}
	}
	switch {
	case failed > 0:
		return &term.Failure{
			Code: term.ExitBad,
			Err:  fmt.Errorf("%s of %d fail the audit", term.Count(int64(failed), "dataset"), len(reports)),
		}
	case !together.Good():
		return &term.Failure{
			Code: term.ExitBad,
			Err:  fmt.Errorf("%d datasets fail the audit together", len(reports)),
		}
	}
	return nil
}

func (o *auditOptions) print(reports []*audit.Report, together *audit.Together) error {
	if o.json {
		return term.PrintJSON(o.Out, audit.Document(reports, together, o.onlyFail))
	}
	audit.WriteTable(o.Out, reports, together, o.onlyFail)
	return nil
}

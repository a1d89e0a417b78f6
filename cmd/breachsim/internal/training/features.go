// Package training holds the verb that makes data to train models on.
package training

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/features"
)

const featuresHelp = `Make the tables that a model is trained on, from the logs of a dataset in one pass.

There are two:

  account_days  one row an account and local day with a line in the audit log
  sessions      one row a session and local day

Columns are what a detector team counts: results, persons, first-seen and out-of-area
shares, gaps, hours, pages, clients and addresses, new ones, resets, and how the day
compares with the account's own past and with its profession. dictionary.json beside
the tables has name, type, unit and meaning of each, as output/features.md has.

Only what a detector in the field sees is read: the audit log, the access log where
there is one (--access=false leaves it alone and its columns empty), the account's
département in records/accounts.csv, and history.csv where there is one. --labels adds
columns from the truth at the end, label_…, to train towards; they are no features.

The directory is written whole or not at all. "-o -" writes one table as CSV to
standard output. The same dataset gives the same bytes.`

type featuresOptions struct {
	*term.Streams
	open    term.Opener
	dataset string
	out     features.Output
	access  bool
	quiet   bool
	json    bool
}

// NewFeaturesCmd is the verb.
func NewFeaturesCmd(s *term.Streams, open term.Opener) *cobra.Command {
	o := &featuresOptions{Streams: s, open: open}
	cmd := &cobra.Command{
		Use:   "features DATASET -o DIR",
		Short: "Make feature tables of accounts' days and of sessions",
		Long:  featuresHelp,
		Example: `  breachsim features dataset -o features
  breachsim features dataset -o features --format csv,parquet --labels
  breachsim features dataset --tables sessions --access=false -o - | head`,
		Args: term.Wants(1, 1, "one DATASET"),
		RunE: func(cmd *cobra.Command, args []string) error {
			o.dataset = args[0]
			return o.run(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVarP(&o.out.Dir, "output", "o", "", `directory to make; "-" = one table to standard output`)
	f.StringSliceVar(&o.out.Formats, "format", []string{features.CSV}, "csv, parquet, or both")
	f.StringSliceVar(&o.out.Tables, "tables", []string{features.DaysName, features.SessionsName}, "tables to make")
	f.BoolVar(&o.access, "access", true, "read the access log too, where there is one")
	f.BoolVar(&o.out.Labels, "labels", false, "add columns from the truth at the end")
	f.BoolVar(&o.out.Force, "force", false, "replace feature tables that are there")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "no progress and no summary")
	f.BoolVar(&o.json, "json", false, "print the summary for programs as well, on standard output")
	return cmd
}

func (o *featuresOptions) run(ctx context.Context) error {
	if o.out.Dir == "" {
		return term.Usagef("no directory to write to").WithHint("add -o DIR")
	}
	if o.json && o.out.Dir == "-" {
		return term.Usagef("--json and -o - both want standard output").WithHint("give -o DIR for the tables")
	}
	data, err := o.open(o.dataset)
	if err != nil {
		return err
	}
	o.out.NoAccess = !o.access
	line := o.NewReadingLine(o.quiet, true)
	line.Watch(data)
	var stats *features.Stats
	if o.out.Dir == "-" {
		stats, err = features.Stream(ctx, data, o.out, o.Out)
	} else {
		stats, err = features.Write(ctx, data, o.out)
	}
	line.Clear()
	if err == nil && o.json {
		err = term.PrintJSON(o.Out, struct {
			Directory   string `json:"directory"`
			AuditEvents int64  `json:"audit_events"`
			AccessLines int64  `json:"access_lines"`
			Accounts    int64  `json:"accounts"`
			Days        int64  `json:"account_days"`
			Sessions    int64  `json:"sessions"`
		}{o.out.Dir, stats.Events, stats.Requests, stats.Accounts, stats.Days, stats.Sessions})
	}
	if err != nil || o.quiet {
		return err
	}
	fmt.Fprintf(o.Err, "%s: %s, %s of %s, %s\n", o.out.Dir, term.Count(stats.Events, "audit event"),
		term.Count(stats.Days, "day"), term.Count(stats.Accounts, "account"), term.Count(stats.Sessions, "session"))
	return nil
}

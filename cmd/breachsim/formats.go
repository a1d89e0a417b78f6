package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output/encode"
)

type formatsOptions struct {
	*term.Streams
	json bool
}

func newFormatsCmd(s *term.Streams) *cobra.Command {
	o := &formatsOptions{Streams: s}
	cmd := &cobra.Command{
		Use:   "formats",
		Short: "List the formats of logs and records, with sample lines",
		Long: `List the formats, and a sample line of each log format that is text. Those
of the audit and access logs are chosen with generate --format, those of the
records with --records; several are written in one pass.`,
		Args: term.Wants(0, 0, "no argument"),
		RunE: func(*cobra.Command, []string) error { return o.run() },
	}
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON")
	return cmd
}

// listedFormat is one format for programs.
type listedFormat struct {
	Name        string `json:"name"`
	Stream      string `json:"stream"`
	Path        string `json:"path"`
	Description string `json:"description"`
	Supported   bool   `json:"supported"` // always true
	Sample      string `json:"sample,omitempty"`
}

func (o *formatsOptions) run() error {
	all := []listedFormat{}
	rows := [][]string{{"FORMAT", "OF", "FILES", "WHAT"}}
	for _, f := range encode.Formats() {
		all = append(all, listedFormat{f.Name, string(f.Stream), f.Layout, f.Description, true, f.Sample()})
		rows = append(rows, []string{f.Name, string(f.Stream), f.Layout, f.Description})
	}
	if o.json {
		return term.PrintJSON(o.Out, all)
	}
	term.Table(o.Out, rows)
	for _, f := range all {
		if f.Sample != "" {
			fmt.Fprintf(o.Out, "\n%s:\n%s\n", f.Name, f.Sample)
		}
	}
	return nil
}

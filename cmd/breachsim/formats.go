package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"breachsim/output/encode"
)

type formatsOptions struct {
	*streams
	json bool
}

func newFormatsCmd(s *streams) *cobra.Command {
	o := &formatsOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "formats",
		Short: "List the formats of logs and records, with sample lines",
		Long: `List the formats, and a sample line of each log format that is text. Those
of the audit and access logs are chosen with generate --format, those of the
records with --records; several are written in one pass.`,
		Args: wants(0, 0, "no argument"),
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
		return printJSON(o.out, all)
	}
	table(o.out, rows)
	for _, f := range all {
		if f.Sample != "" {
			fmt.Fprintf(o.out, "\n%s:\n%s\n", f.Name, f.Sample)
		}
	}
	return nil
}

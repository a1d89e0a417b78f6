package main

import (
	"fmt"
	"slices"
	"strings"

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
		Use:   "formats [FORMAT...]",
		Short: "List the formats of logs and records, with sample lines",
		Long: `List the formats, and how a line of each log format that is text begins. Those
of the audit and access logs are chosen with generate --format, those of the
records with --records; several are written in one pass. With the names of
formats, their sample lines are printed whole.`,
		Example: `  breachsim formats
  breachsim formats ecs`,
		Args: term.Wants(0, -1, "names of formats, or none"),
		RunE: func(_ *cobra.Command, names []string) error { return o.run(names) },
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

func (o *formatsOptions) run(names []string) error {
	all, err := named(names)
	if err != nil {
		return err
	}
	if o.json {
		return term.PrintJSON(o.Out, all)
	}
	rows, about := [][]string{{"FORMAT", "OF", "FILES"}}, []string{""}
	for _, f := range all {
		rows = append(rows, []string{f.Name, f.Stream, f.Path})
		about = append(about, f.Description)
	}
	term.TableWithNotes(o.Out, rows, about)
	for _, f := range all {
		if f.Sample == "" {
			continue
		}
		fmt.Fprintf(o.Out, "\n%s:\n", f.Name)
		for line := range strings.Lines(f.Sample + "\n") {
			line = strings.TrimSuffix(line, "\n")
			if len(names) == 0 {
				line = term.Cut(line, term.Columns)
			}
			fmt.Fprintln(o.Out, line)
		}
	}
	if len(names) == 0 {
		fmt.Fprint(o.Out, "\nbreachsim formats FORMAT prints a sample line whole.\n")
	}
	return nil
}

// named lists the formats that have one of some names, or all. Formats of different files may
// share a name.
func named(names []string) ([]listedFormat, error) {
	all, seen := []listedFormat{}, map[string]bool{}
	var known []string
	for _, f := range encode.Formats() {
		if len(names) == 0 || slices.Contains(names, f.Name) {
			all = append(all, listedFormat{f.Name, string(f.Stream), f.Layout, f.Description, true, f.Sample()})
		}
		if !seen[f.Name] {
			known = append(known, f.Name)
		}
		seen[f.Name] = true
	}
	for _, name := range names {
		if !seen[name] {
			return nil, term.Usagef("unknown format %q; one of: %s", name, strings.Join(known, ", "))
		}
	}
	return all, nil
}

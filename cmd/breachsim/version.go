package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"breachsim/cmd/breachsim/internal/term"
	"breachsim/generator"
)

type versionOptions struct {
	*term.Streams
	json bool
}

func newVersionCmd(s *term.Streams) *cobra.Command {
	o := &versionOptions{Streams: s}
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the versions of the program and of the datasets it makes",
		Args:  term.Wants(0, 0, "no argument"),
		RunE:  func(*cobra.Command, []string) error { return o.run() },
	}
	cmd.Flags().BoolVar(&o.json, "json", false, "print JSON")
	return cmd
}

func (o *versionOptions) run() error {
	v := struct {
		Version string `json:"version"`
		Dataset int    `json:"dataset_version"`
		Go      string `json:"go_version"`
	}{term.Version, generator.DatasetVersion, runtime.Version()}
	if o.json {
		return term.PrintJSON(o.Out, v)
	}
	fmt.Fprintf(o.Out, "breachsim %s\ndataset version %d\n%s\n", v.Version, v.Dataset, v.Go)
	return nil
}

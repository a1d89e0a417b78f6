package main

import (
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"breachsim/generator"
)

// toolVersion goes into manifests, so it is written here and not taken from
// the build: two builds of one version must make the same bytes.
const toolVersion = "0.1.0"

type versionOptions struct {
	*streams
	json bool
}

func newVersionCmd(s *streams) *cobra.Command {
	o := &versionOptions{streams: s}
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the versions of the program and of the datasets it makes",
		Args:  wants(0, 0, "no argument"),
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
	}{toolVersion, generator.DatasetVersion, runtime.Version()}
	if o.json {
		return printJSON(o.out, v)
	}
	fmt.Fprintf(o.out, "breachsim %s\ndataset version %d\n%s\n", v.Version, v.Dataset, v.Go)
	return nil
}

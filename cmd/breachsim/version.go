package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/generator"
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
		Commit  string `json:"commit,omitempty"`
	}{term.Version, generator.DatasetVersion, runtime.Version(), commit()}
	if o.json {
		return term.PrintJSON(o.Out, v)
	}
	text := fmt.Sprintf("breachsim %s\ndataset version %d\n%s\n", v.Version, v.Dataset, v.Go)
	if v.Commit != "" {
		text += fmt.Sprintf("commit %s\n", v.Commit)
	}
	fmt.Fprint(o.Out, text) // at once: grep -q closes its end after the line that it wants
	return nil
}

// commit is what the program was built from, where the build was told; "+changes" means
// that files differed from it. It reaches no dataset.
func commit() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	of := map[string]string{}
	for _, s := range info.Settings {
		of[s.Key] = s.Value
	}
	if of["vcs.revision"] != "" && of["vcs.modified"] == "true" {
		return of["vcs.revision"] + "+changes"
	}
	return of["vcs.revision"]
}

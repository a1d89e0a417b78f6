package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/output"
)

type verifyOptions struct {
	*term.Streams
	dir   string
	json  bool
	quiet bool
}

func newVerifyCmd(s *term.Streams) *cobra.Command {
	o := &verifyOptions{Streams: s}
	cmd := &cobra.Command{
		Use:   "verify DIR",
		Short: "Check every byte of a dataset against its manifest",
		Long: `Check every byte of a dataset against its manifest: files that are missing,
altered or too many are named on standard error, and the exit code is 1. It is 2
where there is no manifest. Of a good dataset one line is printed.`,
		Args: term.Wants(1, 1, "one DIR"),
		RunE: func(_ *cobra.Command, args []string) error {
			o.dir = args[0]
			return o.run()
		},
	}
	cmd.Flags().BoolVarP(&o.quiet, "quiet", "q", false, "no progress, and nothing about a good dataset")
	cmd.Flags().BoolVar(&o.json, "json", false, "print what was found for programs")
	return cmd
}

func (o *verifyOptions) run() error {
	if _, err := os.Stat(o.dir); errors.Is(err, fs.ErrNotExist) {
		return term.Usagef("%q: no such file or directory", o.dir).WithHint("give the directory of a dataset")
	}
	line := o.NewProgressLine(o.quiet)
	r, err := output.VerifyProgress(o.dir, line.Callback())
	line.Clear()
	if err != nil {
		return err
	}
	if o.json {
		if err := o.print(r); err != nil {
			return err
		}
	}
	switch {
	case r.Good() && (o.json || o.quiet):
		return nil
	case r.Good():
		fmt.Fprintf(o.Out, "ok: %s, %s\n", term.Count(int64(r.Files), "file"), term.Size(r.Bytes))
		return nil
	}
	for _, p := range r.Problems {
		if !o.json {
			fmt.Fprintf(o.Err, "%s\n", p)
		}
	}
	return &term.Failure{
		Code: term.ExitBad,
		Err:  fmt.Errorf("%q is not what its manifest says: %s", o.dir, term.Count(int64(len(r.Problems)), "problem")),
	}
}

// print prints what was found for programs.
func (o *verifyOptions) print(r *output.Report) error {
	problems := []string{}
	for _, p := range r.Problems {
		problems = append(problems, p.String())
	}
	return term.PrintJSON(o.Out, struct {
		Directory string   `json:"directory"`
		Good      bool     `json:"good"`
		Files     int      `json:"files"`
		Bytes     int64    `json:"bytes"`
		Problems  []string `json:"problems"`
	}{o.dir, r.Good(), r.Files, r.Bytes, problems})
}

package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"breachsim/cmd/breachsim/internal/term"
	"breachsim/output"
)

type verifyOptions struct {
	*term.Streams
	dir string
}

func newVerifyCmd(s *term.Streams) *cobra.Command {
	return &cobra.Command{
		Use:   "verify DIR",
		Short: "Check every byte of a dataset against its manifest",
		Long: `Check every byte of a dataset against its manifest: files that are missing,
altered or too many are named on standard error, and the exit code is 1. It is 2
where there is no manifest. Of a good dataset one line is printed.`,
		Args: term.Wants(1, 1, "one DIR"),
		RunE: func(_ *cobra.Command, args []string) error {
			o := &verifyOptions{Streams: s, dir: args[0]}
			return o.run()
		},
	}
}

func (o *verifyOptions) run() error {
	r, err := output.Verify(o.dir)
	if err != nil {
		return err
	}
	if r.Good() {
		fmt.Fprintf(o.Out, "ok: %s, %s\n", term.Count(int64(r.Files), "file"), term.Size(r.Bytes))
		return nil
	}
	for _, p := range r.Problems {
		fmt.Fprintf(o.Err, "%s\n", p)
	}
	return &term.Failure{
		Code: term.ExitBad,
		Err:  fmt.Errorf("%q is not what its manifest says: %s", o.dir, term.Count(int64(len(r.Problems)), "problem")),
	}
}

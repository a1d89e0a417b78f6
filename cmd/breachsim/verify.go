package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"breachsim/output"
)

type verifyOptions struct {
	*streams
	dir string
}

func newVerifyCmd(s *streams) *cobra.Command {
	return &cobra.Command{
		Use:   "verify DIR",
		Short: "Check every byte of a dataset against its manifest",
		Long: `Check every byte of a dataset against its manifest: files that are missing,
altered or too many are named on standard error, and the exit code is 1. It is 2
where there is no manifest. Of a good dataset one line is printed.`,
		Args: wants(1, 1, "one DIR"),
		RunE: func(_ *cobra.Command, args []string) error {
			o := &verifyOptions{streams: s, dir: args[0]}
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
		fmt.Fprintf(o.out, "ok: %s, %s\n", count(int64(r.Files), "file"), size(r.Bytes))
		return nil
	}
	for _, p := range r.Problems {
		fmt.Fprintf(o.err, "%s\n", p)
	}
	return &failure{code: exitBad, err: fmt.Errorf("%q is not what its manifest says: %s", o.dir, count(int64(len(r.Problems)), "problem"))}
}

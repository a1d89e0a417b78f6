package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"breachsim/scenarios"
	"breachsim/scenarios/cause"
)

// stdinLimit is more than the largest scenario that is accepted.
const stdinLimit = 4 << 20

type validateOptions struct {
	*streams
	files []string
}

func newValidateCmd(s *streams) *cobra.Command {
	return &cobra.Command{
		Use:   "validate FILE...",
		Short: "Check scenario files and tell every problem",
		Long: `Check scenario files: every problem at once, each with its place, the line of the
file and what to write instead. "-" reads standard input. A good file gives one
line on standard output. Of a matrix, every cell is checked; read from standard
input, its form alone.

Exit code 1 when a file has a problem, 2 when one cannot be read.`,
		Args: wants(1, -1, "at least one FILE"),
		RunE: func(_ *cobra.Command, files []string) error {
			o := &validateOptions{streams: s, files: files}
			return o.run()
		},
	}
}

// run checks every file, whatever is wrong with the others.
func (o *validateOptions) run() error {
	worst := exitGood
	for _, name := range o.files {
		if err := o.check(name); err != nil {
			tell(o.err, err)
			worst = max(worst, codeOf(err))
			continue
		}
		fmt.Fprintf(o.out, "%s: ok\n", name)
	}
	if worst != exitGood {
		return &failure{code: worst, told: true}
	}
	return nil
}

func (o *validateOptions) check(name string) error {
	if name != "-" {
		_, err := scenarios.LoadCells(name)
		return err
	}
	data, err := io.ReadAll(io.LimitReader(o.in, stdinLimit))
	if err != nil {
		return usagef("reading standard input: %w", cause.Of(err))
	}
	_, err = scenarios.Parse("stdin", data)
	return err
}

package story

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"breachsim/cmd/breachsim/internal/term"
	"breachsim/scenarios/cause"
	"breachsim/scenarios/library"
)

// stdinLimit is more than the largest scenario that is accepted.
const stdinLimit = 4 << 20

type validateOptions struct {
	*term.Streams
	files []string
}

// NewValidateCmd is the verb.
func NewValidateCmd(s *term.Streams) *cobra.Command {
	return &cobra.Command{
		Use:   "validate FILE...",
		Short: "Check scenario files and tell every problem",
		Long: `Check scenario files: every problem at once, each with its place, the line of the
file and what to write instead. "-" reads standard input. A good file gives one
line on standard output. Of a matrix, every cell is checked; read from standard
input, its form alone.

Exit code 1 when a file has a problem, 2 when one cannot be read.`,
		Args: term.Wants(1, -1, "at least one FILE"),
		RunE: func(_ *cobra.Command, files []string) error {
			o := &validateOptions{Streams: s, files: files}
			return o.run()
		},
	}
}

// run checks every file, whatever is wrong with the others.
func (o *validateOptions) run() error {
	worst := term.ExitGood
	for _, name := range o.files {
		if err := o.check(name); err != nil {
			term.Report(o.Err, err)
			worst = max(worst, term.CodeOf(err))
			continue
		}
		fmt.Fprintf(o.Out, "%s: ok\n", name)
	}
	if worst != term.ExitGood {
		return &term.Failure{Code: worst, Told: true}
	}
	return nil
}

func (o *validateOptions) check(name string) error {
	if name != "-" {
		_, err := library.LoadCells(name)
		return err
	}
	data, err := io.ReadAll(io.LimitReader(o.In, stdinLimit))
	if err != nil {
		return term.Usagef("reading standard input: %w", cause.Of(err))
	}
	_, err = library.Parse("stdin", data)
	return err
}

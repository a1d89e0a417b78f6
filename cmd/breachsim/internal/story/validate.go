package story

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/cause"
	"github.com/breachsim/breachsim/scenarios/library"
)

// stdinLimit is more than the largest scenario that is accepted.
const stdinLimit = 4 << 20

type validateOptions struct {
	*term.Streams
	files []string
	json  bool
}

// NewValidateCmd is the verb.
func NewValidateCmd(s *term.Streams) *cobra.Command {
	o := &validateOptions{Streams: s}
	cmd := &cobra.Command{
		Use:   "validate FILE...",
		Short: "Check scenario files and tell every problem",
		Long: `Check scenario files: every problem at once, each with its place, the line of the
file and what to write instead. "-" reads standard input. A good file gives one
line on standard output. Of a matrix, every cell is checked; read from standard
input, its form alone.

Exit code 1 when a file has a problem, 2 when one cannot be read.`,
		Args: term.Wants(1, -1, "at least one FILE"),
		RunE: func(_ *cobra.Command, files []string) error {
			o.files = files
			return o.run()
		},
	}
	cmd.Flags().BoolVar(&o.json, "json", false, "print what was found for programs, such as editors")
	return cmd
}

// validated is what was found in one file, for programs.
type validated struct {
	File     string       `json:"file"`
	Good     bool         `json:"good"`
	Problems []oneProblem `json:"problems"`
	Dropped  int          `json:"dropped"`         // problems beyond the list
	Error    string       `json:"error,omitempty"` // where it could not be read
}

type oneProblem struct {
	Line   int    `json:"line"`   // from 1; 0 = not in the file
	Column int    `json:"column"` // in characters, from 1
	Path   string `json:"path"`
	What   string `json:"what"`
	Hint   string `json:"hint"`
}

// found says for programs what an error of a file holds.
func found(name string, err error) validated {
	v := validated{File: name, Good: err == nil, Problems: []oneProblem{}}
	var problems *scenarios.Problems
	switch {
	case errors.As(err, &problems):
		for _, p := range problems.List {
			v.Problems = append(v.Problems, oneProblem{p.Line, p.Col, p.Path, p.What, p.Hint})
		}
		v.Dropped = problems.Dropped
	case err != nil:
		v.Error = err.Error()
	}
	return v
}

// run checks every file, whatever is wrong with the others.
func (o *validateOptions) run() error {
	worst, all := term.ExitGood, []validated{}
	for _, name := range o.files {
		err := o.check(name)
		if err != nil {
			worst = max(worst, term.CodeOf(err))
		}
		switch {
		case o.json:
			all = append(all, found(name, err))
		case err != nil:
			term.Report(o.Err, err)
		default:
			fmt.Fprintf(o.Out, "%s: ok\n", name)
		}
	}
	if o.json {
		if err := term.PrintJSON(o.Out, all); err != nil {
			return err
		}
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

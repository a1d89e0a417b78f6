package term

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/breachsim/breachsim/generator"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/feasible"
	"github.com/breachsim/breachsim/scenarios/library"
)

// The exit codes.
const (
	ExitGood        = 0
	ExitBad         = 1   // the content is judged bad: an invalid scenario, an altered dataset
	ExitUsage       = 2   // wrong usage: unknown flag or id, missing path, no manifest, directory in use
	ExitWrite       = 3   // could not write: disk full, closed pipe, no permission
	ExitInterrupted = 130 // by SIGINT, SIGTERM or SIGHUP
)

// Failure is an error with its exit code and what the user can do about it.
type Failure struct {
	Code int
	Err  error
	Hint string // may be empty
	Told bool   // reported already
}

func (f *Failure) Error() string {
	if f.Err == nil {
		return fmt.Sprintf("exit code %d", f.Code)
	}
	return f.Err.Error()
}
func (f *Failure) Unwrap() error { return f.Err }

// Usagef is wrong usage.
func Usagef(format string, args ...any) *Failure {
	return &Failure{Code: ExitUsage, Err: fmt.Errorf(format, args...)}
}

// WithHint adds the line that says what to do.
func (f *Failure) WithHint(format string, args ...any) *Failure {
	f.Hint = fmt.Sprintf(format, args...)
	return f
}

// CodeOf finds the exit code of an error.
func CodeOf(err error) int {
	var (
		failed   *Failure
		source   *library.SourceError
		scale    *feasible.ScaleError
		unfit    *generator.UsageError
		sealed   *read.SealedError
		problems *scenarios.Problems
	)
	switch {
	case errors.As(err, &failed):
		return failed.Code
	case errors.As(err, &source), errors.As(err, &scale), errors.As(err, &unfit), errors.As(err, &sealed):
		return ExitUsage
	case errors.As(err, &problems):
		return ExitBad
	case errors.Is(err, context.Canceled):
		return ExitInterrupted
	}
	switch output.KindOf(err) {
	case output.KindUsage:
		return ExitUsage
	case output.KindWrite:
		return ExitWrite
	case output.KindInterrupted:
		return ExitInterrupted
	}
	return ExitBad
}

// Report tells an error. The problems of a scenario come first, each with its
// place, then one line of the program's own.
func Report(w io.Writer, err error) {
	var problems *scenarios.Problems
	var failed *Failure
	if errors.As(err, &failed) && failed.Told {
		return
	}
	if errors.As(err, &problems) {
		reportProblems(w, problems)
	} else {
		fmt.Fprintf(w, "breachsim: %s\n", err.Error())
	}
	if failed != nil && failed.Hint != "" {
		fmt.Fprintf(w, "hint: %s\n", failed.Hint)
	}
}

func reportProblems(w io.Writer, p *scenarios.Problems) {
	for _, one := range p.List {
		fmt.Fprintln(w, one)
	}
	if p.Dropped > 0 {
		fmt.Fprintf(w, "and %d more\n", p.Dropped)
	}
	file, n := "", len(p.List)+p.Dropped
	if len(p.List) > 0 {
		file = p.List[0].File + ": "
	}
	fmt.Fprintf(w, "breachsim: %s%s\n", file, Count(int64(n), "problem"))
}

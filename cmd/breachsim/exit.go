package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"breachsim/generator"
	"breachsim/output"
	"breachsim/scenarios"
)

// The exit codes.
const (
	exitGood        = 0
	exitBad         = 1   // the content is judged bad: an invalid scenario, an altered dataset
	exitUsage       = 2   // wrong usage: unknown flag or id, missing path, no manifest, directory in use
	exitWrite       = 3   // could not write: disk full, closed pipe, no permission
	exitInterrupted = 130 // by SIGINT or SIGTERM
)

// failure is an error with its exit code and what the user can do about it.
type failure struct {
	code int
	err  error
	hint string // may be empty
	told bool   // reported already
}

func (f *failure) Error() string {
	if f.err == nil {
		return fmt.Sprintf("exit code %d", f.code)
	}
	return f.err.Error()
}
func (f *failure) Unwrap() error { return f.err }

// usagef is wrong usage.
func usagef(format string, args ...any) *failure {
	return &failure{code: exitUsage, err: fmt.Errorf(format, args...)}
}

// withHint adds the line that says what to do.
func (f *failure) withHint(format string, args ...any) *failure {
	f.hint = fmt.Sprintf(format, args...)
	return f
}

// codeOf finds the exit code of an error.
func codeOf(err error) int {
	var (
		failed   *failure
		source   *scenarios.SourceError
		scale    *scenarios.ScaleError
		unfit    *generator.UsageError
		problems *scenarios.Problems
	)
	switch {
	case errors.As(err, &failed):
		return failed.code
	case errors.As(err, &source), errors.As(err, &scale), errors.As(err, &unfit):
		return exitUsage
	case errors.As(err, &problems):
		return exitBad
	case errors.Is(err, context.Canceled):
		return exitInterrupted
	}
	switch output.KindOf(err) {
	case output.KindUsage:
		return exitUsage
	case output.KindWrite:
		return exitWrite
	case output.KindInterrupted:
		return exitInterrupted
	}
	return exitBad
}

// tell says what went wrong. The problems of a scenario come first, each with its
// place, then one line of the program's own.
func tell(w io.Writer, err error) {
	var problems *scenarios.Problems
	var failed *failure
	if errors.As(err, &failed) && failed.told {
		return
	}
	if errors.As(err, &problems) {
		reportProblems(w, problems)
	} else {
		fmt.Fprintf(w, "breachsim: %v\n", err)
	}
	if failed != nil && failed.hint != "" {
		fmt.Fprintf(w, "hint: %s\n", failed.hint)
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
	fmt.Fprintf(w, "breachsim: %s%s\n", file, count(int64(n), "problem"))
}

// Package fault sorts the errors of output by what the user can do about them.
//
// It stands below every package that touches the dataset directory. It wraps
// what they found out and says it in one way. It prints nothing and ends
// nothing: a command turns a [Kind] into its exit code.
package fault

import (
	"context"
	"errors"
	"fmt"

	"github.com/breachsim/breachsim/scenarios/cause"
)

// Kind sorts errors by what the user can do about them; a command turns it
// into its exit code.
type Kind int

// The kinds of errors.
const (
	KindOther       Kind = iota
	KindContent          // what is there is wrong: an altered or mismatched dataset
	KindUsage            // the request is wrong: a directory in use, an unknown format
	KindWrite            // could not write: disk full, closed pipe, no permission
	KindInterrupted      // the context was cancelled
)

// Error is an error with its kind.
type Error struct {
	Kind Kind
	Err  error
}

func (e *Error) Error() string { return e.Err.Error() }
func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the kind of err, KindOther where nobody said.
func KindOf(err error) Kind {
	var e *Error
	switch {
	case err == nil:
		return KindOther
	case errors.As(err, &e):
		return e.Kind
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return KindInterrupted
	}
	return KindOther
}

// Usage is a request that is wrong.
func Usage(format string, args ...any) error {
	return &Error{KindUsage, fmt.Errorf(format, args...)}
}

// Content is a dataset that is wrong.
func Content(format string, args ...any) error {
	return &Error{KindContent, fmt.Errorf(format, args...)}
}

// Write says what was being done when writing failed. The path of the work
// folder inside a system error is dropped: it would name a file that the user
// never sees.
func Write(doing string, err error) error {
	var e *Error
	if err == nil || errors.As(err, &e) {
		return err
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return &Error{KindInterrupted, fmt.Errorf("%s: %w", doing, err)}
	}
	return &Error{KindWrite, fmt.Errorf("%s: %w", doing, cause.Of(err))}
}

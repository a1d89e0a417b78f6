package output

import "breachsim/output/internal/fault"

// Kind sorts errors by what the user can do about them; a command turns it
// into its exit code.
type Kind = fault.Kind

// Error is an error with its kind.
type Error = fault.Error

// The kinds of errors.
const (
	KindOther       = fault.KindOther
	KindContent     = fault.KindContent     // what is there is wrong: an altered or mismatched dataset
	KindUsage       = fault.KindUsage       // the request is wrong: a directory in use, an unknown format
	KindWrite       = fault.KindWrite       // could not write: disk full, closed pipe, no permission
	KindInterrupted = fault.KindInterrupted // the context was cancelled
)

// KindOf returns the kind of err, KindOther where nobody said.
func KindOf(err error) Kind { return fault.KindOf(err) }

package world

import "fmt"

// UsageError says that a directory is no dataset that can be audited, or that
// a check is unknown.
type UsageError struct{ err error }

func (e *UsageError) Error() string { return e.err.Error() }
func (e *UsageError) Unwrap() error { return e.err }

// Usagef returns a [UsageError] with a text as of [fmt.Errorf].
func Usagef(format string, args ...any) error { return &UsageError{fmt.Errorf(format, args...)} }

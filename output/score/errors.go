package score

import (
	"errors"
	"fmt"
	"io/fs"
)

// withoutPath drops the path of a system error where the message says it.
func withoutPath(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

// UnfitError says that a dataset lacks what scoring needs.
type UnfitError struct {
	Dir string
	Err error
}

func (e *UnfitError) Error() string {
	return fmt.Sprintf("dataset %q cannot be scored: %v", e.Dir, e.Err)
}
func (e *UnfitError) Unwrap() error { return e.Err }

package replay

import "fmt"

// UnfitError says that a dataset lacks what scoring needs.
type UnfitError struct {
	Dir string
	Err error
}

func (e *UnfitError) Error() string {
	return fmt.Sprintf("dataset %q cannot be scored: %v", e.Dir, e.Err)
}
func (e *UnfitError) Unwrap() error { return e.Err }

package score

import (
	"errors"
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

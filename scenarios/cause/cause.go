// Package cause finds what lies behind an error of the operating system.
//
// It is a leaf for everybody who tells a user of a file: such an error repeats
// the operation and the path, of which the message says what the user needs. It
// words no message itself and hides no other error.
package cause

import (
	"errors"
	"io/fs"
)

// Of returns an error without the operation and the path that the operating
// system adds: "no such file or directory" for "open x: no such file or
// directory". It returns every other error as it is.
func Of(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

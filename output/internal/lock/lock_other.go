//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package lock

import (
	"errors"
	"io/fs"
	"os"
)

// advice is for a lock that its process could not remove.
const advice = "; if no such process runs, remove " + Name + " in it"

var errHeld = errors.New("held by another run")

// acquire makes the file, or returns errHeld.
func acquire(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return nil, errHeld
	}
	return f, err
}

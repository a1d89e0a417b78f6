//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package lock

import (
	"errors"
	"os"
	"syscall"
)

// advice has nothing to add: a lock without its process is none.
const advice = ""

var errHeld = errors.New("held by another run")

// acquire opens the file and locks it, or returns errHeld.
func acquire(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0o666)
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	switch {
	case err == nil, errors.Is(err, syscall.ENOTSUP), errors.Is(err, syscall.ENOSYS), errors.Is(err, syscall.ENOLCK):
		return f, nil // a file system without locks: nothing keeps two runs apart there
	case errors.Is(err, syscall.EWOULDBLOCK):
		err = errHeld
	}
	_ = f.Close() // nothing was written
	return nil, err
}

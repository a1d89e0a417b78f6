// Package lock keeps two runs out of one directory.
//
// It stands beside disk, below whoever writes into a dataset directory. The lock
// is the system's own on a file in the directory, so that it ends with its
// process, however that dies: nobody has to remove a stale one. The text of the
// file says who holds it and is for people.
//
// Where the system has no such locks (Windows), the file itself is the lock and
// the message says how to remove it.
package lock

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/output/internal/limits"
)

// Name is the file of the lock in a directory.
const Name = ".breachsim.lock"

// Lock is held until it is released or the process ends.
type Lock struct{ f *os.File }

// owner is what the file says.
type owner struct {
	PID  int    `json:"pid"`
	Host string `json:"host"`
}

const tries = 100

// Take makes the directory, if need be, and locks it. Shown is how messages name
// it. The error is KindUsage where another run has it, and names that.
func Take(dir, shown string) (*Lock, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fault.Write(fmt.Sprintf("making %q", shown), err)
	}
	path := filepath.Join(dir, Name)
	for range tries {
		f, err := acquire(path)
		if errors.Is(err, errHeld) {
			return nil, fault.Usage("%q is being written by %s: wait for it, or choose another directory%s",
				shown, holder(path), advice)
		}
		if err != nil {
			return nil, fault.Write(fmt.Sprintf("locking %q", shown), err)
		}
		if current(f, path) {
			l := &Lock{f}
			if err := l.sign(); err != nil {
				l.Release()
				return nil, fault.Write(fmt.Sprintf("locking %q", shown), err)
			}
			return l, nil
		}
		_ = f.Close() // its holder removed it meanwhile
	}
	return nil, fault.Usage("%q is being written by other runs", shown)
}

// current reports whether a locked file is still the one under its name.
func current(f *os.File, path string) bool {
	a, err1 := f.Stat()
	b, err2 := os.Lstat(path)
	return err1 == nil && err2 == nil && os.SameFile(a, b)
}

// sign writes who holds the lock.
func (l *Lock) sign() error {
	host, _ := os.Hostname() // a name for people
	b, err := json.Marshal(owner{os.Getpid(), host})
	if err != nil {
		return err
	}
	if err := l.f.Truncate(0); err != nil {
		return err
	}
	_, err = l.f.WriteAt(append(b, '\n'), 0)
	return err
}

// Release removes the file and gives the lock back.
func (l *Lock) Release() {
	_ = os.Remove(l.f.Name()) // before it is given back, so that the next one makes its own
	_ = l.f.Close()
}

// holder says who holds a lock.
func holder(path string) string {
	b, err := limits.ReadFile(path, limits.Line)
	var o owner
	if err != nil || json.Unmarshal(b, &o) != nil || o.PID == 0 {
		return "another run"
	}
	return fmt.Sprintf("process %d on %q", o.PID, o.Host)
}

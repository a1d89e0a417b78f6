package disk

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/breachsim/breachsim/output/internal/fault"
)

// Partial ends the names of files that are being written.
const Partial = ".partial"

// Disk is what the writer needs from a file system; tests make it fail.
type Disk struct {
	Create func(path string) (File, error)
	Free   func(dir string) (bytes int64, known bool, err error)
	Rename func(from, to string) error // of what is complete, into its final place

	// Passing says that the files are thrown away when they were read: nothing is synced,
	// and no digest is made.
	Passing bool
}

// File is what is written to.
type File interface {
	io.Writer
	Sync() error
	Close() error
}

// New returns the disk of the system.
func New() *Disk {
	return &Disk{
		Create: func(path string) (File, error) { return os.Create(path) },
		Free:   freeSpace,
		Rename: os.Rename,
	}
}

// Make creates a file and the folders above it.
func (d *Disk) Make(path string) (File, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return nil, err
	}
	f, err := d.Create(path)
	if err == nil && d.Passing {
		return passing{f}, nil
	}
	return f, err
}

// passing is a file that need not last.
type passing struct{ File }

func (passing) Sync() error { return nil }

// Put writes a small file so that it is there whole or not at all.
func (d *Disk) Put(path string, data []byte) error {
	tmp := path + Partial
	f, err := d.Make(tmp)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return Commit(f, tmp, path, err)
}

// Commit syncs, closes and renames a file that was written with the given
// outcome, or removes it.
func Commit(f File, tmp, path string, err error) error {
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(tmp, path)
	}
	if err != nil {
		_ = os.Remove(tmp) // the first error counts
	}
	return err
}

// SyncDir makes renames in a folder last. Systems that cannot sync a folder
// are left alone.
func SyncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync() // not supported everywhere; the content of files is synced already
	return d.Close()
}

// CheckSpace refuses what the disk of a directory cannot hold.
func (d *Disk) CheckSpace(to string, need, reclaim int64) error {
	dir := to
	for {
		if _, err := os.Stat(dir); err == nil {
			break
		}
		up := filepath.Dir(dir)
		if up == dir {
			return nil
		}
		dir = up
	}
	free, known, err := d.Free(dir)
	if err != nil {
		return fault.Write(fmt.Sprintf("asking %q for its free space", to), err)
	}
	if known && free+reclaim < need {
		return &fault.Error{
			Kind: fault.KindWrite,
			Err: fmt.Errorf("%q has %s free and this run needs about %s: free some space, "+
				"choose another place, make less of it (--scale), or compress (--compress zstd)", to, gigabytes(free), gigabytes(need)),
		}
	}
	return nil
}

func gigabytes(n int64) string {
	switch {
	case n >= 1e9:
		return fmt.Sprintf("%.1f GB", float64(n)/1e9)
	default:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	}
}

// SyncTree makes the names in a folder and in those below it last.
func SyncTree(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.IsDir() {
			if err := SyncTree(filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return SyncDir(dir)
}

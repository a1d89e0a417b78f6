package output

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"breachsim/output/internal/fault"
)

// disk is what the writer needs from a file system; tests make it fail.
type disk struct {
	create func(path string) (file, error)
	free   func(dir string) (bytes int64, known bool, err error)
}

type file interface {
	io.Writer
	Sync() error
	Close() error
}

func newDisk() *disk {
	return &disk{
		create: func(path string) (file, error) { return os.Create(path) },
		free:   freeSpace,
	}
}

// make creates a file and the folders above it.
func (d *disk) make(path string) (file, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return nil, err
	}
	return d.create(path)
}

// put writes a small file so that it is there whole or not at all.
func (d *disk) put(path string, data []byte) error {
	tmp := path + partial
	f, err := d.make(tmp)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return commit(f, tmp, path, err)
}

// commit syncs, closes and renames a file that was written with the given
// outcome, or removes it.
func commit(f file, tmp, path string, err error) error {
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

// syncDir makes renames in a folder last. Systems that cannot sync a folder
// are left alone.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync() // not supported everywhere; the content of files is synced already
	return d.Close()
}

// checkSpace refuses a run that the disk cannot hold.
func (p *plan) checkSpace(need, reclaim int64) error {
	dir := p.Dir
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
	free, known, err := p.disk.free(dir)
	if err != nil {
		return fault.Write(fmt.Sprintf("asking %q for its free space", p.Dir), err)
	}
	if known && free+reclaim < need {
		return &Error{Kind: KindWrite, Err: fmt.Errorf("%q has %s free and this run needs about %s: free some space, choose another place, make less of it (--scale), or compress (--compress zstd)",
			p.Dir, gigabytes(free), gigabytes(need))}
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

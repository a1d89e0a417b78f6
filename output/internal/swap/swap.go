// Package swap puts a new dataset into the place of an old one.
//
// It stands above disk and below output, which makes the new dataset as any other
// in a folder of the directory, [NewDir]. Only when that is whole are the old
// files moved aside and the new ones into their place, name by name, each file
// that completes a dataset first out and last in:
//
//	old there, new being made ─► new whole ─► old aside in OldDir ─► new there ─► OldDir removed
//	                                       └────── Finish does this, again and again if need be ──────┘
//
// Each step is one rename, so that a kill between any two leaves the old dataset
// or the new one whole, and enough to go on. It does not know what a file says.
package swap

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/breachsim/breachsim/output/internal/disk"
)

// The folders of a replacement, in the directory that it is of.
const (
	NewDir = ".breachsim-new" // an ordinary dataset directory
	OldDir = ".breachsim-old" // what is going to be removed
)

// Stage is how far a replacement is.
type Stage int

// The stages.
const (
	None   Stage = iota // there is no replacement
	Making              // the new dataset is being made; the old one stands
	Moving              // the new one is whole; files are being moved
	Tidy                // the new one stands; only what is left of the old is to be removed
)

// Completes reports whether a file of a name completes a dataset.
type Completes func(name string) bool

// At says how far the replacement in a directory is.
func At(dir string, last Completes) Stage {
	making, old := there(filepath.Join(dir, NewDir)), there(filepath.Join(dir, OldDir))
	switch {
	case making && nameIn(filepath.Join(dir, NewDir), last) != "":
		return Moving
	case old: // beside an emptied folder of the new one, or alone
		return Tidy
	case making:
		return Making
	}
	return None
}

// Begun reports whether files are being moved already.
func Begun(dir string) bool { return there(filepath.Join(dir, OldDir)) }

// nameIn finds the file that completes a dataset in a folder; "" = there is none.
func nameIn(dir string, last Completes) string {
	entries, _ := os.ReadDir(dir) // a folder that cannot be read is found out by whoever writes to it
	for _, e := range entries {
		if !e.IsDir() && last(e.Name()) {
			return e.Name()
		}
	}
	return ""
}

func there(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// Swap moves files of a directory.
type Swap struct {
	Dir  string
	Last Completes // which file completes a dataset
	Keep []string  // what stays where it is
	Disk *disk.Disk
}

// Finish moves the old files aside and the new ones into their place, and removes
// the old. It may be called again after a stop at any moment.
func (s *Swap) Finish() error {
	if name := nameIn(filepath.Join(s.Dir, NewDir), s.Last); name != "" {
		if err := s.aside(); err != nil {
			return err
		}
		if err := s.into(name); err != nil {
			return err
		}
	}
	return clearAway(s.Dir)
}

// aside moves everything but the new dataset to the old folder, the file that
// completes the old one first, unless the new files are on their way already.
func (s *Swap) aside() error {
	old := filepath.Join(s.Dir, OldDir)
	if there(filepath.Join(old, doneName)) {
		return nil
	}
	if err := os.MkdirAll(old, 0o777); err != nil {
		return err
	}
	first := nameIn(s.Dir, s.Last)
	if first != "" {
		if err := s.Disk.Rename(filepath.Join(s.Dir, first), filepath.Join(old, first)); err != nil {
			return err
		}
		if err := disk.SyncDir(s.Dir); err != nil {
			return err
		}
	}
	entries, err := os.ReadDir(s.Dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() == NewDir || e.Name() == OldDir || slices.Contains(s.Keep, e.Name()) {
			continue
		}
		if err := s.Disk.Rename(filepath.Join(s.Dir, e.Name()), filepath.Join(old, e.Name())); err != nil {
			return err
		}
	}
	if err := disk.SyncDir(s.Dir); err != nil {
		return err
	}
	// From here on what stands in the directory is new, and stays.
	return os.Mkdir(filepath.Join(old, doneName), 0o777)
}

// doneName marks that all old files are aside.
const doneName = ".aside"

// into moves the new files to their place, the last one when all others are there.
func (s *Swap) into(last string) error {
	from := filepath.Join(s.Dir, NewDir)
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() == last {
			continue
		}
		if err := s.Disk.Rename(filepath.Join(from, e.Name()), filepath.Join(s.Dir, e.Name())); err != nil {
			return err
		}
	}
	if err := disk.SyncDir(s.Dir); err != nil {
		return err
	}
	if err := s.Disk.Rename(filepath.Join(from, last), filepath.Join(s.Dir, last)); err != nil {
		return err
	}
	return disk.SyncDir(s.Dir)
}

// clearAway removes what is left of the old dataset, and the emptied folder of the new.
func clearAway(dir string) error {
	if err := os.RemoveAll(filepath.Join(dir, NewDir)); err != nil { // first: alone it is a replacement
		return err
	}
	return os.RemoveAll(filepath.Join(dir, OldDir))
}

// Discard removes a folder that nobody will go on with, by one rename first, so
// that a stop leaves no half of it.
func Discard(folder string) error {
	to := filepath.Join(filepath.Dir(folder), OldDir)
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	if err := os.Rename(folder, to); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.RemoveAll(to)
}

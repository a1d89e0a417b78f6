package term

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/breachsim/breachsim/scenarios/cause"
)

// CheckFile refuses a file to write that exists, unless force is set, and one inside a
// dataset, which must stay what its manifest says. "-" is standard output.
func CheckFile(file string, datasets []string, force bool) error {
	if file == "-" {
		return nil
	}
	for _, dir := range datasets {
		if dir != "" && inside(file, dir) {
			return Usagef("%q is inside the dataset %q, which would no longer be what its manifest says", file, dir).
				WithHint("give another file with -o")
		}
	}
	st, err := os.Lstat(file)
	switch {
	case err == nil && st.IsDir():
		return Usagef("%q is a directory", file)
	case err == nil && !force:
		return Usagef("%q exists", file).WithHint("choose another file with -o, or replace it with --force")
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return Usagef("looking at %q: %w", file, cause.Of(err))
	}
	return nil
}

// inside reports whether a file would lie in a directory, links followed.
func inside(file, dir string) bool {
	folder, err1 := filepath.EvalSymlinks(filepath.Dir(file))
	root, err2 := filepath.EvalSymlinks(dir)
	if err1 != nil || err2 != nil {
		return false // then it cannot be written either
	}
	folder, err1 = filepath.Abs(folder)
	root, err2 = filepath.Abs(root)
	rel, err := filepath.Rel(root, folder)
	return err1 == nil && err2 == nil && err == nil && filepath.IsLocal(rel)
}

// WriteFile gives fill a writer whose content becomes the file as a whole or not
// at all. "-" is standard output.
func (s *Streams) WriteFile(file string, fill func(io.Writer) error) error {
	if file == "-" {
		w := bufio.NewWriter(s.Out)
		err := fill(w)
		if e := w.Flush(); err == nil {
			err = e
		}
		return err
	}
	failed := func(err error) error {
		return &Failure{Code: ExitWrite, Err: fmt.Errorf("writing %q: %w", file, cause.Of(err))}
	}
	f, err := os.CreateTemp(filepath.Dir(file), ".breachsim-*")
	if err != nil {
		return failed(err)
	}
	defer os.Remove(f.Name()) // after the rename there is nothing to remove
	w := bufio.NewWriterSize(f, 1<<16)
	err = fill(w)
	if e := errors.Join(w.Flush(), f.Chmod(0o644), f.Sync(), f.Close()); e != nil {
		return failed(e)
	}
	if err != nil {
		return err
	}
	if err := os.Rename(f.Name(), file); err != nil {
		return failed(err)
	}
	return nil
}

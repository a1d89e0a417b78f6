package features

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/breachsim/breachsim/output/internal/disk"
	"github.com/breachsim/breachsim/output/internal/fault"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// The names of tables, forms and of the file that describes them.
const (
	DaysName       = "account_days"
	SessionsName   = "sessions"
	CSV            = "csv"
	Parquet        = "parquet"
	DictionaryName = "dictionary.json"
)

// owns reports whether a file of the directory is one of ours.
func owns(name string) bool {
	base, ext, _ := strings.Cut(name, ".")
	return name == DictionaryName || (base == DaysName || base == SessionsName) && (ext == CSV || ext == Parquet)
}

// inside reports whether a directory would lie in another one, links followed, as
// far as it is there already.
func inside(dir, other string) bool {
	whole, err1 := filepath.Abs(dir)
	root, err2 := filepath.Abs(other)
	if errors.Join(err1, err2) != nil {
		return false // then it cannot be written either
	}
	rel, err := filepath.Rel(followed(root), followed(whole))
	return err == nil && filepath.IsLocal(rel)
}

// followed is a path with the links of that part of it that is there followed.
func followed(path string) string {
	if at, err := filepath.EvalSymlinks(path); err == nil {
		return at
	}
	up := filepath.Dir(path)
	if up == path {
		return path
	}
	return filepath.Join(followed(up), filepath.Base(path))
}

// claim refuses a directory inside the dataset, one that holds something else, and
// tables that are not to be replaced.
func claim(dir, dataset string, force bool) error {
	if inside(dir, dataset) {
		return fault.Usage("%q is inside the dataset %q, which would no longer be what its manifest says: "+
			"choose another directory", dir, dataset)
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fault.Usage("output directory %q: %w", dir, cause.Of(err))
	}
	for _, e := range entries {
		if !owns(e.Name()) {
			return fault.Usage("%q holds %s, which is no feature table: choose another directory", dir, e.Name())
		}
	}
	if len(entries) > 0 && !force {
		return fault.Usage("%q holds feature tables: replace them with --force, or choose another directory", dir)
	}
	return nil
}

// newStage makes a folder beside a directory.
func newStage(dir string) (string, error) {
	above := filepath.Dir(filepath.Clean(dir))
	if err := os.MkdirAll(above, 0o777); err != nil {
		return "", err
	}
	stage, err := os.MkdirTemp(above, ".breachsim-*")
	if err != nil {
		return "", err
	}
	return stage, os.Chmod(stage, 0o755)
}

// publish puts the stage in the place of the directory.
func publish(stage, dir string) error {
	if err := disk.SyncTree(stage); err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	if err == nil {
		for _, e := range entries { // claim has seen that they are ours
			if owns(e.Name()) {
				err = errors.Join(err, os.Remove(filepath.Join(dir, e.Name())))
			}
		}
		err = errors.Join(err, os.Remove(dir))
	} else if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err == nil {
		err = os.Rename(stage, dir)
	}
	if err != nil {
		return err
	}
	return disk.SyncDir(filepath.Dir(filepath.Clean(dir)))
}

package sweep

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/breachsim/breachsim/output/internal/limits"
)

// Is reports whether a folder holds the datasets of a sweep and is none itself.
func Is(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, IndexName))
	_, manifest := os.Stat(filepath.Join(dir, "manifest.json"))
	return err == nil && errors.Is(manifest, fs.ErrNotExist)
}

// Open reads the index of a sweep that was made.
func Open(dir string) (*Index, error) {
	name := filepath.Join(dir, IndexName)
	b, err := limits.ReadFile(name, limits.Index)
	if err != nil {
		return nil, err
	}
	index := &Index{}
	if err := json.Unmarshal(b, index); err != nil {
		return nil, fmt.Errorf("reading %q: %w", name, err)
	}
	if len(index.Runs) == 0 {
		return nil, fmt.Errorf("reading %q: it lists no datasets", name)
	}
	return index, nil
}

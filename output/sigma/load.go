package sigma

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/output/internal/limits"
	"github.com/breachsim/breachsim/output/sigma/internal/syntax"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// Set is rules that were read together.
type Set = syntax.Set

// Problems are all things wrong with rules.
type Problems = syntax.Problems

// Load reads rules from files and, of folders, from all their .yml and .yaml files, in
// the order of names. Rules that are wrong are [*Problems].
func Load(paths ...string) (*Set, error) {
	var names []string
	for _, p := range paths {
		list, err := rulesIn(p)
		if err != nil {
			return nil, err
		}
		for _, name := range list {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	var files []syntax.File
	for _, name := range names {
		text, err := limits.ReadFile(name, limits.Rules)
		if err != nil {
			return nil, fmt.Errorf("reading the rules %q: %w", name, cause.Of(err))
		}
		files = append(files, syntax.File{Name: filepath.ToSlash(name), Text: text})
	}
	return syntax.Parse(files)
}

// Parse reads rules from a text; name is for messages.
func Parse(name string, text []byte) (*Set, error) {
	return syntax.Parse([]syntax.File{{Name: name, Text: text}})
}

// rulesIn lists the files of rules under a path.
func rulesIn(path string) (names []string, err error) {
	st, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("reading the rules %q: %w", path, cause.Of(err))
	}
	if !st.IsDir() {
		return []string{path}, nil
	}
	err = filepath.WalkDir(path, func(name string, e fs.DirEntry, err error) error {
		ext := strings.ToLower(filepath.Ext(name))
		if err == nil && !e.IsDir() && (ext == ".yml" || ext == ".yaml") {
			names = append(names, name)
		}
		return err
	})
	if err == nil && len(names) == 0 {
		err = fmt.Errorf("reading the rules %q: no file ends in .yml or .yaml", path)
	}
	return names, err
}

// Labels are the names of the rules that raise alerts, in the order of their files.
func Labels(s *Set) (labels []string) {
	for _, r := range s.Rules {
		if !r.Quiet {
			labels = append(labels, r.Label())
		}
	}
	return labels
}

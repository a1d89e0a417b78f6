package library

import (
	"embed"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/scenarios/cause"
	"github.com/breachsim/breachsim/scenarios/nearest"
)

//go:embed *.yaml
var files embed.FS

func builtinFile(id string) ([]byte, bool) {
	if !slices.Contains(builtinIDs(), id) {
		return nil, false
	}
	data, err := files.ReadFile(id + ".yaml")
	return data, err == nil
}

func builtinIDs() (ids []string) {
	entries, err := files.ReadDir(".")
	if err != nil {
		return nil
	}
	for _, e := range entries {
		ids = append(ids, strings.TrimSuffix(e.Name(), ".yaml"))
	}
	slices.Sort(ids) // files are sorted with their endings
	return ids
}

// ErrUnknownID is the cause of a SourceError when a name is neither a built-in
// scenario nor a file.
var ErrUnknownID = errors.New("no built-in scenario and no file of this name")

// SourceError says that there was nothing to read: an unknown id, a missing or
// an unreadable file. That is wrong usage, not a bad scenario.
type SourceError struct {
	Name    string
	Nearest string // the built-in id that may have been meant; may be empty
	Err     error  // ErrUnknownID or the file system's error
}

func (e *SourceError) Error() string {
	s := fmt.Sprintf("reading scenario %q: %v", e.Name, cause.Of(e.Err))
	if e.Nearest != "" {
		s += "; did you mean " + e.Nearest + "?"
	} else if errors.Is(e.Err, ErrUnknownID) {
		s += "; breachsim list shows the built-in ones"
	}
	return s
}

// Unwrap gives the cause.
func (e *SourceError) Unwrap() error { return e.Err }

func unknownID(id string) error {
	return &SourceError{Name: id, Nearest: nearest.Word(id, builtinIDs()), Err: ErrUnknownID}
}

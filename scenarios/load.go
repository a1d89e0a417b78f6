package scenarios

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"breachsim/scenarios/internal/schema"
	"breachsim/scenarios/internal/tree"
	"breachsim/scenarios/nearest"
)

// Override changes a scenario file before it is checked.
type Override func(*overrides)

type overrides struct {
	sets []string
	cell bool // the matrix is left out: its values are among the sets

	unproven bool // whether every world can do what the file asks for is not checked
}

// Set overrides one value with an expression such as
// campaigns[0].targets.exposed=1000. The value is YAML. The last expression
// for a path wins.
func Set(expr string) Override {
	return func(o *overrides) { o.sets = append(o.sets, expr) }
}

// Unproven leaves out the check that every world of a file can do what it asks
// for, whatever the seed: for tests of what happens at the edge of it.
func Unproven() Override { return func(o *overrides) { o.unproven = true } }

// Seed overrides the seed.
func Seed(n uint64) Override { return Set(fmt.Sprintf("scenario.seed=%d", n)) }

// Parse reads and checks a scenario. The name stands in front of every
// problem. The error is *Problems: all of them at once.
func Parse(name string, data []byte, opts ...Override) (*Scenario, error) {
	var o overrides
	for _, opt := range opts {
		opt(&o)
	}
	lang, r := language(), &tree.Report{File: name}
	root := tree.Decode(data, r)
	if root == nil {
		return nil, r.Err()
	}
	if o.cell {
		root.Drop("matrix")
	}
	tree.Apply(root, o.sets, r)
	w := &checker{&schema.Walk{Report: r, Elsewhere: lang.Find}}
	top, _ := lang.Check(w.Walk, root, "").(*schema.Record)
	if top != nil {
		w.crosscheck(top)
	}
	if err := w.Err(); err != nil {
		return nil, err
	}
	s := build(top)
	if o.unproven {
		return s, nil
	}
	for _, l := range s.lacks() {
		keepWritten(top, l)
		w.Put(top.NodeAt(l.path), Problem{Path: l.path, What: l.what, Hint: l.advice(), Fixes: l.fixes})
	}
	if err := w.Err(); err != nil {
		return nil, err
	}
	return s, nil
}

// Load reads and checks a scenario file. The error is *SourceError when the
// file cannot be read and *Problems when its content is wrong.
func Load(path string) (*Scenario, error) { return loadFile(path) }

func loadFile(path string, opts ...Override) (*Scenario, error) {
	data, err := readFile(path)
	if err != nil {
		return nil, &SourceError{Name: path, Err: err}
	}
	return Parse(path, data, opts...)
}

// readFile reads a little more than the limit at most: Parse then refuses the
// file, and an endless one does not fill the memory.
func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, tree.MaxBytes+1))
}

// Open finds a scenario by built-in id or by file path, in this order, and
// applies --set expressions. The error is *SourceError when there is nothing
// to read and *Problems when the content is wrong.
func Open(idOrFile string, sets []string, opts ...Override) (*Scenario, error) {
	all := make([]Override, 0, len(sets)+len(opts))
	for _, expr := range sets {
		all = append(all, Set(expr))
	}
	all = append(all, opts...)
	if data, ok := builtinFile(idOrFile); ok {
		return Parse(idOrFile+".yaml", data, all...)
	}
	if !looksLikePath(idOrFile) {
		if _, err := os.Stat(idOrFile); errors.Is(err, os.ErrNotExist) {
			return nil, unknownID(idOrFile)
		}
	}
	return loadFile(idOrFile, all...)
}

// looksLikePath says that a name can only be meant as a file.
func looksLikePath(name string) bool {
	return strings.ContainsAny(name, `/\`) || strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
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
	s := fmt.Sprintf("reading scenario %q: %v", e.Name, plainPathError(e.Err))
	if e.Nearest != "" {
		s += "; did you mean " + e.Nearest + "?"
	} else if errors.Is(e.Err, ErrUnknownID) {
		s += "; breachsim list shows the built-in ones"
	}
	return s
}

// Unwrap gives the cause.
func (e *SourceError) Unwrap() error { return e.Err }

// plainPathError drops the operation and path, which the message already has.
func plainPathError(err error) error {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

func unknownID(id string) error {
	return &SourceError{Name: id, Nearest: nearest.Word(id, builtinIDs()), Err: ErrUnknownID}
}

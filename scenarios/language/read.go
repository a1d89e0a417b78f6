package language

import (
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/crosscheck"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
	"github.com/breachsim/breachsim/scenarios/internal/tree"
)

// Change is what is changed of a file before it is checked.
type Change struct {
	Sets          []string // --set expressions; the last one for a path wins
	WithoutMatrix bool     // the matrix is left out
}

// File is a scenario file that was read and is good in itself. Whether every world
// of it can do what it asks for is not known yet.
type File struct {
	Scenario *scenarios.Scenario
	top      *schema.Record
	report   *tree.Report
}

// Read reads and checks a scenario. The name stands in front of every problem. The
// error is *scenarios.Problems: all of them at once.
func Read(name string, data []byte, c Change) (*File, error) {
	lang, r := rows(), &tree.Report{File: name}
	root := tree.Decode(data, r)
	if root == nil {
		return nil, r.Err()
	}
	if c.WithoutMatrix {
		root.Drop("matrix")
	}
	tree.Apply(root, c.Sets, r)
	w := &schema.Walk{Report: r, Elsewhere: lang.Find}
	top, _ := lang.Check(w, root, "").(*schema.Record)
	if top != nil {
		crosscheck.Check(w, top)
	}
	if err := r.Err(); err != nil {
		return nil, err
	}
	return &File{Scenario: build(top), top: top, report: r}, nil
}

// MaxBytes is the size of the largest file that is read.
const MaxBytes = tree.MaxBytes

// Writes reports whether the file has a value at a path.
func (f *File) Writes(path string) bool { return f.top.Writes(path) }

// Add records a problem at the place of its path; where that is a default, at the
// nearest above it that stands in the file.
func (f *File) Add(p scenarios.Problem) { f.report.Put(f.top.NodeAt(p.Path), p) }

// Err returns the problems that were added, by position, as *scenarios.Problems; nil
// where there are none.
func (f *File) Err() error { return f.report.Err() }

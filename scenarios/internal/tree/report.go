package tree

import (
	"cmp"
	"slices"
)

// maxProblems bounds the list: a file of junk should not print for minutes.
const maxProblems = 100

// Report collects the problems of one file. The zero value is that of a text
// without a name.
type Report struct {
	File  string // as the reader named it
	lines []string
	list  []Problem
	lost  int
	quiet int // above zero: problems are not recorded
}

// Add records a problem at a node; nil means the file as a whole.
func (r *Report) Add(n *Node, path, what, hint string) {
	r.Put(n, Problem{Path: path, What: what, Hint: hint})
}

// Put is Add for a problem with fixes. Beyond a hundred, problems are counted
// only.
func (r *Report) Put(n *Node, p Problem) {
	if r.quiet > 0 {
		return
	}
	if len(r.list) >= maxProblems {
		r.lost++
		return
	}
	p.File = r.File
	if n != nil {
		p.Line, p.Col, p.Set = n.Line, n.Col, n.Set
	}
	if p.Line > 0 && p.Line <= len(r.lines) {
		p.Source = r.lines[p.Line-1]
	}
	r.list = append(r.list, p)
}

// Quietly does something whose problems are not recorded.
func (r *Report) Quietly(do func()) {
	r.quiet++
	defer func() { r.quiet-- }()
	do()
}

// Len is the number of problems so far, those beyond a hundred apart.
func (r *Report) Len() int { return len(r.list) }

// Err returns the problems by position as *Problems, or nil.
func (r *Report) Err() error {
	if len(r.list) == 0 {
		return nil
	}
	slices.SortStableFunc(r.list, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col), cmp.Compare(a.Path, b.Path))
	})
	return &Problems{List: r.list, Dropped: r.lost}
}

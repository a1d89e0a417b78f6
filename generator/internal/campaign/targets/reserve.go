package targets

import (
	"maps"
	"slices"
	"sync"
)

// Reserve keeps what a list was after each of its batches, for others that are filled
// in the same way: a world that is planned again has the same lists, and filling one
// costs more than the rest of the plan. It is safe for concurrent use.
//
//	after     1st batch   2nd batch   3rd batch …
//	kept      a copy      a copy      a copy        taken by the next list in place of filling
//
// Lists of made-up numbers are filled anew.
type Reserve struct {
	mu      sync.Mutex
	after   []*List          // by the number of batches, less one
	settled map[int][]couple // by the number of batches; read-only
}

// New returns the list that fill makes, the first time by calling it.
func (r *Reserve) New(fill func() (*List, error)) (*List, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.after) == 0 {
		l, err := fill()
		if err != nil || l.made != nil || l.in != nil {
			return l, err
		}
		r.after = append(r.after, l.copy())
	}
	l := r.after[0].copy()
	l.reserve = r
	return l, nil
}

// copy returns a list that grows by itself.
func (l *List) copy() *List {
	c := *l
	c.reserve = nil
	c.trials, c.onTrial = slices.Clone(l.trials), maps.Clone(l.onTrial)
	c.batches, c.skip, c.parents = slices.Clone(l.batches), maps.Clone(l.skip), slices.Clone(l.parents)
	return &c
}

// adopt takes the next batch from the reserve, if it is there.
func (l *List) adopt() bool {
	if l.reserve == nil {
		return false
	}
	l.reserve.mu.Lock()
	defer l.reserve.mu.Unlock()
	n := len(l.batches)
	if n >= len(l.reserve.after) {
		return false
	}
	next := l.reserve.after[n].copy()
	l.batches, l.skip, l.parents, l.kept = next.batches, next.skip, next.parents, next.kept
	return true
}

// offer gives what the list is now to the reserve.
func (l *List) offer() {
	if l.reserve == nil {
		return
	}
	l.reserve.mu.Lock()
	defer l.reserve.mu.Unlock()
	if len(l.reserve.after) == len(l.batches)-1 {
		l.reserve.after = append(l.reserve.after, l.copy())
	}
}

// couples returns those of a list with so many batches, if one was settled before. A nil
// Reserve knows none.
func (r *Reserve) couples(batches int) (all []couple, known bool) {
	if r == nil {
		return nil, false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	all, known = r.settled[batches]
	return all, known
}

// keep takes the couples of a list that is settled with so many batches.
func (r *Reserve) keep(batches int, all []couple) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.settled == nil {
		r.settled = map[int][]couple{}
	}
	r.settled[batches] = all
}

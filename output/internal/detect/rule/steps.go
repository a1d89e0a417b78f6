package rule

import (
	"slices"
	"sort"
)

// Steps is a number for each step of a dial. Neighbours with the same number are one
// stretch, so that it takes as much memory as there are different numbers:
//
//	step    0 1 2 3 4 5 6 …
//	number  9 9 9 4 4 7 0 0    is  {3, 9} {5, 4} {6, 7}
//
// The zero value is 0 everywhere.
type Steps struct{ list []stretch }

type stretch struct {
	end   int // the first step after it
	value int64
}

// Change replaces the numbers of the steps from one on to before another one, a stretch
// at a time.
func (s *Steps) Change(from, to int, next func(from, to int, old int64) int64) {
	first := sort.Search(len(s.list), func(i int) bool { return s.list[i].end > from })
	var room [8]stretch
	fresh := room[:0]
	if begin := s.begin(first); begin < from {
		fresh = append(fresh, stretch{from, s.value(first)})
	}
	last := first
	for at := from; at < to; {
		end := to
		if last < len(s.list) {
			end = min(to, s.list[last].end)
		}
		fresh = append(fresh, stretch{end, next(at, end, s.value(last))})
		if last < len(s.list) && end == s.list[last].end {
			last++
		}
		at = end
	}
	s.list = slices.Replace(s.list, first, last, fresh...)
	s.merge(first-1, first+len(fresh))
}

// begin is the first step of a stretch.
func (s *Steps) begin(i int) int {
	if i == 0 {
		return 0
	}
	return s.list[i-1].end
}

// value is the number of a stretch; 0 after the last.
func (s *Steps) value(i int) int64 {
	if i == len(s.list) {
		return 0
	}
	return s.list[i].value
}

// merge makes neighbours with the same number one, of the stretches from one to another.
func (s *Steps) merge(first, last int) {
	first, last = max(first, 0), min(last+1, len(s.list))
	if first >= last {
		return
	}
	kept := first
	for i := first + 1; i < last; i++ {
		if s.list[i].value != s.list[kept].value {
			kept++
		}
		s.list[kept] = s.list[i]
	}
	s.list = slices.Delete(s.list, kept+1, last)
}

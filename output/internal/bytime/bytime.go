// Package bytime puts lines that were delivered out of order into the order of the time
// that they tell, as an index by time does.
//
//	lines of a file ─► Buffer ─► the same lines, by time
//
// It stands below the reading of logs. It keeps a line back until no earlier one can
// follow, so memory grows with the lines of the time by which they may be out of order,
// not with the file. It reads nothing itself.
package bytime

import "container/heap"

// Row is a line with its place.
type Row[T any] struct {
	Value T
	Line  int
	TS    int64 // the time that it tells, µs since 1970
	seq   int64
}

// Buffer holds lines of one file. A line may tell a time that is earlier than that of one
// taken before by Disorder at most. The zero Buffer holds nothing.
type Buffer[T any] struct {
	Disorder int64 // µs

	held   rows[T]
	given  *Row[T] // last; its memory is used again
	latest int64
	seq    int64
}

// Take keeps a copy of a line.
func (b *Buffer[T]) Take(value *T, line int, ts int64) {
	r := b.given
	if b.given = nil; r == nil {
		r = &Row[T]{}
	}
	b.seq++
	*r = Row[T]{*value, line, ts, b.seq}
	b.latest = max(b.latest, ts)
	heap.Push(&b.held, r)
}

// Next gives the earliest line that no other can precede, or at the end of the file the
// earliest of those left; nil = none. Lines of one time keep their order. It is valid
// until the next call.
func (b *Buffer[T]) Next(end bool) *Row[T] {
	if len(b.held) == 0 {
		if end {
			b.latest = 0
		}
		return nil
	}
	if !end && b.held[0].TS > b.latest-b.Disorder {
		return nil
	}
	b.given, _ = heap.Pop(&b.held).(*Row[T])
	return b.given
}

// rows is a heap of lines by time.
type rows[T any] []*Row[T]

func (h rows[T]) Len() int { return len(h) }
func (h rows[T]) Less(i, j int) bool {
	return h[i].TS < h[j].TS || h[i].TS == h[j].TS && h[i].seq < h[j].seq
}
func (h rows[T]) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *rows[T]) Push(x any)   { *h = append(*h, x.(*Row[T])) }
func (h *rows[T]) Pop() any {
	last := (*h)[len(*h)-1]
	(*h)[len(*h)-1] = nil
	*h = (*h)[:len(*h)-1]
	return last
}

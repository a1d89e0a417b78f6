// Package bytime puts lines that were delivered out of order into the order of the time
// that they tell, as an index by time does.
//
//	lines of a file ─► Buffer ─► the same lines, by time
//
// It stands below the reading of logs. It keeps a line back until no earlier one can
// follow, so memory grows with the lines of the time by which they may be out of order,
// not with the file. It reads nothing itself.
package bytime

import "github.com/breachsim/breachsim/output/internal/timed"

// Row is a line with its place.
type Row[T any] struct {
	Value T
	Line  int
	TS    int64 // the time that it tells, µs since 1970
}

// Buffer holds lines of one file. A line may tell a time that is earlier than that of one
// taken before by Disorder at most. The zero Buffer holds nothing.
type Buffer[T any] struct {
	Disorder int64 // µs

	held   timed.Queue[Row[T]]
	latest int64
}

// Take keeps a copy of a line.
func (b *Buffer[T]) Take(value *T, line int, ts int64) {
	b.latest = max(b.latest, ts)
	b.held.Put(ts, &Row[T]{*value, line, ts})
}

// Next gives the earliest line that no other can precede, or at the end of the file the
// earliest of those left; nil = none. Lines of one time keep their order. It is valid
// until the next call.
func (b *Buffer[T]) Next(end bool) *Row[T] {
	if b.held.Len() == 0 {
		if end {
			b.latest = 0
		}
		return nil
	}
	if !end && b.held.Due() > b.latest-b.Disorder {
		return nil
	}
	return b.held.Take()
}

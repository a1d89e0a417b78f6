package world

import (
	"context"
	"iter"

	"github.com/breachsim/breachsim/output/read"
)

// feed takes the lines of a log a day at a time, while the log reads ahead.
type feed[T any] struct {
	log  *read.Log[T]
	next func() ([]T, error, bool)
	stop func()
	rows []T   // read and not taken
	line int32 // of the first of them
	file string
	date string // of that file
}

func newFeed[T any](ctx context.Context, log *read.Log[T]) *feed[T] {
	f := &feed[T]{log: log}
	f.next, f.stop = iter.Pull2(log.Blocks(ctx))
	return f
}

// take returns the next line of a local day, and its number; nil after the last one. It is
// valid until the next call. A nil feed has no lines.
func (f *feed[T]) take(date string) (v *T, line int32, err error) {
	if f == nil {
		return nil, 0, nil
	}
	for len(f.rows) == 0 || f.date < date {
		var more bool
		if f.rows, err, more = f.next(); err != nil || !more {
			return nil, 0, err
		}
		name, line := f.log.Where()
		if f.line = int32(line); name != f.file {
			f.file, f.date = name, read.DateOf(name)
		}
	}
	if f.date > date {
		return nil, 0, nil
	}
	v, line = &f.rows[0], f.line
	f.rows, f.line = f.rows[1:], f.line+1
	return v, line, nil
}

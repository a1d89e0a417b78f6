package world

import (
	"context"
	"iter"

	"github.com/breachsim/breachsim/output/read"
)

// feed takes the lines of a log a day at a time, while the log reads ahead.
type feed[T any] struct {
	log  *read.Log[T]
	next func() (*T, error, bool)
	stop func()
	held *T // read and not taken: of a later day
	date string
	line int32
}

func newFeed[T any](ctx context.Context, log *read.Log[T]) *feed[T] {
	f := &feed[T]{log: log}
	f.next, f.stop = iter.Pull2(log.All(ctx))
	return f
}

// day hands each line of a local day to take, with its number. A nil feed has
// no lines.
func (f *feed[T]) day(date string, take func(line int32, v *T)) error {
	if f == nil {
		return nil
	}
	file := ""
	for {
		if f.held == nil {
			v, err, ok := f.next()
			if err != nil || !ok {
				return err
			}
			name, line := f.log.Where()
			if name != file {
				file, f.date = name, read.DateOf(name)
			}
			f.held, f.line = v, int32(line)
		}
		if f.date > date {
			return nil
		}
		if f.date == date {
			take(f.line, f.held)
		}
		f.held = nil
	}
}

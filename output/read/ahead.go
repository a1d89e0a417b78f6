package read

import (
	"context"
	"errors"
	"io"
	"sync"

	"breachsim/scenarios/cause"
)

// ahead reads a log before its lines are asked for: whoever has a free batch takes the
// next lines of the files, in turn, and decodes them beside the others.
type ahead[T any] struct {
	log  *Log[T]
	full chan *batch[T] // in the order of the log, decoded or not; has room for all
	free chan *batch[T]

	mu    sync.Mutex // over what follows, and the order of full
	lines lines
	day   int       // of the log that is read, or comes next
	open  io.Closer // the file of that day; nil = it is not open
	ended bool
}

// work fills batches until the end.
func (a *ahead[T]) work(ctx context.Context, d decoder[T]) {
	for {
		var b *batch[T]
		select {
		case b = <-a.free:
		case <-ctx.Done():
			return
		}
		if ctx.Err() != nil || !a.take(b) {
			return
		}
		a.decode(d, b)
		b.decoded <- struct{}{}
	}
}

// take gives a batch the lines that come next, and its place in the order of the log. It
// reports false where there are none. An error that it meets ends the batch, and the log.
func (a *ahead[T]) take(b *batch[T]) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	b.text, b.ends, b.rows, b.err = b.text[:0], b.ends[:0], b.rows[:0], nil
	for len(b.ends) == 0 && b.err == nil {
		if a.ended || a.day == len(a.log.days) {
			return false
		}
		a.read(b)
	}
	a.full <- b
	return true
}

// read reads lines of one file until the batch is full, the file ends or a line is bad.
func (a *ahead[T]) read(b *batch[T]) {
	day := a.log.days[a.day]
	b.file = a.log.dataset.path(day)
	if a.open == nil {
		r, err := a.log.dataset.unpacked(day)
		if err != nil {
			a.fail(b, err)
			return
		}
		a.open = r
		a.lines.reset(r)
	}
	b.first = a.lines.n + 1
	for len(b.ends) < batchRows {
		line, err := a.lines.next()
		if errors.Is(err, io.EOF) {
			a.close()
			a.day++
			return
		}
		if err != nil {
			a.fail(b, err)
			return
		}
		b.text = append(b.text, line...)
		b.ends = append(b.ends, len(b.text))
	}
}

// fail ends the log.
func (a *ahead[T]) fail(b *batch[T], err error) {
	a.close()
	a.ended, b.err = true, a.log.wrong(b.file, cause.Of(err))
}

// close closes the file at hand.
func (a *ahead[T]) close() {
	if a.open != nil {
		_ = a.open.Close() // only read
		a.open = nil
	}
}

// decode reads the lines of a batch. It ends at the first bad one.
func (a *ahead[T]) decode(d decoder[T], b *batch[T]) {
	d.bound()
	b.rows = b.rows[:len(b.ends)]
	for i := range b.rows {
		if err := d.decode(b.line(i), b.first+i, &b.rows[i]); err != nil {
			b.rows, b.err = b.rows[:i], a.log.wrong(b.file, cause.Of(err))
			return
		}
	}
}

package read

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/breachsim/breachsim/output/internal/bytime"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// Log reads the days of a log one after the other. The lines ahead are decoded by
// goroutines of their own, a few thousand at most, so that reading and what is done with
// the lines share the processors:
//
//	files ─► blocks of lines, one after the other ─┬─► decoder ─┬─► All, in the order of the log
//	                                               └─► decoder ─┘
type Log[T any] struct {
	dataset  *Dataset
	days     []string
	decoders []decoder[T]
	time     func(*T) int64 // that a line tells, microseconds since 1970
	disorder int64          // how far it may lie before that of a line above it, microseconds
	file     string
	line     int
}

// mostDecoders is how many goroutines decode at most: more would wait for whoever reads the
// blocks, and each keeps the texts that repeat.
const mostDecoders = 4

// newLog returns the reader of the days of a log.
func newLog[T any](d *Dataset, days []string, time func(*T) int64, decoder func() decoder[T]) *Log[T] {
	l := &Log[T]{dataset: d, days: days, time: time, disorder: d.disorder}
	for range min(runtime.GOMAXPROCS(0), mostDecoders) {
		l.decoders = append(l.decoders, decoder())
	}
	return l
}

// AuditLog returns the native audit log. One value serves one pass at a time.
func (d *Dataset) AuditLog() (*Log[Event], error) {
	days := d.Days("logs/audit", ".jsonl")
	if len(days) == 0 {
		return nil, fmt.Errorf("dataset %q has no native audit log; it is made with --format jsonl", d.Dir)
	}
	ts := func(e *Event) int64 { return e.TS }
	return newLog(d, days, ts, func() decoder[Event] { return NewAudit(nil) }), nil
}

// AuditForms is AuditLog, and tells of each event how its line is written.
func (d *Dataset) AuditForms() (*Log[Event], error) {
	log, err := d.AuditLog()
	if err != nil {
		return nil, err
	}
	for _, a := range log.decoders {
		a.(*Audit).tellForms()
	}
	return log, nil
}

// AccessLog returns the access log in combined form. One value serves one pass
// at a time.
func (d *Dataset) AccessLog() (*Log[Request], error) {
	days := d.Days("logs/access", ".log")
	if len(days) == 0 {
		return nil,
			fmt.Errorf("dataset %q has no access log in combined form; it is made with --format combined", d.Dir)
	}
	ts := func(r *Request) int64 { return r.TS }
	return newLog(d, days, ts, func() decoder[Request] { return NewAccess(nil) }), nil
}

// Where returns the file, as the user can open it, and the line of the value
// that All gave last.
func (l *Log[T]) Where() (file string, line int) { return l.file, l.line }

// DateOf is the local date in the name of a log file, which [Log.Where] gives.
func DateOf(file string) string {
	date, _, _ := strings.Cut(path.Base(filepath.ToSlash(file)), ".")
	return date
}

// All ranges over the lines of all days, each day's by the time that they tell. A value
// is valid until the next one: copy what is to be kept. It ends after the first error,
// which names file and line, or the cause of ctx.
//
// The lines of a file stand in that order, except in a dataset of a scenario with
// `delivery` ([Dataset.Imperfect]). There they are put into it, in memory for as many
// lines as lie within the time by which they may be out of order; a line that was
// delivered twice is given twice.
func (l *Log[T]) All(ctx context.Context) iter.Seq2[*T, error] {
	if l.disorder > 0 {
		return l.sorted(ctx)
	}
	return l.delivered(ctx)
}

// sorted ranges over the lines of each day by time.
func (l *Log[T]) sorted(ctx context.Context) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		b, at := &bytime.Buffer[T]{Disorder: l.disorder}, ""
		give := func(end bool) bool {
			for row := b.Next(end); row != nil; row = b.Next(end) {
				if l.file, l.line = at, row.Line; !yield(&row.Value, nil) {
					return false
				}
			}
			return true
		}
		for row, err := range l.delivered(ctx) {
			file, line := l.Where()
			if (err != nil || file != at) && !give(true) {
				return
			}
			if err != nil {
				yield(nil, err)
				return
			}
			at = file
			b.Take(row, line, l.time(row))
			if !give(false) {
				return
			}
			l.file = file // of the lines to come
		}
		give(true)
	}
}

// delivered ranges over the lines as they stand in the files.
func (l *Log[T]) delivered(ctx context.Context) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		for rows, err := range l.blocks(ctx) {
			if err != nil {
				yield(nil, err)
				return
			}
			first := l.line
			for i := range rows {
				l.line = first + i
				if !yield(&rows[i], nil) {
					return
				}
			}
		}
	}
}

// Blocks is [Log.All] for those who take many lines at a time: each block is lines of one
// file that follow one another, some hundreds at most and never none, valid until the next
// block. [Log.Where] tells of its first line.
func (l *Log[T]) Blocks(ctx context.Context) iter.Seq2[[]T, error] {
	if l.disorder > 0 {
		return l.gathered(ctx)
	}
	return l.blocks(ctx)
}

// gathered puts lines that are ranged over by time into blocks: one ends where a line does
// not stand behind that before it.
func (l *Log[T]) gathered(ctx context.Context) iter.Seq2[[]T, error] {
	return func(yield func([]T, error) bool) {
		rows, file, first := make([]T, 0, batchRows), "", 0
		give := func() bool {
			l.file, l.line = file, first
			return len(rows) == 0 || yield(rows, nil)
		}
		for row, err := range l.sorted(ctx) {
			at, line := l.Where()
			if err != nil || at != file || line != first+len(rows) || len(rows) == batchRows {
				if !give() {
					return
				}
				rows, file, first = rows[:0], at, line
			}
			if err != nil {
				yield(nil, err)
				return
			}
			rows = append(rows, *row)
		}
		give()
	}
}

// blocks ranges over the lines as they stand in the files.
func (l *Log[T]) blocks(ctx context.Context) iter.Seq2[[]T, error] {
	return func(yield func([]T, error) bool) {
		ctx, stop := context.WithCancel(ctx)
		full, free, ended := l.readAhead(ctx)
		defer ended()
		defer stop()
		for b := range full {
			<-b.decoded
			if ctx.Err() != nil {
				break
			}
			l.file, l.line = b.file, b.first
			if len(b.rows) > 0 && !yield(b.rows, nil) {
				return
			}
			if b.err != nil {
				yield(nil, b.err)
				return
			}
			free <- b
		}
		if err := context.Cause(ctx); err != nil {
			yield(nil, err)
		}
	}
}

// readAhead fills batches until the end, an error or the end of ctx: full gives them in the
// order of the log, and free takes back those that are done with. ended waits for all who
// fill them.
func (l *Log[T]) readAhead(ctx context.Context) (full <-chan *batch[T], free chan<- *batch[T], ended func()) {
	n := 2*len(l.decoders) + 2 // one is filled and one waits for each, and one is handed over
	a := &ahead[T]{
		dataset: l.dataset, days: l.days, lines: newLines(nil),
		full: make(chan *batch[T], n), free: make(chan *batch[T], n),
	}
	for range n {
		a.free <- &batch[T]{rows: make([]T, 0, batchRows), decoded: make(chan struct{}, 1)}
	}
	var wg sync.WaitGroup
	for _, d := range l.decoders {
		wg.Go(func() { a.work(ctx, d) })
	}
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		wg.Wait()
		a.close()
		close(a.full)
	}()
	return a.full, a.free, func() { <-closed }
}

// decoder reads single lines, of whatever file. It serves one goroutine.
type decoder[T any] interface {
	// decode reads line n of a file, without its newline.
	decode(line []byte, n int, into *T) error

	// bound forgets the texts of a log in which they do not repeat.
	bound()
}

// batchRows is how many lines a batch has at most.
const batchRows = 512

// batch is a stretch of one file.
type batch[T any] struct {
	text    []byte // its lines, one after the other
	ends    []int  // of each line in text
	rows    []T
	file    string
	first   int // line of the first row
	err     error
	decoded chan struct{} // takes a value when rows and err are there
}

// line is line i without its newline.
func (b *batch[T]) line(i int) []byte {
	from := 0
	if i > 0 {
		from = b.ends[i-1]
	}
	return b.text[from:b.ends[i]]
}

// ahead reads a log before its lines are asked for: whoever has a free batch takes the
// next lines of the files, in turn, and decodes them beside the others.
type ahead[T any] struct {
	dataset *Dataset
	days    []string
	full    chan *batch[T] // in the order of the log, decoded or not; has room for all
	free    chan *batch[T]

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
		if a.ended || a.day == len(a.days) {
			return false
		}
		a.read(b)
	}
	a.full <- b
	return true
}

// read reads lines of one file until the batch is full, the file ends or a line is bad.
func (a *ahead[T]) read(b *batch[T]) {
	day := a.days[a.day]
	b.file = a.dataset.path(day)
	if a.open == nil {
		r, err := a.dataset.unpacked(day)
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
	a.ended, b.err = true, wrong(b.file, cause.Of(err))
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
			b.rows, b.err = b.rows[:i], wrong(b.file, cause.Of(err))
			return
		}
	}
}

// wrong says in which file reading failed.
func wrong(file string, err error) error {
	var at *LineError
	if errors.As(err, &at) {
		return fmt.Errorf("%s:%d: %w", file, at.Line, at.Err)
	}
	return fmt.Errorf("reading %q: %w", file, err)
}

package read

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"path/filepath"
	"strings"
	"sync"

	"breachsim/scenarios/cause"
)

// Log reads the days of a log one after the other. The lines ahead are read by
// a goroutine of their own, a few thousand at most, so that reading and what is
// done with the lines share two processors.
type Log[T any] struct {
	dataset *Dataset
	days    []string
	reader  dayReader[T]
	file    string
	line    int
}

// dayReader reads one file after another.
type dayReader[T any] interface {
	reset(r io.Reader)
	Next() (*T, error)
	Line() int
}

// AuditLog returns the native audit log. One value serves one pass at a time.
func (d *Dataset) AuditLog() (*Log[Event], error) {
	days := d.Days("logs/audit", ".jsonl")
	if len(days) == 0 {
		return nil, fmt.Errorf("dataset %q has no native audit log; it is made with --format jsonl", d.Dir)
	}
	return &Log[Event]{dataset: d, days: days, reader: NewAudit(nil)}, nil
}

// AuditForms is AuditLog, and tells of each event how its line is written.
func (d *Dataset) AuditForms() (*Log[Event], error) {
	log, err := d.AuditLog()
	if err == nil {
		log.reader.(*Audit).tellForms()
	}
	return log, err
}

// AccessLog returns the access log in combined form. One value serves one pass
// at a time.
func (d *Dataset) AccessLog() (*Log[Request], error) {
	days := d.Days("logs/access", ".log")
	if len(days) == 0 {
		return nil,
			fmt.Errorf("dataset %q has no access log in combined form; it is made with --format combined", d.Dir)
	}
	return &Log[Request]{dataset: d, days: days, reader: NewAccess(nil)}, nil
}

// Where returns the file, as the user can open it, and the line of the value
// that All gave last.
func (l *Log[T]) Where() (file string, line int) { return l.file, l.line }

// DateOf is the local date in the name of a log file, which [Log.Where] gives.
func DateOf(file string) string {
	date, _, _ := strings.Cut(path.Base(filepath.ToSlash(file)), ".")
	return date
}

// wrong says in which file reading failed.
func (l *Log[T]) wrong(file string, err error) error {
	var at *LineError
	if errors.As(err, &at) {
		return fmt.Errorf("%s:%d: %w", file, at.Line, at.Err)
	}
	return fmt.Errorf("reading %q: %w", file, err)
}

const (
	batchRows = 512
	batches   = 4 // in flight
)

// batch is a stretch of one file.
type batch[T any] struct {
	rows  []T
	file  string
	first int // line of the first row
	err   error
}

// All ranges over the lines of all days. A value is valid until the next one:
// copy what is to be kept. It ends after the first error, which names file and
// line, or the cause of ctx.
func (l *Log[T]) All(ctx context.Context) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		full, free := make(chan *batch[T], batches), make(chan *batch[T], batches)
		for range batches {
			free <- &batch[T]{rows: make([]T, 0, batchRows)}
		}
		ctx, stop := context.WithCancel(ctx)
		var wg sync.WaitGroup
		wg.Go(func() { l.readAhead(ctx, full, free) })
		defer wg.Wait()
		defer stop()
		for b := range full {
			if ctx.Err() != nil {
				break
			}
			l.file = b.file
			for i := range b.rows {
				l.line = b.first + i
				if !yield(&b.rows[i], nil) {
					return
				}
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

// readAhead fills batches until the end, an error or the end of ctx.
func (l *Log[T]) readAhead(ctx context.Context, full chan<- *batch[T], free <-chan *batch[T]) {
	defer close(full)
	for _, day := range l.days {
		if !l.readDay(ctx, day, full, free) {
			return
		}
	}
}

// readDay hands the batches of one file over; it reports false where nothing
// is to follow.
func (l *Log[T]) readDay(ctx context.Context, day string, full chan<- *batch[T], free <-chan *batch[T]) bool {
	name := l.dataset.path(day)
	r, err := l.dataset.unpacked(day)
	if err == nil {
		defer r.Close() // only read
		l.reader.reset(r)
	}
	for {
		var b *batch[T]
		select {
		case b = <-free:
		case <-ctx.Done():
			return false
		}
		if ctx.Err() != nil {
			return false
		}
		*b = batch[T]{rows: b.rows[:0], file: name, first: l.reader.Line() + 1}
		if err == nil {
			err = l.fill(b)
		}
		if err != nil && !errors.Is(err, io.EOF) {
			b.err = l.wrong(name, cause.Of(err))
		}
		full <- b // has room for all batches
		if err != nil {
			return b.err == nil
		}
	}
}

// fill reads until the batch is full, the file ends or a line is bad.
func (l *Log[T]) fill(b *batch[T]) error {
	for len(b.rows) < cap(b.rows) {
		row, err := l.reader.Next()
		if err != nil {
			return err
		}
		b.rows = append(b.rows, *row)
	}
	return nil
}

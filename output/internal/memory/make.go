package memory

import (
	"bytes"
	"io"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output"
	"github.com/breachsim/breachsim/output/internal/encode/records"
)

// piece is how many bytes are made at a time, and a line.
const piece = 64 << 10

// reader gives the bytes that more appends, piece by piece. At the end more appends
// nothing.
type reader struct {
	more func(dst []byte) []byte
	made []byte
	rest []byte // of made
}

func (r *reader) Read(p []byte) (int, error) {
	if len(r.rest) == 0 {
		r.made = r.more(r.made[:0])
		r.rest = r.made
	}
	if len(r.rest) == 0 && len(p) > 0 {
		return 0, io.EOF
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// part is a list of rows in a slice.
type part uint8

const (
	auditLines part = iota
	accessLines
	exposures
	interference
)

// rows is how many the list has in a slice.
func (p part) rows(b *event.Batch) int {
	switch p {
	case auditLines:
		return len(b.AuditOrder)
	case accessLines:
		return len(b.AccessOrder)
	case exposures:
		return len(b.Exposures)
	}
	return len(b.Interference)
}

// rowOf appends row i of a list in a slice, or nothing where the file leaves it out.
type rowOf func(dst []byte, b *event.Batch, i int) []byte

// slicesOf makes slices in order and appends the rows of a part of each.
func slicesOf(src output.Source, windows []event.Window, p part, row rowOf) io.Reader {
	filler, batch, next := src.NewFiller(), &event.Batch{NoAccess: p != accessLines}, 0
	return &reader{more: func(dst []byte) []byte {
		for len(dst) < piece {
			for next == p.rows(batch) {
				if len(windows) == 0 {
					return dst
				}
				filler.Fill(windows[0], batch)
				windows, next = windows[1:], 0
			}
			for ; next < p.rows(batch) && len(dst) < piece; next++ {
				dst = row(dst, batch, next)
			}
		}
		return dst
	}}
}

// written gives what write writes to it. It is for files that are small.
func written(write func(io.Writer) error) io.Reader {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return broken{err}
	}
	return &b
}

// broken is a file that could not be made.
type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

// table is a reader of an iteration that ends with it.
type table struct {
	*reader
	stop func()
}

func (t *table) Close() error {
	t.stop()
	return nil
}

// csv is a table as CSV: next gives its rows, until it reports false.
func csv[T any](t records.Table[T], next func(r *T) bool) *reader {
	lines, head, row := t.CSV(), true, new(T)
	return &reader{more: func(dst []byte) []byte {
		if head {
			dst, head = lines.AppendHeader(dst), false
		}
		for len(dst) < piece && next(row) {
			dst = lines.Append(dst, row)
		}
		return dst
	}}
}

package socket

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/breachsim/breachsim/output/replay/sink"
	"github.com/breachsim/breachsim/scenarios/cause"
)

// Writer sends lines to a stream such as standard output, a newline behind each.
type Writer struct {
	w    *bufio.Writer
	name string
}

// NewWriter returns the sink of a stream, which stays open. Name is what errors call it.
func NewWriter(w io.Writer, name string) *Writer { return &Writer{bufio.NewWriterSize(w, 1<<16), name} }

// Send writes the batch.
func (w *Writer) Send(ctx context.Context, batch []sink.Line) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	for _, l := range batch {
		_, _ = w.w.Write(l.Bytes) // Flush has the error
		_ = w.w.WriteByte('\n')
	}
	if err := w.w.Flush(); err != nil {
		return fmt.Errorf("writing to %s: %w", w.name, cause.Of(err))
	}
	return nil
}

// Close does nothing: the stream belongs to others.
func (w *Writer) Close() error { return nil }

// File appends lines to a file.
type File struct {
	f    *os.File
	path string
	text []byte
}

// OpenFile opens a file for appending; it is made where it is not there.
func OpenFile(path string) (*File, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return nil, fmt.Errorf("opening %q: %w", path, cause.Of(err))
	}
	return &File{f: f, path: path}, nil
}

// Send appends the batch. Where the disk takes a part only, that part is taken back, so
// that the file never ends within a line.
func (f *File) Send(ctx context.Context, batch []sink.Line) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	f.text = Newlines.Append(f.text[:0], batch)
	n, err := f.f.Write(f.text)
	if err == nil {
		return nil
	}
	err = fmt.Errorf("writing %q: %w", f.path, cause.Of(err))
	if st, e := f.f.Stat(); e == nil && n > 0 && st.Mode().IsRegular() {
		err = errors.Join(err, f.f.Truncate(st.Size()-int64(n)))
	}
	return err
}

// Sync makes what was sent last. Where the file is a pipe or a device there is nothing
// to do.
func (f *File) Sync() error {
	if st, err := f.f.Stat(); err != nil || !st.Mode().IsRegular() {
		return err
	}
	if err := f.f.Sync(); err != nil {
		return fmt.Errorf("syncing %q: %w", f.path, cause.Of(err))
	}
	return nil
}

// Close syncs and closes the file.
func (f *File) Close() error { return errors.Join(f.Sync(), f.f.Close()) }

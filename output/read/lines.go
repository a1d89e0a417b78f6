package read

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"github.com/breachsim/breachsim/output/internal/limits"
)

// lines gives the lines of a file and counts them.
type lines struct {
	r    *bufio.Reader
	n    int
	rest []byte // of lines longer than the reader's buffer
}

func newLines(r io.Reader) lines { return lines{r: bufio.NewReaderSize(r, 1<<16)} }

// next returns a line without its newline, valid until the next call; io.EOF
// after the last. A last line without a newline is an error: the file was cut.
func (l *lines) next() ([]byte, error) {
	b, err := l.r.ReadSlice('\n')
	l.n++
	if errors.Is(err, bufio.ErrBufferFull) {
		l.rest = append(l.rest[:0], b...)
		for errors.Is(err, bufio.ErrBufferFull) && len(l.rest) < limits.Line {
			b, err = l.r.ReadSlice('\n')
			l.rest = append(l.rest, b...)
		}
		b = l.rest
	}
	switch {
	case errors.Is(err, io.EOF) && len(b) == 0:
		return nil, io.EOF
	case errors.Is(err, io.EOF):
		return nil, l.wrong(errors.New("cut: no newline at the end"))
	case err != nil:
		return nil, l.wrong(err)
	}
	return b[:len(b)-1], nil
}

// reset goes on to another file.
func (l *lines) reset(r io.Reader) {
	l.r.Reset(r)
	l.n = 0
}

// LineError says at which line of a file reading ended, and why.
type LineError struct {
	Line int // from 1
	Err  error
}

func (e *LineError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }
func (e *LineError) Unwrap() error { return e.Err }

func (l *lines) wrong(err error) error { return &LineError{l.n, err} }

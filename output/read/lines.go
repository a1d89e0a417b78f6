package read

import (
	"bufio"
	"errors"
	"fmt"
	"io"
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
		for errors.Is(err, bufio.ErrBufferFull) && len(l.rest) < 1<<20 {
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

// texts keeps one copy of each text that repeats, by its form in the file.
type texts map[string]string

// bound forgets the texts of a log in which they do not repeat.
func (t texts) bound() {
	if len(t) > maxPhrases {
		clear(t)
	}
}

func (t texts) of(b []byte) string {
	if s, ok := t[string(b)]; ok {
		return s
	}
	s := string(b)
	t[s] = s
	return s
}

// quoted returns the text of a JSON string, which it decodes once.
func (t texts) quoted(value []byte) (string, error) {
	if s, ok := t[string(value)]; ok {
		return s, nil
	}
	b, err := unquoted(value)
	if err != nil {
		return "", err
	}
	s := string(b)
	t[string(value)] = s
	return s, nil
}

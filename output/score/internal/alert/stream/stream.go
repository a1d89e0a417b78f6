// Package stream gives the JSON values of a file one after the other, whether they
// stand on lines, behind one another or in one array, with the line at which each
// begins. It holds one value at a time and knows nothing of what they say.
package stream

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"

	"github.com/breachsim/breachsim/output/internal/limits"
)

// maxValue bounds one value; a file may be of any size.
const maxValue = limits.Value

// Value is one JSON value of a file.
type Value struct {
	Line int    // at which it begins, from 1
	Item int    // its place in the array that the file is, from 1; 0 = the file is none
	Raw  []byte // valid until the next value
}

// Where says where a value stands: its line, and its place in an array.
func (v *Value) Where() string {
	if v.Item > 0 {
		return fmt.Sprintf("line %d, item %d", v.Line, v.Item)
	}
	return fmt.Sprintf("line %d", v.Line)
}

// BrokenError says at which line the JSON of a file ends to be readable, and why.
type BrokenError struct {
	Line int
	Text string
}

func (e *BrokenError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Text) }

// Values ranges over the values of a file; those of an array that is the whole file,
// one by one. It ends after the first error: a [*BrokenError], or one of r.
func Values(r io.Reader) iter.Seq2[*Value, error] {
	return func(yield func(*Value, error) bool) {
		s := &source{r: r, line: 1}
		s.dec = json.NewDecoder(s)
		s.each(yield)
	}
}

// source counts the lines that it hands to a decoder, which reads ahead.
type source struct {
	r    io.Reader
	dec  *json.Decoder
	read int64   // bytes handed over
	from int64   // where the value that is being read may begin
	ends []int64 // of lines that are handed over and not counted yet
	line int     // at the place counted last
}

func (s *source) Read(b []byte) (int, error) {
	if s.read-s.from > maxValue {
		return 0, errTooLong
	}
	n, err := s.r.Read(b)
	for i, c := range b[:n] {
		if c == '\n' {
			s.ends = append(s.ends, s.read+int64(i))
		}
	}
	s.read += int64(n)
	return n, err
}

var errTooLong = fmt.Errorf("one JSON value is longer than %d MiB: write the alerts one a line", maxValue>>20)

// lineAt counts lines up to an offset, which never goes back.
func (s *source) lineAt(offset int64) int {
	n := 0
	for n < len(s.ends) && s.ends[n] < offset {
		n++
	}
	s.ends = s.ends[:copy(s.ends, s.ends[n:])]
	s.line += n
	return s.line
}

func (s *source) each(yield func(*Value, error) bool) {
	array, item := false, 0
	for first := true; ; first = false {
		var raw json.RawMessage
		s.from = s.dec.InputOffset()
		if first && s.opens() {
			array = true
			continue
		}
		if array && !s.dec.More() {
			if err := s.close(); err != nil {
				yield(nil, err)
			}
			return
		}
		err := s.dec.Decode(&raw)
		if errors.Is(err, io.EOF) && !array {
			return
		}
		if err != nil {
			yield(nil, s.broken(err))
			return
		}
		v := Value{Line: s.lineAt(s.dec.InputOffset() - int64(len(raw))), Raw: raw}
		if array {
			item++
			v.Item = item
		}
		if !yield(&v, nil) {
			return
		}
	}
}

// opens takes the bracket of an array that the file is.
func (s *source) opens() bool {
	if !s.dec.More() { // reads up to the first byte that is not space
		return false
	}
	b := make([]byte, 64<<10)
	n, _ := s.dec.Buffered().Read(b)
	for _, c := range b[:n] {
		switch c {
		case ' ', '\t', '\r', '\n':
		case '[':
			_, err := s.dec.Token()
			return err == nil
		default:
			return false
		}
	}
	return false
}

// close takes the end of the array and wants nothing behind it.
func (s *source) close() error {
	if _, err := s.dec.Token(); err != nil {
		return s.broken(err)
	}
	if s.dec.More() {
		return &BrokenError{s.lineAt(s.dec.InputOffset() + 1), "something follows the array that the file " +
			"begins with: write one array, or one object a line"}
	}
	return nil
}

// broken puts what a decoder says into words.
func (s *source) broken(err error) error {
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return &BrokenError{s.lineAt(syntax.Offset), "not readable as JSON: " + syntax.Error()}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &BrokenError{s.lineAt(s.read), "the JSON ends in the middle: the file was cut"}
	case errors.Is(err, errTooLong):
		return &BrokenError{s.lineAt(s.from + 1), errTooLong.Error()}
	}
	return err
}

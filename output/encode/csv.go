package encode

import (
	"bytes"

	"breachsim/generator/record"
)

// Field describes one column of a file: its name, its type in the words of
// the dataset page, and what it means.
type Field struct {
	Name, Type, Meaning string
}

// Column is one column of a record table. One list of columns gives the
// header, the lines and the data dictionary.
type Column[T any] struct {
	Field
	// Append appends the bare value of r; CSV adds the quotes where needed.
	Append func(dst []byte, r *T) []byte
}

// CSV writes a record table as RFC 4180 in UTF-8 with LF, a header line, and
// quotes only where a value needs them.
type CSV[T any] struct{ columns []Column[T] }

// NewCSV returns a writer of the columns.
func NewCSV[T any](columns []Column[T]) CSV[T] { return CSV[T]{columns} }

// AppendHeader appends the header line.
func (c CSV[T]) AppendHeader(dst []byte) []byte {
	for i := range c.columns {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, c.columns[i].Name...)
	}
	return append(dst, '\n')
}

// Append appends the line of r.
func (c CSV[T]) Append(dst []byte, r *T) []byte {
	for i := range c.columns {
		if i > 0 {
			dst = append(dst, ',')
		}
		from := len(dst)
		dst = c.columns[i].Append(dst, r)
		if needsQuotes(dst[from:]) {
			dst = quoteFrom(dst, from)
		}
	}
	return append(dst, '\n')
}

// Fields lists the columns for a data dictionary.
func (c CSV[T]) Fields() []Field {
	fields := make([]Field, len(c.columns))
	for i := range c.columns {
		fields[i] = c.columns[i].Field
	}
	return fields
}

func needsQuotes(v []byte) bool {
	for _, c := range v {
		if c == ',' || c == '"' || c == '\n' || c == '\r' {
			return true
		}
	}
	return false
}

// quoteFrom puts the value that begins at from into quotes, in place.
func quoteFrom(dst []byte, from int) []byte {
	inside := bytes.Count(dst[from:], []byte{'"'})
	end := len(dst)
	for range inside + 2 {
		dst = append(dst, '"')
	}
	w := len(dst) - 2 // the closing quote stays at the end
	for r := end - 1; r >= from; r-- {
		dst[w] = dst[r]
		w--
		if dst[r] == '"' {
			dst[w] = '"'
			w--
		}
	}
	dst[from] = '"'
	return dst
}

func appendDate(dst []byte, d record.Date) []byte {
	if d == (record.Date{}) {
		return dst
	}
	y := uint32(d.Year)
	dst = append2(dst, y/100)
	dst = append2(dst, y%100)
	dst = append(dst, '-')
	dst = append2(dst, uint32(d.Month))
	dst = append(dst, '-')
	return append2(dst, uint32(d.Day))
}

func appendBool(dst []byte, v bool) []byte {
	if v {
		return append(dst, "true"...)
	}
	return append(dst, "false"...)
}

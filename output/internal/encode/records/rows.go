package records

import (
	"github.com/breachsim/breachsim/generator/record"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// CSV is RFC 4180 in UTF-8 with LF, a header line, and quotes only where a
// value needs them. Null is empty.
func (t Table[T]) CSV() Lines[T] {
	l := separated(t.Columns, ",", true, func(c *Column[T]) func([]byte, int) []byte {
		if c.plain() {
			return nil
		}
		return wire.QuoteCSV
	})
	l.whole = t.csv
	return l
}

func appendDate(dst []byte, d record.Date) []byte {
	if d == (record.Date{}) {
		return dst
	}
	return wire.AppendDate(dst, uint32(d.Year), uint32(d.Month), uint32(d.Day))
}

func appendBool(dst []byte, v bool) []byte {
	if v {
		return append(dst, "true"...)
	}
	return append(dst, "false"...)
}

// Copy is the text form of PostgreSQL's COPY: values with tabs between them,
// special characters behind a backslash, \N for null.
func (t Table[T]) Copy() Lines[T] {
	return separated(t.Columns, "\t", false, func(c *Column[T]) func([]byte, int) []byte {
		switch {
		case c.Null:
			return copyOrNull
		case c.plain():
			return nil
		}
		return wire.EscapeCopy
	})
}

func copyOrNull(dst []byte, from int) []byte {
	if len(dst) == from {
		return append(dst, `\N`...)
	}
	return wire.EscapeCopy(dst, from)
}

// Packed is the form in which rows go to writers of columns: each value with
// its length before it, four bytes, little-endian. An empty value of a column
// that may be null is null.
func (t Table[T]) Packed() Lines[T] {
	var l Lines[T]
	for i := range t.Columns {
		l.parts = append(l.parts, part[T]{"\x00\x00\x00\x00", t.Columns[i].Append, wire.SetLength})
	}
	return l
}

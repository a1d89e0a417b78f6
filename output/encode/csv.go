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

// CSV is RFC 4180 in UTF-8 with LF, a header line, and quotes only where a
// value needs them. Null is empty.
func (t Table[T]) CSV() Lines[T] {
	return separated(t.Columns, ",", true, func(c *Column[T]) func([]byte, int) []byte {
		if c.plain() {
			return nil
		}
		return quoteIfNeeded
	})
}

func quoteIfNeeded(dst []byte, from int) []byte {
	special := uint8(0)
	for _, c := range dst[from:] { // no branch a byte: hardly any is special
		special |= specialInCSV[c]
	}
	if special != 0 {
		return quoteFrom(dst, from)
	}
	return dst
}

var specialInCSV = [256]uint8{',': 1, '"': 1, '\n': 1, '\r': 1}

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

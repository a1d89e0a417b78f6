package records

import "breachsim/output/encode/wire"

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

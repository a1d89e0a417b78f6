package records

import "breachsim/output/encode/wire"

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

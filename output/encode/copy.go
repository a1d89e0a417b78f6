package encode

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
		return escapeCopy
	})
}

func copyOrNull(dst []byte, from int) []byte {
	if len(dst) == from {
		return append(dst, `\N`...)
	}
	return escapeCopy(dst, from)
}

func escapeCopy(dst []byte, from int) []byte {
	return escape(dst, from, &specialInCopy, appendCopyEscape)
}

var specialInCopy = [256]bool{'\b': true, '\t': true, '\n': true, '\v': true, '\f': true, '\r': true, '\\': true}

func appendCopyEscape(dst []byte, c byte) []byte {
	if c == '\\' {
		return append(dst, `\\`...)
	}
	const letters = "btnvfr" // of the characters 8 to 13
	return append(dst, '\\', letters[c-'\b'])
}

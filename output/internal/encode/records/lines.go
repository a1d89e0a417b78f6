package records

// Lines is a form of a table in which each record is a run of bytes:
//
//	part: text, value, escapes ─► part: text, value, escapes ─► … ─► end
//
// It is read-only once made and may be shared.
type Lines[T any] struct {
	header string
	parts  []part[T]
	end    string
	only   func(r *T) bool               // nil = every record
	whole  func(dst []byte, r *T) []byte // the same as parts and end, quicker; nil = there is none
}

// part is a text and the value that follows it.
type part[T any] struct {
	before string
	value  func(dst []byte, r *T) []byte
	finish func(dst []byte, from int) []byte // of the value, which begins at from; nil = as it is
}

// AppendHeader appends what stands before the first record.
func (l Lines[T]) AppendHeader(dst []byte) []byte { return append(dst, l.header...) }

// HasHeader reports whether a line stands before the first record.
func (l Lines[T]) HasHeader() bool { return l.header != "" }

// Append appends a record. It appends nothing for a record that has no place
// in the form.
func (l Lines[T]) Append(dst []byte, r *T) []byte {
	if l.only != nil && !l.only(r) {
		return dst
	}
	if l.whole != nil {
		return l.whole(dst, r)
	}
	for i := range l.parts {
		p := &l.parts[i]
		if len(p.before) == 1 { // a separator: much quicker so
			dst = append(dst, p.before[0])
		} else {
			dst = append(dst, p.before...)
		}
		from := len(dst)
		dst = p.value(dst, r)
		if p.finish != nil {
			dst = p.finish(dst, from)
		}
	}
	return append(dst, l.end...)
}

// separated returns a form of values with a separator between them, and the
// names of the columns in the first line where header is set.
func separated[T any](
	columns []Column[T],
	separator string,
	header bool,
	finish func(c *Column[T]) func([]byte, int) []byte,
) Lines[T] {
	l := Lines[T]{end: "\n"}
	before := ""
	for i := range columns {
		c := &columns[i]
		if header {
			l.header += before + c.Name
		}
		l.parts = append(l.parts, part[T]{before, c.Append, finish(c)})
		before = separator
	}
	if header {
		l.header += "\n"
	}
	return l
}

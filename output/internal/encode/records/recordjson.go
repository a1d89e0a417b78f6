package records

import "github.com/breachsim/breachsim/output/internal/encode/wire"

// JSONL is one JSON object a line with every key in the order of the columns.
// Numbers and booleans are bare, all else is text; null is null.
func (t Table[T]) JSONL() Lines[T] {
	l := Lines[T]{end: "}\n"}
	open := "{"
	for i := range t.Columns {
		c := &t.Columns[i]
		shape, _ := c.Shape() // a test reads every word
		p := part[T]{before: open + `"` + c.Name + `":"`, value: c.Append, finish: closeText}
		switch {
		case shape.Kind.Bare():
			p.before, p.finish = open+`"`+c.Name+`":`, bareOrNull
		case c.Null && c.plain():
			p.finish = closeCodeOrNull
		case c.Null:
			p.finish = closeTextOrNull
		case c.plain():
			p.finish = closeCode
		}
		l.parts = append(l.parts, p)
		open = ","
	}
	return l
}

// closeText escapes the text that begins at from, in place, and closes its
// quote.
func closeText(dst []byte, from int) []byte { return append(escapeJSON(dst, from), '"') }

// closeTextOrNull takes the open quote back where there is no text.
func closeTextOrNull(dst []byte, from int) []byte {
	if len(dst) == from {
		return append(dst[:from-1], "null"...)
	}
	return closeText(dst, from)
}

// closeCode is closeText for values without anything to escape.
func closeCode(dst []byte, _ int) []byte { return append(dst, '"') }

// closeCodeOrNull is closeTextOrNull for such values.
func closeCodeOrNull(dst []byte, from int) []byte {
	if len(dst) == from {
		return append(dst[:from-1], "null"...)
	}
	return append(dst, '"')
}

func bareOrNull(dst []byte, from int) []byte {
	if len(dst) == from {
		return append(dst, "null"...)
	}
	return dst
}

// escapeJSON escapes what JSON demands: quote, backslash and control
// characters.
func escapeJSON(dst []byte, from int) []byte {
	return wire.Escape(dst, from, &specialInJSON, appendJSONEscape)
}

var specialInJSON = func() (special [256]bool) {
	for c := range ' ' {
		special[c] = true
	}
	special['"'], special['\\'] = true, true
	return special
}()

func appendJSONEscape(dst []byte, c byte) []byte {
	const digits = "0123456789abcdef"
	switch c {
	case '\n':
		return append(dst, `\n`...)
	case '\r':
		return append(dst, `\r`...)
	case '\t':
		return append(dst, `\t`...)
	case '"', '\\':
		return append(dst, '\\', c)
	}
	return append(dst, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
}

package schema

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/breachsim/breachsim/scenarios/internal/quantity"
)

// Write writes what the rows keep as the lines of a file, every default written
// out. target is a pointer to what the group stands for. [Group.Check] and
// [Group.Fill] read the same values from it.
func (g *Group) Write(target any) string {
	w := &writer{}
	w.block(0, g, target)
	return w.String()
}

// keys lists the rows that are written, in order.
func (g *Group) keys(target any) []*Row {
	var out []*Row
	if g.Order != nil {
		for _, name := range g.Order(target) {
			out = append(out, g.Row(name))
		}
		return out
	}
	for i := range g.Rows {
		out = append(out, &g.Rows[i])
	}
	return out
}

// value is what a row writes, if it does: Raw, or a pointer to a value of its kind.
func (r *Row) value(target any) (v any, ok bool) {
	if r.place == nil || r.written != nil && !r.written(target) {
		return nil, false
	}
	v = r.place(target)
	if k, ok := v.(Keeper); ok {
		v = k.Give()
	}
	if raw, ok := v.(Raw); ok {
		return raw, raw != ""
	}
	return v, r.written != nil || r.Default != "" || r.Required || !nothing(r.Kind, v)
}

// Text is what a row writes of what its group stands for, on one line; "" where it
// writes nothing.
func (r *Row) Text(target any) string {
	v, ok := r.value(target)
	if !ok {
		return ""
	}
	return flow(r.Kind, v)
}

// nothing reports whether a value says nothing: it is zero, and zero is no word of
// a list and no truth value.
func nothing(k Kind, v any) bool {
	x := reflect.ValueOf(v).Elem()
	if e, ok := k.(*Enum); ok {
		return e.nameOf(x.Interface()) == ""
	}
	return x.IsZero() && x.Kind() != reflect.Bool
}

// nameOf is the word for a value; "" where there is none.
func (e *Enum) nameOf(v any) string {
	for _, w := range e.Words {
		if w.Value == v {
			return w.Name
		}
	}
	return ""
}

// flow is a value on one line; v is Raw or a pointer to it.
func flow(k Kind, v any) string {
	if raw, ok := v.(Raw); ok {
		return string(raw)
	}
	switch k := k.(type) {
	case *Group:
		var parts []string
		for _, r := range k.keys(v) {
			if x, ok := r.value(v); ok {
				parts = append(parts, r.Name+": "+flow(r.Kind, x))
			}
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case *ListOf:
		items := reflect.ValueOf(v).Elem()
		parts := make([]string, items.Len())
		for i := range parts {
			parts[i] = flow(k.Of, items.Index(i).Addr().Interface())
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case *Either:
		return flow(k.Inside, v)
	case *Enum:
		return k.text(reflect.ValueOf(v).Elem().Interface())
	case *Scalar:
		return k.text(reflect.ValueOf(v).Elem().Interface())
	}
	panic(fmt.Sprintf("schema: %T has no text on one line", k)) // a matrix has its lines
}

// text is the word for a value: in quotes where it looks like a number and stands
// for none.
func (e *Enum) text(v any) string {
	name := e.nameOf(v)
	if _, number := v.(int); !number && quantity.IsDigits(name) {
		return strconv.Quote(name)
	}
	return name
}

func (s *Scalar) text(v any) string {
	text := fmt.Sprint(v)
	if t, ok := v.(time.Time); ok {
		text = quantity.FormatTime(t)
	}
	if s.Quoted {
		return strconv.Quote(text)
	}
	return text
}

// writer collects indented lines.
type writer struct{ strings.Builder }

const indentation = "  "

func (w *writer) line(indent int, text string) {
	w.WriteString(strings.Repeat(indentation, indent) + text + "\n")
}

// block writes a group one key a line.
func (w *writer) block(indent int, g *Group, target any) {
	for _, r := range g.keys(target) {
		if v, ok := r.value(target); ok {
			w.key(indent, r, v)
		}
	}
}

// key writes one key with its value, on one line or several.
func (w *writer) key(indent int, r *Row, v any) {
	kind := r.Kind
	_, raw := v.(Raw)
	if e, ok := kind.(*Either); ok {
		kind = e.Inside
	}
	switch k := kind.(type) {
	case *Group:
		if k.Block && !raw {
			w.line(indent, r.Name+":")
			w.block(indent+1, k, v)
			return
		}
	case *ListOf:
		if k.Lines && !raw && reflect.ValueOf(v).Elem().Len() > 0 {
			w.line(indent, r.Name+":")
			w.items(indent+1, k, v)
			return
		}
	case *Scalar:
		if text, ok := v.(*string); ok && k.Lines && isBlock(*text) {
			w.line(indent, r.Name+": |-")
			w.paragraphs(indent+1, *text)
			return
		}
	case Matrix:
		w.line(indent, r.Name+":")
		axes, _ := v.(*[]Axis)
		for _, a := range *axes {
			w.line(indent+1, strconv.Quote(a.Path)+": ["+strings.Join(a.Values, ", ")+"]")
		}
		return
	}
	w.line(indent, r.Name+": "+flow(kind, v))
}

// items writes the items of a list, one a line or one a block.
func (w *writer) items(indent int, l *ListOf, v any) {
	items := reflect.ValueOf(v).Elem()
	for i := range items.Len() {
		item := items.Index(i).Addr().Interface()
		if g, ok := l.Of.(*Group); ok && g.Block {
			inner := &writer{}
			inner.block(indent+1, g, item)
			dash := strings.Repeat(indentation, indent) + "- "
			w.WriteString(dash + inner.String()[len(dash):])
			continue
		}
		w.line(indent, "- "+flow(l.Of, item))
	}
}

// isBlock reports whether text has several lines, all of which survive as a block;
// other text is written in quotes.
func isBlock(text string) bool {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if l != strings.TrimRight(l, " \t") || !isPrintable(l) || i == 0 && strings.HasPrefix(l, " ") {
			return false
		}
	}
	return len(lines) > 1
}

func isPrintable(text string) bool {
	for _, r := range text {
		if !strconv.IsPrint(r) {
			return false
		}
	}
	return true
}

// paragraphs writes the lines of a block.
func (w *writer) paragraphs(indent int, text string) {
	for l := range strings.SplitSeq(text, "\n") {
		if l == "" {
			w.WriteByte('\n')
			continue
		}
		w.line(indent, l)
	}
}

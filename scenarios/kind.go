package scenarios

import (
	"regexp"
	"slices"
	"strconv"
)

// kind is a kind of value in the field table. It checks a node and describes
// itself to editors; both from the same data, so that they cannot drift.
type kind interface {
	// check returns the value, or nil after reporting why there is none.
	check(w *walk, n *node, at place) any
	// schema returns the JSON Schema of the kind.
	schema(at place) map[string]any
}

// place is where a value stands: path with indices for people, pattern
// without them for the tables.
type place struct{ path, pattern string }

func (p place) key(name string) place {
	return place{keyPath(p.path, name), keyPath(p.pattern, name)}
}

func (p place) item(i int) place { return place{itemPath(p.path, i), p.pattern + "[]"} }

func keyPath(path, key string) string {
	key = clip(key, 40)
	if path == "" {
		return key
	}
	return path + "." + key
}

func itemPath(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// leaf is a single value.
type leaf struct {
	name  string // in the README's tables
	want  string // completes "write …"
	shape string // JSON type: string, integer, number or boolean
	regex string // for strings; empty = any
	parse func(text string) (any, error)

	least, most int64 // for integers and numbers; both zero = unbounded
	unit        int64 // of least and most: 1, or one for millionths
}

func (l *leaf) check(w *walk, n *node, at place) any {
	switch {
	case n.kind == badNode:
		return nil
	case n.kind != scalarNode:
		w.add(n, at.path, wrongKind(n), "write "+l.want)
		return nil
	case l.shape != "string" && !n.plain:
		w.add(n, at.path, quote(n.text)+" is in quotes", "write "+l.want+", without quotes")
		return nil
	}
	v, err := l.parse(n.text)
	if err != nil {
		w.fault(n, at, err, "write "+l.want)
		return nil
	}
	return v
}

func (l *leaf) schema(place) map[string]any {
	s := map[string]any{"type": l.shape}
	switch {
	case l.shape == "string" && l.regex != "":
		s["pattern"] = l.regex
	case l.shape == "integer" && l.most != 0:
		s["minimum"], s["maximum"] = l.least, l.most
	case l.shape == "number" && l.most != 0:
		s["minimum"], s["maximum"] = rawNumber(formatMillionths(l.least)), rawNumber(formatMillionths(l.most))
	}
	if l.name == "text" {
		s["type"] = []string{"string", "number", "boolean"} // unquoted 2022 is text here
	}
	return s
}

// enum is one word of a list.
type enum struct{ values []enumValue }

// enumValue is one word, what it stands for, and its meaning in a phrase.
type enumValue struct {
	name  string
	value any // nil where no later package knows it yet
	doc   string
}

func (e *enum) check(w *walk, n *node, at place) any {
	built := e.built(w, at)
	if n.kind == badNode {
		return nil
	}
	if n.kind != scalarNode {
		w.add(n, at.path, wrongKind(n), "write "+oneOf(built))
		return nil
	}
	i := slices.IndexFunc(e.values, func(v enumValue) bool { return v.name == n.text })
	if i < 0 {
		hint := "write " + oneOf(built)
		if near := nearest(n.text, built); near != "" {
			hint = "did you mean " + near + "?"
		} else if near := nearest(n.text, e.names()); near != "" {
			hint = "did you mean " + near + "? It is not supported yet: write " + oneOf(built)
		}
		w.add(n, at.path, quote(n.text)+" is not known here", hint)
		return nil
	}
	if hint, later := w.later[at.pattern+"="+n.text]; later {
		if hint == "" {
			hint = "write " + oneOf(built)
		}
		w.add(n, at.path, quote(n.text)+notYet, hint)
		return nil
	}
	return e.values[i].value
}

// built lists the words that this version can act on.
func (e *enum) built(w *walk, at place) (names []string) {
	for _, v := range e.values {
		if _, later := w.later[at.pattern+"="+v.name]; !later {
			names = append(names, v.name)
		}
	}
	return names
}

func (e *enum) names() []string {
	names := make([]string, len(e.values))
	for i, v := range e.values {
		names[i] = v.name
	}
	return names
}

func (e *enum) schema(place) map[string]any {
	values := make([]any, 0, len(e.values))
	for _, v := range e.values {
		values = append(values, v.name)
		if n, err := strconv.Atoi(v.name); err == nil {
			values = append(values, n) // 404 and "404" are the same word
		}
	}
	return map[string]any{"enum": values}
}

// either is a single value or something with an inside.
type either struct{ single, inside kind }

func (e *either) check(w *walk, n *node, at place) any {
	if n.kind != mapNode && n.kind != listNode {
		return e.single.check(w, n, at)
	}
	form := "=(mapping)"
	if n.kind == listNode {
		form = "=(list)"
	}
	if hint, later := w.later[at.pattern+form]; later {
		w.add(n, at.path, n.kind.String()+notYet, hint)
		return nil
	}
	return e.inside.check(w, n, at)
}

func (e *either) schema(at place) map[string]any {
	return map[string]any{"anyOf": []any{e.single.schema(at), e.inside.schema(at)}}
}

// notYet ends the message about a part of the language that is not built.
const notYet = " is not supported yet"

func wrongKind(n *node) string {
	if n.kind == nullNode {
		return "has no value"
	}
	if n.kind == scalarNode {
		return "is " + quote(n.text)
	}
	return "is " + n.kind.String()
}

// oneOf joins words: a, b or c.
func oneOf(words []string) string {
	s := ""
	for i, w := range words {
		switch {
		case i == 0:
		case i == len(words)-1:
			s += " or "
		default:
			s += ", "
		}
		s += w
	}
	return s
}

// matches says whether the whole text has a pattern of the language. The same
// patterns stand in the JSON Schema.
func matches(pattern, text string) bool {
	ok, err := regexp.MatchString(pattern, text)
	return ok && err == nil
}

package scenarios

import (
	"regexp"
	"strconv"
)

// kind is a kind of value in the field table. It checks a node and describes
// itself to editors; both from the same data, so that they cannot drift.
type kind interface {
	// check returns the value, or nil after reporting why there is none.
	check(w *walk, n *node, at string) any
	// schema returns the JSON Schema of the kind.
	schema() map[string]any
}

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

func (l *leaf) check(w *walk, n *node, at string) any {
	switch {
	case n.kind == badNode:
		return nil
	case n.kind != scalarNode:
		w.add(n, at, wrongKind(n), "write "+l.want)
		return nil
	case l.shape != "string" && !n.plain:
		w.add(n, at, quote(n.text)+" is in quotes", "write "+l.want+", without quotes")
		return nil
	}
	v, err := l.parse(n.text)
	if err != nil {
		w.fault(n, at, err, "write "+l.want)
		return nil
	}
	return v
}

func (l *leaf) schema() map[string]any {
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

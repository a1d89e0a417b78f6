package scenarios

import (
	"slices"
	"strconv"
)

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

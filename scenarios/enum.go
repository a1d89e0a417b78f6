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
	value any
	doc   string
}

func (e *enum) check(w *walk, n *node, at string) any {
	if n.kind == badNode {
		return nil
	}
	if n.kind != scalarNode {
		w.add(n, at, wrongKind(n), "write "+oneOf(e.names()))
		return nil
	}
	i := slices.IndexFunc(e.values, func(v enumValue) bool { return v.name == n.text })
	if i < 0 {
		w.add(n, at, quote(n.text)+" is not known here", didYouMean(n.text, e.names()))
		return nil
	}
	return e.values[i].value
}

func (e *enum) names() []string {
	names := make([]string, len(e.values))
	for i, v := range e.values {
		names[i] = v.name
	}
	return names
}

func (e *enum) schema() map[string]any {
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

func (e *either) check(w *walk, n *node, at string) any {
	if n.kind != mapNode && n.kind != listNode {
		return e.single.check(w, n, at)
	}
	return e.inside.check(w, n, at)
}

func (e *either) schema() map[string]any {
	return map[string]any{"anyOf": []any{e.single.schema(), e.inside.schema()}}
}

package scenarios

import (
	"slices"
	"strconv"
	"strings"
)

// node is one value of a scenario file with its place, independent of the
// YAML library: aliases are expanded, merge keys resolved, duplicates dropped.
type node struct {
	kind  nodeKind
	text  string // scalars: the text without quotes
	plain bool   // scalars: written without quotes
	line  int    // from 1; 0 = not from the file
	col   int    // in characters, from 1
	set   string // the --set expression it comes from; empty = the file
	pairs []pair
	items []*node
}

type nodeKind uint8

const (
	scalarNode nodeKind = iota
	mapNode
	listNode
	nullNode
	badNode // already reported; everything that meets it stays silent
)

// pair is one key of a mapping with its value.
type pair struct{ key, val *node }

// String names the kind for a message.
func (k nodeKind) String() string {
	switch k {
	case mapNode:
		return "a mapping"
	case listNode:
		return "a list"
	case nullNode:
		return "nothing"
	default:
		return "a single value"
	}
}

// get returns the value of a key, or nil.
func (n *node) get(key string) *node {
	for _, p := range n.pairs {
		if p.key.text == key {
			return p.val
		}
	}
	return nil
}

// put sets the value of a key and leaves its place in the mapping.
func (n *node) put(key, val *node) {
	for i := range n.pairs {
		if n.pairs[i].key.text == key.text {
			n.pairs[i].val = val
			return
		}
	}
	n.pairs = append(n.pairs, pair{key, val})
}

// drop removes a key.
func (n *node) drop(key string) {
	n.pairs = slices.DeleteFunc(n.pairs, func(p pair) bool { return p.key.text == key })
}

// flow writes the value as YAML on one line, always the same for the same
// value.
func (n *node) flow() string {
	switch n.kind {
	case mapNode:
		parts := make([]string, len(n.pairs))
		for i, p := range n.pairs {
			parts[i] = bare(p.key) + ": " + p.val.flow()
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case listNode:
		parts := make([]string, len(n.items))
		for i, item := range n.items {
			parts[i] = item.flow()
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case scalarNode:
		return bare(n)
	}
	return "null"
}

// bare writes a single value, in quotes where it was, or where it needs them.
func bare(n *node) string {
	if n.plain && n.text != "" && !strings.ContainsAny(n.text, "{}[],&*#?|<>=!%@\"'`: ") {
		return n.text
	}
	return strconv.Quote(n.text)
}

// mark says of a whole subtree that it comes from a --set expression.
func (n *node) mark(expr string) {
	n.set, n.line, n.col = expr, 0, 0
	for _, p := range n.pairs {
		p.key.mark(expr)
		p.val.mark(expr)
	}
	for _, item := range n.items {
		item.mark(expr)
	}
}

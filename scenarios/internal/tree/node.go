package tree

import (
	"slices"
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// Node is one value of a scenario file with its place, independent of the
// YAML library: aliases are expanded, merge keys resolved, duplicates dropped.
type Node struct {
	Kind  Kind
	Text  string // scalars: the text without quotes
	Plain bool   // scalars: written without quotes
	Line  int    // from 1; 0 = not from the file
	Col   int    // in characters, from 1
	Set   string // the --set expression it comes from; empty = the file
	Pairs []Pair // of a mapping, in the order of the file
	Items []*Node
}

// Kind is the kind of a node.
type Kind uint8

// The kinds.
const (
	Scalar Kind = iota
	Map
	List
	Null
	Bad // already reported; everything that meets it stays silent
)

// Pair is one key of a mapping with its value.
type Pair struct{ Key, Val *Node }

// String names the kind for a message.
func (k Kind) String() string {
	switch k {
	case Map:
		return "a mapping"
	case List:
		return "a list"
	case Null:
		return "nothing"
	default:
		return "a single value"
	}
}

// Is says what a node is, for a message: "is a list".
func (n *Node) Is() string {
	switch n.Kind {
	case Null:
		return "has no value"
	case Scalar:
		return "is " + wording.Quote(n.Text)
	}
	return "is " + n.Kind.String()
}

// Get returns the value of a key, or nil.
func (n *Node) Get(key string) *Node {
	for _, p := range n.Pairs {
		if p.Key.Text == key {
			return p.Val
		}
	}
	return nil
}

// Put sets the value of a key and leaves its place in the mapping.
func (n *Node) Put(key, val *Node) {
	for i := range n.Pairs {
		if n.Pairs[i].Key.Text == key.Text {
			n.Pairs[i].Val = val
			return
		}
	}
	n.Pairs = append(n.Pairs, Pair{key, val})
}

// Drop removes a key.
func (n *Node) Drop(key string) {
	n.Pairs = slices.DeleteFunc(n.Pairs, func(p Pair) bool { return p.Key.Text == key })
}

// Flow writes the value as YAML on one line, always the same for the same
// value.
func (n *Node) Flow() string {
	switch n.Kind {
	case Map:
		parts := make([]string, len(n.Pairs))
		for i, p := range n.Pairs {
			parts[i] = bare(p.Key) + ": " + p.Val.Flow()
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case List:
		parts := make([]string, len(n.Items))
		for i, item := range n.Items {
			parts[i] = item.Flow()
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case Scalar:
		return bare(n)
	}
	return "null"
}

// bare writes a single value, in quotes where it was, or where it needs them.
func bare(n *Node) string {
	if n.Plain && n.Text != "" && !strings.ContainsAny(n.Text, "{}[],&*#?|<>=!%@\"'`: ") {
		return n.Text
	}
	return strconv.Quote(n.Text)
}

// Mark says of a whole subtree that it comes from a --set expression.
func (n *Node) Mark(expr string) {
	n.Set, n.Line, n.Col = expr, 0, 0
	for _, p := range n.Pairs {
		p.Key.Mark(expr)
		p.Val.Mark(expr)
	}
	for _, item := range n.Items {
		item.Mark(expr)
	}
}

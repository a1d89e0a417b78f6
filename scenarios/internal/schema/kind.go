// Package schema checks a tree of values against rows of keys, and says of the
// same rows what they mean: to editors as a JSON Schema, to readers as text.
//
//	rows, tree ─► [Group.Check] ─► [Record] of checked values, problems with their places
//
// It stands between the tree of a file and the language, which has the rows. It
// knows kinds of values, not what they are for: nothing here is about breaches.
// What keys say about each other is checked by the language, on the record.
package schema

import "github.com/breachsim/breachsim/scenarios/internal/tree"

// Kind is a kind of value. It checks a node and describes itself to editors, both
// from the same data, so that they cannot drift.
type Kind interface {
	// Check returns the value at a path, or nil after reporting why there is none.
	Check(w *Walk, n *tree.Node, at string) any
	// JSON returns the JSON Schema of the kind.
	JSON() map[string]any
}

package schema

import "breachsim/scenarios/internal/tree"

// Kind is a kind of value. It checks a node and describes itself to editors, both
// from the same data, so that they cannot drift.
type Kind interface {
	// Check returns the value at a path, or nil after reporting why there is none.
	Check(w *Walk, n *tree.Node, at string) any
	// JSON returns the JSON Schema of the kind.
	JSON() map[string]any
}

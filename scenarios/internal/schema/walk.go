package schema

import (
	"errors"

	"github.com/breachsim/breachsim/scenarios/internal/tree"
	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// Walk is the check of one file. It collects the file's problems.
type Walk struct {
	*tree.Report
	Elsewhere func(key string) string // the path at which a key that is not known here would be right; "" = nowhere
}

// fault reports why a text is not a value.
func (w *Walk) fault(n *tree.Node, at string, err error, hint string) {
	var f *wording.Fault
	if errors.As(err, &f) {
		if f.Hint != "" {
			hint = f.Hint
		}
		w.Add(n, at, f.What, hint)
		return
	}
	w.Add(n, at, err.Error(), hint)
}

// Wrong reports a problem of a checked value.
func (w *Walk) Wrong(e *Entry, what, hint string) { w.Add(e.Node, e.At, what, hint) }

// Missing reports that a mapping lacks a key.
func (w *Walk) Missing(r *Record, key, hint string) {
	w.Add(r.Node, tree.KeyPath(r.At, key), "this key is required", hint)
}

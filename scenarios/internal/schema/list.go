package schema

import (
	"strconv"

	"github.com/breachsim/breachsim/scenarios/internal/tree"
	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// ListOf is a list of values of one kind. Its checked value is []*Entry.
type ListOf struct {
	Of     Kind
	Most   int  // items
	Unique bool // no value twice
	Lines  bool // written one item a line; else on one line
}

// Check checks every item.
func (l *ListOf) Check(w *Walk, n *tree.Node, at string) any {
	if n.Kind == tree.Bad {
		return nil
	}
	if n.Kind != tree.List {
		hint := "write a list, one item per line after -"
		if n.Kind == tree.Scalar {
			hint = "write [" + wording.Clip(n.Text, 40) + "]"
		}
		w.Add(n, at, n.Is(), hint)
		return nil
	}
	if len(n.Items) > l.Most {
		w.Add(n, at, strconv.Itoa(len(n.Items))+" items are more than "+strconv.Itoa(l.Most), "write fewer")
		return nil
	}
	out := make([]*Entry, 0, len(n.Items))
	seen := map[string]bool{}
	for i, item := range n.Items {
		e := &Entry{At: tree.ItemPath(at, i), Node: item}
		if l.Unique && item.Kind == tree.Scalar && seen[item.Text] {
			w.Add(item, e.At, wording.Quote(item.Text)+" is already in the list", "keep one of the two")
			continue
		}
		seen[item.Text] = true
		e.Value = l.Of.Check(w, item, e.At)
		out = append(out, e)
	}
	return out
}

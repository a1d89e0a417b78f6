package schema

import (
	"strings"

	"github.com/breachsim/breachsim/scenarios/internal/tree"
)

// Explained is one value of a file with what it means.
type Explained struct {
	Key     string // its path: targets.hit_rate
	Value   string // on one line
	Meaning string
}

// Explain tells what every value of a mapping means, in the order of the rows.
// Groups are gone into; lists, and mappings from words to values of one kind, are
// one value.
func (g *Group) Explain(n *tree.Node) []Explained { return g.explain(n, "", nil) }

func (g *Group) explain(n *tree.Node, at string, out []Explained) []Explained {
	for i := range g.Rows {
		r := &g.Rows[i]
		v := n.Get(r.Name)
		if v == nil {
			continue
		}
		key := tree.KeyPath(at, r.Name)
		if inner, ok := r.Kind.(*Group); ok && !inner.uniform() && v.Kind == tree.Map {
			out = inner.explain(v, key, out)
			continue
		}
		value := v.Text
		if v.Kind != tree.Scalar {
			value = v.Flow()
		}
		out = append(out, Explained{Key: key, Value: value, Meaning: r.meaningOf(v)})
	}
	return out
}

// uniform reports whether a group is a mapping of words to values of one kind,
// which is read as one value.
func (g *Group) uniform() bool {
	for i := range g.Rows {
		if g.Rows[i].Kind != g.Rows[0].Kind {
			return false
		}
	}
	return len(g.Rows) > 1
}

// meaningOf is the row's meaning, with that of the word chosen.
func (r *Row) meaningOf(v *tree.Node) string {
	e, ok := EnumOf(r.Kind)
	if !ok || v.Kind != tree.Scalar {
		return r.Doc
	}
	for _, w := range e.Words {
		if w.Name == v.Text && w.Doc != "" {
			return r.Doc + " Here: " + strings.TrimSuffix(w.Doc, ".") + "."
		}
	}
	return r.Doc
}

// Meaning is the row's meaning with those of the words that it takes.
func (r *Row) Meaning() string {
	e, ok := EnumOf(r.Kind)
	if !ok {
		return r.Doc
	}
	var notes []string
	for _, w := range e.Words {
		if w.Doc != "" {
			notes = append(notes, w.Name+": "+w.Doc)
		}
	}
	if len(notes) == 0 {
		return r.Doc
	}
	return r.Doc + " (" + strings.Join(notes, "; ") + ".)"
}

package scenarios

import (
	"errors"
	"slices"
)

// walk checks one file against the field table.
type walk struct {
	*report
	lang *group
}

// fault reports why a text is not a value.
func (w *walk) fault(n *node, at string, err error, hint string) {
	var f *fault
	if errors.As(err, &f) {
		if f.hint != "" {
			hint = f.hint
		}
		w.add(n, at, f.what, hint)
		return
	}
	w.add(n, at, err.Error(), hint)
}

// group is a mapping with known keys.
type group struct{ fields []field }

// record is a checked group.
type record struct {
	node *node
	at   string // its path
	vals map[string]*entry
}

// entry is a checked value. v is nil when it is absent or wrong.
type entry struct {
	at  string // its path
	key *node
	n   *node // nil = default
	v   any
}

func (g *group) check(w *walk, n *node, at string) any {
	if n.kind == badNode {
		return nil
	}
	if n.kind != mapNode {
		w.add(n, at, wrongKind(n), "write a mapping with "+oneOfSome(g.names()))
		return nil
	}
	rec := &record{node: n, at: at, vals: map[string]*entry{}}
	if !g.checkDecider(w, n, rec) {
		return rec
	}
	for _, p := range n.pairs {
		f := g.field(p.key.text)
		if f == nil {
			g.unknown(w, rec, p)
		} else if !f.decides {
			rec.vals[f.name] = f.check(w, p, at)
		}
	}
	for i := range g.fields {
		if f := &g.fields[i]; rec.vals[f.name] == nil {
			rec.vals[f.name] = f.absent(w, n, at, g.requires(f, n))
		}
	}
	return rec
}

// checkDecider checks the key that says what the group is. If that is wrong,
// nothing sensible can be said of the other keys.
func (g *group) checkDecider(w *walk, n *node, rec *record) bool {
	name := g.decider()
	for _, p := range n.pairs {
		if name != "" && p.key.text == name {
			rec.vals[name] = g.field(name).check(w, p, rec.at)
			return rec.vals[name].v != nil
		}
	}
	return true
}

// requires says whether a field must be written in a mapping.
func (g *group) requires(f *field, n *node) bool {
	if d := n.get(g.decider()); d != nil && slices.Contains(f.needs, d.text) {
		return true
	}
	return f.required
}

// decider is the name of the deciding key, or "".
func (g *group) decider() string {
	for i := range g.fields {
		if g.fields[i].decides {
			return g.fields[i].name
		}
	}
	return ""
}

// unknown reports a key that the group has not got. The key that was probably
// meant counts as written, so that it is not reported as missing too.
func (g *group) unknown(w *walk, rec *record, p pair) {
	name := p.key.text
	path, hint := keyPath(rec.at, name), didYouMean(name, g.names())
	meant := g.formerly(name)
	if meant == "" {
		meant = nearest(name, g.names())
	} else {
		hint = "did you mean " + meant + "?"
	}
	if meant == "" {
		if there := w.lang.find(name, ""); there != "" {
			hint = "did you mean " + there + "?"
		}
	} else if rec.node.get(meant) == nil {
		rec.vals[meant] = &entry{at: keyPath(rec.at, meant), key: p.key, n: p.val}
	}
	w.add(p.key, path, "unknown key", hint)
}

// formerly returns the key that once had a name, or "".
func (g *group) formerly(name string) string {
	for i := range g.fields {
		if slices.Contains(g.fields[i].formerly, name) {
			return g.fields[i].name
		}
	}
	return ""
}

// find returns where in the groups (lists apart) a key stands, or "".
func (g *group) find(name, at string) string {
	for i := range g.fields {
		here := keyPath(at, g.fields[i].name)
		if g.fields[i].name == name {
			return here
		}
		if inner, ok := g.fields[i].kind.(*group); ok {
			if there := inner.find(name, here); there != "" {
				return there
			}
		}
	}
	return ""
}

func (g *group) field(name string) *field {
	for i := range g.fields {
		if g.fields[i].name == name {
			return &g.fields[i]
		}
	}
	return nil
}

func (g *group) names() []string {
	names := make([]string, len(g.fields))
	for i := range g.fields {
		names[i] = g.fields[i].name
	}
	return names
}

// oneOfSome names at most four keys of a group.
func oneOfSome(names []string) string {
	if len(names) > 4 {
		return names[0] + ", " + names[1] + ", " + names[2] + " …"
	}
	return oneOf(names)
}

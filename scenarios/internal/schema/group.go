package schema

import (
	"slices"

	"github.com/breachsim/breachsim/scenarios/internal/tree"
	"github.com/breachsim/breachsim/scenarios/internal/wording"
	"github.com/breachsim/breachsim/scenarios/nearest"
)

// Group is a mapping with known keys. Its checked value is a *Record.
type Group struct {
	Rows  []Row
	Block bool                  // written one key a line; else on one line
	Order func(of any) []string // the keys to be written, in order; nil = those of Rows
}

// Check checks every key of a mapping, and those that it lacks.
func (g *Group) Check(w *Walk, n *tree.Node, at string) any {
	if n.Kind == tree.Bad {
		return nil
	}
	if n.Kind != tree.Map {
		w.Add(n, at, n.Is(), "write a mapping with "+someOf(g.Names()))
		return nil
	}
	rec := &Record{Node: n, At: at, vals: map[string]*Entry{}}
	if !g.checkDecider(w, rec) {
		return rec
	}
	for _, p := range n.Pairs {
		if r := g.Row(p.Key.Text); r == nil {
			g.unknown(w, rec, p)
		} else if !r.Decides {
			rec.vals[r.Name] = r.check(w, p, at)
		}
	}
	for i := range g.Rows {
		if r := &g.Rows[i]; rec.vals[r.Name] == nil {
			rec.vals[r.Name] = r.absent(w, rec, g.requires(r, n))
		}
	}
	return rec
}

// checkDecider checks the key that says what the group is. If that is wrong,
// nothing sensible can be said of the other keys.
func (g *Group) checkDecider(w *Walk, rec *Record) bool {
	name := g.decider()
	for _, p := range rec.Node.Pairs {
		if name != "" && p.Key.Text == name {
			rec.vals[name] = g.Row(name).check(w, p, rec.At)
			return rec.vals[name].Value != nil
		}
	}
	return true
}

// requires says whether a key must be written in a mapping.
func (g *Group) requires(r *Row, n *tree.Node) bool {
	if d := n.Get(g.decider()); d != nil && slices.Contains(r.Needs, d.Text) {
		return true
	}
	return r.Required
}

// decider is the name of the deciding key, or "".
func (g *Group) decider() string {
	for i := range g.Rows {
		if g.Rows[i].Decides {
			return g.Rows[i].Name
		}
	}
	return ""
}

// unknown reports a key that the group has not got. The key that was probably
// meant counts as written, so that it is not reported as missing too.
func (g *Group) unknown(w *Walk, rec *Record, p tree.Pair) {
	name := p.Key.Text
	hint, meant := wording.DidYouMean(name, g.Names()), g.formerly(name)
	if meant == "" {
		meant = nearest.Word(name, g.Names())
	} else {
		hint = "did you mean " + meant + "?"
	}
	switch {
	case meant == "":
		if there := w.Elsewhere(name); there != "" {
			hint = "did you mean " + there + "?"
		}
	case rec.Node.Get(meant) == nil:
		rec.vals[meant] = &Entry{At: tree.KeyPath(rec.At, meant), Node: p.Val}
	}
	w.Add(p.Key, tree.KeyPath(rec.At, name), "unknown key", hint)
}

// formerly returns the key that once had a name, or "".
func (g *Group) formerly(name string) string {
	for i := range g.Rows {
		if slices.Contains(g.Rows[i].Formerly, name) {
			return g.Rows[i].Name
		}
	}
	return ""
}

// Find returns the path at which a key stands in the group and those in it, lists
// apart, or "".
func (g *Group) Find(name string) string { return g.find(name, "") }

func (g *Group) find(name, at string) string {
	for i := range g.Rows {
		here := tree.KeyPath(at, g.Rows[i].Name)
		if g.Rows[i].Name == name {
			return here
		}
		if inner, ok := g.Rows[i].Kind.(*Group); ok {
			if there := inner.find(name, here); there != "" {
				return there
			}
		}
	}
	return ""
}

// Row is the row of a key, or nil.
func (g *Group) Row(name string) *Row {
	for i := range g.Rows {
		if g.Rows[i].Name == name {
			return &g.Rows[i]
		}
	}
	return nil
}

// Names lists the keys.
func (g *Group) Names() []string {
	names := make([]string, len(g.Rows))
	for i := range g.Rows {
		names[i] = g.Rows[i].Name
	}
	return names
}

// someOf names at most four of some keys.
func someOf(names []string) string {
	if len(names) > 4 {
		return names[0] + ", " + names[1] + ", " + names[2] + " …"
	}
	return wording.OneOf(names)
}

package schema

import "breachsim/scenarios/internal/tree"

// Row is one key of a group.
type Row struct {
	Name     string
	Kind     Kind
	Doc      string   // meaning, for the JSON Schema and the README
	Default  string   // as YAML; empty = none
	Example  string   // as YAML, where there is no default
	Required bool     // must be written
	Decides  bool     // names the kind of thing the group is; checked first
	Needs    []string // must be written where the deciding key is one of these
	Formerly []string // names it has had; each earns a "did you mean"
}

// check checks the value that a file gives to the row's key, below a path.
func (r *Row) check(w *Walk, p tree.Pair, below string) *Entry {
	e := &Entry{At: tree.KeyPath(below, r.Name), Node: p.Val}
	if p.Val.Kind != tree.Null {
		e.Value = r.Kind.Check(w, p.Val, e.At)
		return e
	}
	here := p.Key // an empty value has no place of its own
	if p.Val.Set != "" {
		here = p.Val
	}
	hint := "write one, or remove the key"
	if r.Required {
		hint = "write " + r.Name + ": " + r.Example
	}
	w.Add(here, e.At, "has no value", hint)
	return e
}

// absent gives the default of a key that a mapping does not mention, or reports
// that it should.
func (r *Row) absent(w *Walk, of *Record, required bool) *Entry {
	e := &Entry{At: tree.KeyPath(of.At, r.Name)}
	switch {
	case required:
		hint := ""
		if r.Example != "" {
			hint = "write " + r.Name + ": " + r.Example
		}
		w.Missing(of, r.Name, hint)
	case r.Default != "":
		w.Quietly(func() {
			if n := tree.DecodeFlow(r.Default, w.Report); n != nil {
				n.Mark("default")
				e.Value = r.Kind.Check(w, n, e.At)
			}
		})
	}
	return e
}

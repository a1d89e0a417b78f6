package schema

import "github.com/breachsim/breachsim/scenarios/internal/tree"

// Row is one key of a group, and where its value is kept.
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

	place   func(of any) any  // of a value in what the group stands for; nil = it is not kept
	written func(of any) bool // whether the value is written; nil = unless it is nothing
}

// Key is the row of a key whose value is kept at a place in a T: what place
// returns is a pointer to it, or a [Keeper].
func Key[T any](name string, kind Kind, place func(*T) any, doc string) Row {
	return Row{Name: name, Kind: kind, Doc: doc, place: func(of any) any { return place(of.(*T)) }}
}

// Or is the row with a default, as YAML.
func (r Row) Or(def string) Row {
	r.Default = def
	return r
}

// Like is the row with an example, as YAML.
func (r Row) Like(example string) Row {
	r.Example = example
	return r
}

// Needed is the row of a key that must be written.
func (r Row) Needed(example string) Row {
	r.Required = true
	return r.Like(example)
}

// Decider is the row of the key that says what kind of thing its group is.
func (r Row) Decider(example string) Row {
	r.Decides = true
	return r.Needed(example)
}

// NeededFor is the row of a key that must be written for some kinds of thing.
func (r Row) NeededFor(example string, kinds ...string) Row {
	r.Needs = kinds
	return r.Like(example)
}

// Once is the row of a key that once had other names.
func (r Row) Once(names ...string) Row {
	r.Formerly = names
	return r
}

// EvenZero is the row of a key whose zero value is written too.
func (r Row) EvenZero() Row {
	r.written = func(any) bool { return true }
	return r
}

// When is a row whose value is written under a condition, and then even if it is
// zero.
func When[T any](condition func(*T) bool, r Row) Row {
	r.written = func(of any) bool { return condition(of.(*T)) }
	return r
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

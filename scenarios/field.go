package scenarios

// field is one key of a group: a row of the field table.
type field struct {
	name     string
	kind     kind
	doc      string   // meaning, for the schema and the README
	def      string   // default, as YAML; empty = none
	example  string   // example, as YAML, where there is no default
	required bool     // must be written
	decides  bool     // names the kind of thing the group is; checked first
	needs    []string // must be written where the deciding key is one of these
	formerly []string // names it has had; each earns a "did you mean"
}

// check checks the value that a file gives to the field.
func (f *field) check(w *walk, p pair, at string) *entry {
	e := &entry{at: keyPath(at, f.name), key: p.key, n: p.val}
	here := p.key // an empty value has no place of its own
	if p.val.set != "" {
		here = p.val
	}
	if p.val.kind == nullNode {
		w.add(here, e.at, "has no value", f.emptyHint())
		return e
	}
	e.v = f.kind.check(w, p.val, e.at)
	return e
}

func (f *field) emptyHint() string {
	if f.required {
		return "write " + f.name + ": " + f.example
	}
	return "write one, or remove the key"
}

// absent gives the default of a field that a file does not mention.
func (f *field) absent(w *walk, parent *node, at string, required bool) *entry {
	e := &entry{at: keyPath(at, f.name)}
	if required {
		hint := ""
		if f.example != "" {
			hint = "write " + f.name + ": " + f.example
		}
		w.add(parent, e.at, "this key is required", hint)
		return e
	}
	if f.def == "" {
		return e
	}
	w.quiet++
	defer func() { w.quiet-- }()
	if n := decodeFlow(f.def, w.report); n != nil {
		n.mark("default")
		e.v = f.kind.check(w, n, e.at)
	}
	return e
}

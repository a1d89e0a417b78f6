package scenarios

// field is one key of a group: a row of the field table.
type field struct {
	name     string
	kind     kind
	doc      string   // meaning, for the schema and the README
	def      string   // default, as YAML; empty = none
	eg       string   // example, as YAML, where there is no default
	required bool     // must be written
	decides  bool     // names the kind of thing the group is; checked first
	needs    []string // must be written where the deciding key is one of these
	was      []string // names it has had; each earns a "did you mean"
}

// check checks the value that a file gives to the field.
func (f *field) check(w *walk, p pair, at place) *entry {
	e := &entry{at: at.key(f.name), key: p.key, n: p.val}
	here := p.key // an empty value has no place of its own
	if p.val.set != "" {
		here = p.val
	}
	if hint, later := w.later[e.at.pattern]; later {
		w.add(here, e.at.path, "this key"+notYet, hint)
		return e
	}
	if p.val.kind == nullNode {
		w.add(here, e.at.path, "has no value", f.emptyHint())
		return e
	}
	e.v = f.kind.check(w, p.val, e.at)
	return e
}

func (f *field) emptyHint() string {
	if f.required {
		return "write " + f.name + ": " + f.eg
	}
	return "write one, or remove the key"
}

// absent gives the default of a field that a file does not mention.
func (f *field) absent(w *walk, parent *node, at place, required bool) *entry {
	e := &entry{at: at.key(f.name)}
	if _, later := w.later[e.at.pattern]; later {
		return e
	}
	if required {
		hint := ""
		if f.eg != "" {
			hint = "write " + f.name + ": " + f.eg
		}
		w.add(parent, e.at.path, "this key is required", hint)
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

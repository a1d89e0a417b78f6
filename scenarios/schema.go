package scenarios

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Schema returns the JSON Schema (2020-12) of the whole language, the parts
// that are not built yet included, made from the field table.
func Schema() []byte {
	s := language().schema(place{})
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = "breachsim scenario"
	s["description"] = "One scenario: a world of insured persons and practitioners, its benign traffic, and the campaigns and controls in it."
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(s); err != nil {
		panic("scenarios: the field table does not encode: " + err.Error()) // strings, numbers and maps always do
	}
	return b.Bytes()
}

// rawNumber is a decimal number that reaches JSON as it is written.
func rawNumber(text string) json.Number { return json.Number(text) }

func (g *group) schema(at place) map[string]any {
	later := unsupported()
	props, required, conditions := map[string]any{}, []string{}, []any{}
	for i := range g.fields {
		f := &g.fields[i]
		props[f.name] = f.schema(at, later)
		if f.required {
			required = append(required, f.name)
		}
		if len(f.needs) > 0 {
			conditions = append(conditions, map[string]any{
				"if":   map[string]any{"properties": map[string]any{g.decider(): map[string]any{"enum": f.needs}}},
				"then": map[string]any{"required": []string{f.name}},
			})
		}
	}
	s := map[string]any{"type": "object", "properties": props, "additionalProperties": false}
	if len(required) > 0 {
		s["required"] = required
	}
	if len(conditions) > 0 {
		s["allOf"] = conditions
	}
	return s
}

// schema describes one key: its kind, meaning, default and example.
func (f *field) schema(at place, later map[string]string) map[string]any {
	at = at.key(f.name)
	s := f.kind.schema(at)
	doc := f.doc
	if e, ok := enumOf(f.kind); ok {
		doc += e.explain(at, later)
	}
	if _, no := later[at.pattern]; no {
		doc += " Not supported yet."
	}
	s["description"] = strings.TrimSpace(doc)
	if f.def != "" {
		s["default"] = plainValue(decodeFlow(f.def, &report{}))
	}
	if f.eg != "" && !strings.Contains(f.eg, "…") {
		s["examples"] = []any{plainValue(decodeFlow(f.eg, &report{}))}
	}
	return s
}

// enumOf finds the words of a kind.
func enumOf(k kind) (*enum, bool) {
	switch k := k.(type) {
	case *enum:
		return k, true
	case *either:
		return enumOf(k.single)
	case *list:
		return enumOf(k.of)
	}
	return nil, false
}

// explain says what the words mean and which are not built.
func (e *enum) explain(at place, later map[string]string) string {
	var notes, not []string
	for _, v := range e.values {
		if v.doc != "" {
			notes = append(notes, v.name+": "+v.doc)
		}
		_, one := later[at.pattern+"="+v.name]
		if _, item := later[at.pattern+"[]="+v.name]; one || item {
			not = append(not, v.name)
		}
	}
	s := ""
	if len(notes) > 0 {
		s += " (" + strings.Join(notes, "; ") + ".)"
	}
	if len(not) > 0 {
		s += " Not supported yet: " + strings.Join(not, " ") + "."
	}
	return s
}

func (l *list) schema(at place) map[string]any {
	at.pattern += "[]"
	s := map[string]any{"type": "array", "items": l.of.schema(at), "maxItems": l.most}
	if l.unique {
		s["uniqueItems"] = true
	}
	return s
}

// plainValue turns a node into what a JSON Schema validator works on. Dates
// stay text, as in YAML 1.2.
func plainValue(n *node) any {
	switch n.kind {
	case mapNode:
		m := map[string]any{}
		for _, p := range n.pairs {
			m[p.key.text] = plainValue(p.val)
		}
		return m
	case listNode:
		l := make([]any, len(n.items))
		for i, item := range n.items {
			l[i] = plainValue(item)
		}
		return l
	case nullNode:
		return nil
	}
	switch {
	case n.plain && (n.text == "true" || n.text == "false"):
		return n.text == "true"
	case n.plain && matches(`^-?(0|[1-9]\d*)(\.\d+)?$`, n.text):
		return rawNumber(n.text)
	}
	return n.text
}

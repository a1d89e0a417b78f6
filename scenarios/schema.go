package scenarios

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Schema returns the JSON Schema (2020-12) of the language, made from the field
// table.
func Schema() []byte {
	s := language().schema()
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

func (g *group) schema() map[string]any {
	props, required, conditions := map[string]any{}, []string{}, []any{}
	for i := range g.fields {
		f := &g.fields[i]
		props[f.name] = f.schema()
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
func (f *field) schema() map[string]any {
	s := f.kind.schema()
	doc := f.doc
	if e, ok := enumOf(f.kind); ok {
		doc += e.explain()
	}
	s["description"] = strings.TrimSpace(doc)
	if f.def != "" {
		s["default"] = plainValue(decodeFlow(f.def, &report{}))
	}
	if f.example != "" && !strings.Contains(f.example, "…") {
		s["examples"] = []any{plainValue(decodeFlow(f.example, &report{}))}
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

// explain says what the words mean.
func (e *enum) explain() string {
	var notes []string
	for _, v := range e.values {
		if v.doc != "" {
			notes = append(notes, v.name+": "+v.doc)
		}
	}
	if len(notes) == 0 {
		return ""
	}
	return " (" + strings.Join(notes, "; ") + ".)"
}

func (l *list) schema() map[string]any {
	s := map[string]any{"type": "array", "items": l.of.schema(), "maxItems": l.most}
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

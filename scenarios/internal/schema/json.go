package schema

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/internal/tree"
)

// JSONSchema returns the JSON Schema (2020-12) of a file whose top is a group.
func JSONSchema(top *Group, title, description string) []byte {
	s := top.JSON()
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"], s["description"] = title, description
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(s); err != nil {
		panic("schema: the rows do not encode: " + err.Error()) // strings, numbers and maps always do
	}
	return b.Bytes()
}

// JSON describes the keys, those required, and those required for some kinds of
// the thing.
func (g *Group) JSON() map[string]any {
	props, required, conditions := map[string]any{}, []string{}, []any{}
	for i := range g.Rows {
		r := &g.Rows[i]
		props[r.Name] = r.json()
		if r.Required {
			required = append(required, r.Name)
		}
		if len(r.Needs) > 0 {
			conditions = append(conditions, map[string]any{
				"if":   map[string]any{"properties": map[string]any{g.decider(): map[string]any{"enum": r.Needs}}},
				"then": map[string]any{"required": []string{r.Name}},
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

// json describes one key: its kind, meaning, default and example.
func (r *Row) json() map[string]any {
	s := r.Kind.JSON()
	s["description"] = strings.TrimSpace(r.Meaning())
	if r.Default != "" {
		s["default"] = Plain(tree.DecodeFlow(r.Default, &tree.Report{}))
	}
	if r.Example != "" && !strings.Contains(r.Example, "…") {
		s["examples"] = []any{Plain(tree.DecodeFlow(r.Example, &tree.Report{}))}
	}
	return s
}

// JSON describes one item, and how many there may be.
func (l *ListOf) JSON() map[string]any {
	s := map[string]any{"type": "array", "items": l.Of.JSON(), "maxItems": l.Most}
	if l.Unique {
		s["uniqueItems"] = true
	}
	return s
}

// JSON lists the words, and as numbers those that look like one.
func (e *Enum) JSON() map[string]any {
	values := make([]any, 0, len(e.Words))
	for _, v := range e.Words {
		values = append(values, v.Name)
		if n, err := strconv.Atoi(v.Name); err == nil {
			values = append(values, n) // 404 and "404" are the same word
		}
	}
	return map[string]any{"enum": values}
}

// JSON is that of one or the other.
func (e *Either) JSON() map[string]any {
	return map[string]any{"anyOf": []any{e.Single.JSON(), e.Inside.JSON()}}
}

// JSON describes the text, or the number with its bounds.
func (s *Scalar) JSON() map[string]any {
	out := map[string]any{"type": s.shape()}
	switch {
	case s.shape() == stringShape && s.Regex != "":
		out["pattern"] = s.Regex
	case s.limits[1] != "":
		out["minimum"], out["maximum"] = rawNumber(s.limits[0]), rawNumber(s.limits[1])
	}
	if s.Name == words {
		out["type"] = []string{stringShape, numberShape, booleanShape} // unquoted 2022 is text here
	}
	return out
}

// JSON is that of a mapping from paths to lists.
func (Matrix) JSON() map[string]any {
	return map[string]any{"type": "object", "additionalProperties": map[string]any{"type": "array", "minItems": 1}}
}

// rawNumber is a decimal number that reaches JSON as it is written.
func rawNumber(text string) json.Number { return json.Number(text) }

// Plain turns a node into what a JSON Schema validator works on. Dates stay text,
// as in YAML 1.2.
func Plain(n *tree.Node) any {
	switch n.Kind {
	case tree.Map:
		m := map[string]any{}
		for _, p := range n.Pairs {
			m[p.Key.Text] = Plain(p.Val)
		}
		return m
	case tree.List:
		l := make([]any, len(n.Items))
		for i, item := range n.Items {
			l[i] = Plain(item)
		}
		return l
	case tree.Null:
		return nil
	}
	switch {
	case n.Plain && (n.Text == "true" || n.Text == "false"):
		return n.Text == "true"
	case n.Plain && quantity.Matches(`^-?(0|[1-9]\d*)(\.\d+)?$`, n.Text):
		return rawNumber(n.Text)
	}
	return n.Text
}

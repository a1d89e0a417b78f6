package truth

import (
	"strings"

	"breachsim/generator/event"
	"breachsim/output/encode/schema"
)

// Name is the path without date and ending: "truth/events".
func (t Table) Name() string {
	return strings.TrimSuffix(strings.TrimSuffix(t.Path, ".jsonl"), "/DATE")
}

// Schema is the JSON Schema of a line of the file. A key may be null where its
// meaning says so.
func (t Table) Schema() schema.JSONSchema {
	rules := map[string]schema.KeyRule{}
	for _, c := range t.Columns {
		r := schema.KeyRule{Never: !strings.Contains(c.Meaning, "null")}
		switch c.Name {
		case "label":
			r.Values = event.Labels()
		case "benign_type":
			r.Values = event.BenignTypes()
		case "purpose":
			r.Values = event.Purposes()
		case "actor":
			r.Pattern = `^(owner|delegate-[0-9]+|.+/(bot|insider)-[0-9]+|portal|analyst|software|locum|tester)$`
		case "line":
			r.Least = 1
		}
		rules[c.Name] = r
	}
	return schema.LineSchema("breachsim "+t.Name()+", one line", strings.ReplaceAll(t.About, "`", ""), t.Columns, rules)
}

package schema

import (
	"fmt"
	"slices"
	"strings"
)

// LogColumn is a column of a log with what the schema of its lines says of it.
func LogColumn(f Field, rule KeyRule, few bool) ColumnInfo {
	shape, _ := f.Shape() // a test reads every word
	c := ColumnInfo{Field: f, Shape: shape, Rule: Rule{Null: !rule.Never, Key: f.Name == "event_id", Few: few}}
	for _, v := range rule.Values {
		if v != "" {
			c.Shape.Values = append(slices.Clip(c.Shape.Values), v)
		}
	}
	slices.Sort(c.Shape.Values)
	c.Shape.Values = slices.Compact(c.Shape.Values)
	if rule.Pattern != "" {
		c.Form.Pattern = strings.TrimSuffix(strings.TrimPrefix(rule.Pattern, "^("), ")$")
	}
	switch {
	case rule.Most > 0:
		c.Form.Check = fmt.Sprintf("{} BETWEEN %d AND %d", rule.Least, rule.Most)
	case shape.Kind == Integer:
		c.Form = CountForm()
	}
	return c
}

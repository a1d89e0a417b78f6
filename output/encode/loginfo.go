package encode

import (
	"fmt"
	"slices"
	"strings"
)

// Info describes the columns of a log in a form that has columns: the schema
// of Parquet and of SQL is made from it.
func (f Format) Info(mode NIRMode) Info {
	if f.Stream == Access {
		return accessInfo()
	}
	return auditInfo(mode)
}

func auditInfo(mode NIRMode) Info {
	return logInfo("audit", "One line a business action; what does not apply is null.", AuditFields(mode), auditRules(),
		// ids and numbers that hardly repeat, or repeat far apart
		"event_id ts session_id request_id src_port client_fp req_bytes resp_bytes latency_us nir_ref nir persons_returned")
}

func accessInfo() Info {
	rules := map[string]KeyRule{"ts": {Never: true}, "status": {Never: true, Least: 100, Most: 599}, "req_bytes": {Never: true},
		"resp_bytes": {Never: true}, "latency_us": {Never: true}}
	return logInfo("access", "One line an HTTP request.", AccessFields(), rules, "ts request_id req_bytes resp_bytes latency_us")
}

func logInfo(name, about string, fields []Field, rules map[string]KeyRule, many string) Info {
	info := Info{Name: name, About: about, Log: true}
	for _, f := range fields {
		info.Columns = append(info.Columns, logColumn(f, rules[f.Name], !slices.Contains(strings.Fields(many), f.Name)))
	}
	return info
}

// logColumn is a column of a log with what the schema of its lines says of it.
func logColumn(f Field, rule KeyRule, few bool) ColumnInfo {
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
		c.Form = countForm
	}
	return c
}

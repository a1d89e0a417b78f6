package logs

import "github.com/breachsim/breachsim/output/encode/schema"

// AuditSchema is the JSON Schema of a line of the native audit log, whatever
// the mode of the number: a line has either nir_ref or nir.
func AuditSchema() schema.JSONSchema {
	columns := Audit(schema.HMAC)
	s := schema.LineSchema(
		"breachsim audit log, one line",
		"A business action on the portal. Every key is present; what does not apply is null.",
		Fields(columns),
		Rules(columns),
	)
	properties := s["properties"].(schema.JSONSchema)
	var required []string
	for _, f := range Fields(Audit(schema.Clear)) {
		if properties[f.Name] == nil {
			properties[f.Name] = f.Schema(schema.KeyRule{})
			continue
		}
		required = append(required, f.Name)
	}
	s["required"] = required
	s["oneOf"] = []schema.JSONSchema{{"required": []string{"nir_ref"}}, {"required": []string{"nir"}}}
	s["allOf"] = auditRelations()
	return s
}

// auditRelations tell which keys are null together.
func auditRelations() []schema.JSONSchema {
	isNull := schema.JSONSchema{"type": "null"}
	all := func(keys []string, s schema.JSONSchema) schema.JSONSchema {
		p := schema.JSONSchema{}
		for _, k := range keys {
			p[k] = s
		}
		return schema.JSONSchema{"properties": p}
	}
	request := []string{"request_id", "src_port", "method", "path", "req_bytes", "resp_bytes", "latency_us"}
	network := []string{"as_org", "country", "city", "lat", "lon"}
	return []schema.JSONSchema{
		{"if": all([]string{"action"}, schema.JSONSchema{"const": "lookup"}),
			"then": all([]string{"result", "persons_returned", "status"}, schema.JSONSchema{"not": isNull}),
			"else": all([]string{"nir_ref", "nir", "patient_dept", "result", "persons_returned"}, isNull)},
		{
			"if":   all([]string{"status"}, isNull),
			"then": all(request, isNull),
			"else": all(request, schema.JSONSchema{"not": isNull}),
		},
		{
			"if":   all([]string{"asn"}, isNull),
			"then": all(network, isNull),
			"else": all(network, schema.JSONSchema{"not": isNull}),
		},
		{"if": all([]string{"account"}, isNull), "then": all([]string{"profession", "org", "session_id"}, isNull)},
		{
			"if": all([]string{"result"}, schema.JSONSchema{"const": "found"}),
			"then": schema.JSONSchema{
				"properties": schema.JSONSchema{
					"persons_returned": schema.JSONSchema{"minimum": 1},
					"outcome":          schema.JSONSchema{"const": "success"},
				},
			},
			"else": schema.JSONSchema{
				"properties": schema.JSONSchema{"persons_returned": schema.JSONSchema{"enum": []any{0, nil}}},
			},
		},
	}
}

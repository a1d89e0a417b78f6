package encode

import (
	"regexp"
	"strings"

	"breachsim/generator/event"
)

// AuditSchema is the JSON Schema of a line of the native audit log, whatever
// the mode of the number: a line has either nir_ref or nir.
func AuditSchema() JSONSchema {
	s := LineSchema("breachsim audit log, one line",
		"A business action on the portal. Every key is present; what does not apply is null.", AuditFields(HMAC), auditRules())
	properties := s["properties"].(JSONSchema)
	var required []string
	for _, f := range AuditFields(Clear) {
		if properties[f.Name] == nil {
			properties[f.Name] = f.schema(KeyRule{})
			continue
		}
		required = append(required, f.Name)
	}
	s["required"] = required
	s["oneOf"] = []JSONSchema{{"required": []string{"nir_ref"}}, {"required": []string{"nir"}}}
	s["allOf"] = auditRelations()
	return s
}

func auditRules() map[string]KeyRule {
	return map[string]KeyRule{
		"event_id":    {Never: true},
		"ts":          {Never: true},
		"action":      {Never: true, Values: event.Actions()},
		"outcome":     {Never: true},
		"reason":      {Values: event.Reasons()},
		"auth_method": {Values: event.Auths()},
		"src_port":    {Least: 1, Most: 65535},
		"asn":         {Least: 64496, Most: 65551}, // RFC 5398
		"service":     {Never: true, Values: event.Services()},
		"method":      {Values: event.Methods()},
		"path":        {Pattern: pathPattern()},
		"status":      {Least: 100, Most: 599},
		"patient_dept": {
			Pattern: `^([0-9]{2,3}|2[AB])$`,
		},
		"result": {Values: event.Results()},
	}
}

// pathPattern is the form of all paths: in some stands the number that was looked
// up, or its reference.
func pathPattern() string {
	var forms []string
	for _, p := range event.Paths() {
		if p == "" {
			continue
		}
		form := regexp.QuoteMeta(p)
		form = strings.ReplaceAll(form, `\{nir_ref\}`, "[0-9a-f]{16}")
		form = strings.ReplaceAll(form, `\{nir\}`, strings.Trim(typedPattern, "^$"))
		forms = append(forms, form)
	}
	return "^(" + strings.Join(forms, "|") + ")$"
}

// auditRelations tell which keys are null together.
func auditRelations() []JSONSchema {
	isNull := JSONSchema{"type": "null"}
	all := func(keys []string, s JSONSchema) JSONSchema {
		p := JSONSchema{}
		for _, k := range keys {
			p[k] = s
		}
		return JSONSchema{"properties": p}
	}
	request := []string{"request_id", "src_port", "method", "path", "req_bytes", "resp_bytes", "latency_us"}
	network := []string{"as_org", "country", "city", "lat", "lon"}
	return []JSONSchema{
		{"if": all([]string{"action"}, JSONSchema{"const": "lookup"}),
			"then": all([]string{"result", "persons_returned", "status"}, JSONSchema{"not": isNull}),
			"else": all([]string{"nir_ref", "nir", "patient_dept", "result", "persons_returned"}, isNull)},
		{"if": all([]string{"status"}, isNull), "then": all(request, isNull), "else": all(request, JSONSchema{"not": isNull})},
		{"if": all([]string{"asn"}, isNull), "then": all(network, isNull), "else": all(network, JSONSchema{"not": isNull})},
		{"if": all([]string{"account"}, isNull), "then": all([]string{"profession", "org", "session_id"}, isNull)},
		{"if": all([]string{"result"}, JSONSchema{"const": "found"}),
			"then": JSONSchema{"properties": JSONSchema{"persons_returned": JSONSchema{"minimum": 1}, "outcome": JSONSchema{"const": "success"}}},
			"else": JSONSchema{"properties": JSONSchema{"persons_returned": JSONSchema{"enum": []any{0, nil}}}}},
	}
}

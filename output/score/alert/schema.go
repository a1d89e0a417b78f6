package alert

// Schema is the JSON Schema (2020-12) of a line of alerts as scoring
// takes it. Keys that it does not name are passed over.
func Schema() map[string]any {
	type m = map[string]any
	when := func(doc string, kinds ...string) m {
		return m{"type": kinds, "format": "date-time", "description": doc}
	}
	return m{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "breachsim alert, one line",
		"description": "One alert of a detector.", "type": "object",
		"required": []string{"t", "score", "rule"},
		"anyOf":    []m{{"required": []string{"entity"}}, {"required": []string{"entity_type", "entity_id"}}},
		"properties": m{
			"t": when("When it was raised, in simulated time.", "string"),
			"entity": m{"type": "object", "description": "What it is about.", "required": []string{"type", "id"},
				"properties": m{
					"type": m{"enum": kindNames[:]},
					"id":   m{"type": "string", "minLength": 1, "description": "Id as it stands in the log."},
				}},
			"entity_type": m{"enum": kindNames[:], "description": "In place of entity, as a table has it."},
			"entity_id":   m{"type": "string", "minLength": 1, "description": "In place of entity, as a table has it."},
			"score":       m{"type": "number", "description": "Higher is more suspicious."},
			"rule":        m{"type": "string", "minLength": 1, "description": "Name of the rule."},
			"from":        when("First moment it speaks of.", "string", "null"),
			"to":          when("Last moment it speaks of.", "string", "null"),
			"events": m{"type": []string{"array", "null"}, "description": "Audit events that it rests on.",
				"items": m{"type": "string", "pattern": "^[0-9a-f]{16}$"}},
		},
	}
}

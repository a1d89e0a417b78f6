package siem

import "github.com/breachsim/breachsim/output/encode/schema"

// AuditFormats are the formats of the audit log in schemas of others.
func AuditFormats() []schema.Format {
	return []schema.Format{
		{Name: "ecs", Stream: schema.Audit, Ext: "jsonl", Layout: "logs/audit/ecs/DATE.jsonl",
			LineBytes: 1500, Mapping: ECSPlaces,
			Description: "Elastic Common Schema " + ecsVersion + ", JSON Lines",
			Audit:       ECS},
		{Name: "ocsf", Stream: schema.Audit, Ext: "jsonl", Layout: "logs/audit/ocsf/DATE.jsonl",
			LineBytes: 1500, Mapping: ocsfPlaces,
			Description: "Open Cybersecurity Schema Framework " + ocsfVersion + ", JSON Lines",
			Audit:       newOCSF},
	}
}

// AccessFormats are the formats of the access log in schemas of others.
func AccessFormats() []schema.Format {
	return []schema.Format{
		{Name: "ocsf-http", Stream: schema.Access, Ext: "jsonl", Layout: "logs/access/ocsf/DATE.jsonl",
			LineBytes: 900, Mapping: ocsfHTTPPlaces,
			Description: "OCSF " + ocsfVersion + " HTTP Activity, JSON Lines",
			Access:      newOCSFHTTP},
	}
}

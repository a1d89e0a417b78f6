package receiver

import "github.com/breachsim/breachsim/output/encode/schema"

// AuditFormats are the formats of the audit log for receivers.
func AuditFormats() []schema.Format {
	return []schema.Format{
		{Name: "otlp", Stream: schema.Audit, Ext: "jsonl", Layout: "logs/audit/otlp/DATE.jsonl",
			LineBytes: 2500, Mapping: otlpPlaces,
			Description: "OpenTelemetry, OTLP as JSON: a request with one record a line, " +
				"as the collector's file exporter writes",
			Audit: newOTLP},
		{Name: "cef", Stream: schema.Audit, Ext: "cef", Layout: "logs/audit/cef/DATE.cef",
			LineBytes: 1300, Mapping: cefPlaces,
			Description: "ArcSight Common Event Format, CEF:0, without a syslog header",
			Audit:       newCEF},
		{Name: "leef", Stream: schema.Audit, Ext: "leef", Layout: "logs/audit/leef/DATE.leef",
			LineBytes: 900, Mapping: leefPlaces,
			Description: "QRadar Log Event Extended Format, LEEF 2.0 with tabs, without a syslog header",
			Audit:       newLEEF},
		{Name: "gelf", Stream: schema.Audit, Ext: "jsonl", Layout: "logs/audit/gelf/DATE.jsonl",
			LineBytes: 1100, Mapping: gelfPlaces,
			Description: "Graylog Extended Log Format 1.1, JSON Lines",
			Audit:       newGELF},
		{Name: "elastic", Stream: schema.Audit, Ext: "ndjson", Layout: "logs/audit/elastic/DATE.ndjson",
			LineBytes: 1600, LinesPerRow: bulkLines, Mapping: bulkPlaces,
			Description: "bulk requests of Elasticsearch and OpenSearch: a line that says create, " +
				"then the document of ecs",
			Audit: newBulk},
		{Name: "hec", Stream: schema.Audit, Ext: "jsonl", Layout: "logs/audit/hec/DATE.jsonl",
			LineBytes: 1050, Mapping: hecPlaces,
			Description: "events for Splunk's HTTP Event Collector around the native line",
			Audit:       newHEC},
		{Name: "fhir-audit", Stream: schema.Audit, Ext: "ndjson", Layout: "logs/audit/fhir/DATE.ndjson",
			LineBytes: 4500, Mapping: fhirPlaces,
			Description: "FHIR R4 AuditEvent, look-ups in the pattern of IHE BALP for queries, NDJSON",
			Audit:       newFHIR},
	}
}

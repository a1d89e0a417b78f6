package records

import "breachsim/output/encode/schema"

// Formats are the formats of the records.
func Formats() []schema.Format {
	return []schema.Format{
		{Name: "csv", Stream: schema.Records, Ext: "csv", Layout: "records/TABLE.csv",
			Description: "RFC 4180; the default, which breachsim's own detect, score and audit read"},
		{Name: "jsonl", Stream: schema.Records, Ext: "jsonl", Layout: "records/TABLE.jsonl", Description: "JSON Lines"},
		{Name: "parquet", Stream: schema.Records, Ext: "parquet", Layout: "records/TABLE.parquet", Columnar: true,
			Description: "Apache Parquet with types, zstd"},
		{Name: "sql", Stream: schema.Records, Ext: "copy", Layout: "records/sql/TABLE.copy",
			Description: "schemas with checks and loading scripts for PostgreSQL and SQLite; brings csv"},
		{Name: "fhir", Stream: schema.Records, Ext: "ndjson", Layout: "records/fhir/TABLE.ndjson",
			Description: "FHIR R4 Patient a line with a test identifier; insured persons only"},
		{Name: "directory", Stream: schema.Records, Ext: "txt", Layout: "records/TABLE_ps_libreacces.txt",
			Description: "the 56 columns of the public directory; practitioners only"},
		{Name: "mmdb", Stream: schema.Records, Ext: "mmdb", Layout: "records/networks.mmdb", Always: true,
			Description: "MaxMind database of the invented address plan; always written"},
	}
}

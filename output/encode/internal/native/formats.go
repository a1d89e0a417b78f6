package native

import (
	"strings"

	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/encode/schema"
)

// AuditFormats are the formats of the audit log with the columns of ours.
func AuditFormats() []schema.Format {
	return []schema.Format{
		{Name: "jsonl", Stream: schema.Audit, Ext: "jsonl", Layout: "logs/audit/DATE.jsonl",
			LineBytes: 860, Mapping: AuditPlaces,
			Description: "native JSON Lines, the reference form of the audit log",
			Columns:     auditInfo, Audit: JSONL},
		{Name: "csv", Stream: schema.Audit, Ext: "csv", Layout: "logs/audit/csv/DATE.csv",
			LineBytes: 480, Mapping: AuditPlaces,
			Description: "RFC 4180 with a header line; null is empty",
			Head:        func(m schema.NIRMode) string { return headLine(logs.Fields(logs.Audit(m))) },
			Columns:     auditInfo, Audit: AuditCSV},
		{Name: "parquet", Stream: schema.Audit, Ext: "parquet", Layout: "logs/audit/parquet/date=DATE/part-0.parquet",
			LineBytes: 130, Mapping: AuditPlaces, Columnar: true,
			Description: "Apache Parquet with types, zstd, times in microseconds UTC; folders as Hive names them",
			Columns:     auditInfo, Audit: AuditPacked},
		{Name: "sql", Stream: schema.Audit, Ext: "copy", Layout: "logs/audit/sql/DATE.copy",
			LineBytes: 520, Mapping: AuditPlaces,
			Description: "PostgreSQL COPY text, schemas with checks and loading scripts, for SQLite too; brings csv",
			Columns:     auditInfo, Audit: AuditCopy},
	}
}

// SyslogFormat is syslog, which comes behind the formats of others.
func SyslogFormat() schema.Format {
	return schema.Format{Name: "rfc5424", Stream: schema.Audit, Ext: "log", Layout: "logs/audit/rfc5424/DATE.log",
		LineBytes: 1000, Mapping: syslogPlaces,
		Description: "syslog with structured data, a line each",
		Audit:       Syslog}
}

// AccessFormats are the formats of the access log with the columns of ours.
func AccessFormats() []schema.Format {
	return []schema.Format{
		{Name: "csv-access", Stream: schema.Access, Ext: "csv", Layout: "logs/access/csv/DATE.csv",
			LineBytes: 290, Mapping: accessPlaces,
			Description: "RFC 4180 with a header line; null is empty",
			Head:        func(schema.NIRMode) string { return headLine(logs.Fields(logs.Access())) },
			Columns:     accessInfo, Access: AccessCSV},
		{
			Name:        "parquet-access",
			Stream:      schema.Access,
			Ext:         "parquet",
			Layout:      "logs/access/parquet/date=DATE/part-0.parquet",
			LineBytes:   60,
			Mapping:     accessPlaces,
			Columnar:    true,
			Description: "Apache Parquet with types, zstd, times in microseconds UTC; folders as Hive names them",
			Columns:     accessInfo,
			Access:      AccessPacked,
		},
		{Name: "sql-access", Stream: schema.Access, Ext: "copy", Layout: "logs/access/sql/DATE.copy",
			LineBytes: 290, Mapping: accessPlaces,
			Description: "as sql, of the access log; brings csv-access",
			Columns:     accessInfo, Access: AccessCopy},
	}
}

func auditInfo(mode schema.NIRMode) schema.Info {
	return logs.Info("audit", "One line a business action; what does not apply is null.", logs.Audit(mode))
}

func accessInfo(schema.NIRMode) schema.Info {
	return logs.Info("access", "One line an HTTP request.", logs.Access())
}

func headLine(fields []schema.Field) string {
	names := make([]string, len(fields))
	for i := range fields {
		names[i] = fields[i].Name
	}
	return strings.Join(names, ",") + "\n"
}

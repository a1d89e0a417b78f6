package encode

import (
	"fmt"
	"slices"
	"strings"
)

// Stream is a kind of content that a format can carry.
type Stream string

// The streams.
const (
	Audit   Stream = "audit"   // application: one line a business action
	Access  Stream = "access"  // reverse proxy: one line an HTTP request
	Records Stream = "records" // tables of who and what exists
)

// Format is one way to write a stream.
type Format struct {
	Name        string
	Stream      Stream
	Ext         string
	Layout      string // path in the dataset; DATE is a local day
	Description string
	Supported   bool
	Always      bool // written whatever is asked for
}

// Path is where the format of a table of records lies in the dataset.
func (f Format) Path(table string) string { return strings.ReplaceAll(f.Layout, "TABLE", table) }

// Formats lists every format: those supported, and those of the contract that
// are to come.
func Formats() []Format {
	return []Format{
		{"jsonl", Audit, "jsonl", "logs/audit/DATE.jsonl", "native JSON Lines, the reference form of the audit log", true, false},
		{"combined", Access, "log", "logs/access/DATE.log", "NCSA combined, as Apache and nginx write it", true, false},
		{"csv", Records, "csv", "records/TABLE.csv", "RFC 4180; the default, which breachsim's own detect, score and audit read", true, false},
		{"jsonl", Records, "jsonl", "records/TABLE.jsonl", "JSON Lines", true, false},
		{"parquet", Records, "parquet", "records/TABLE.parquet", "Apache Parquet with types, zstd", true, false},
		{"sql", Records, "copy", "records/sql/TABLE.copy", "schemas with checks and loading scripts for PostgreSQL and SQLite; brings csv", true, false},
		{"fhir", Records, "ndjson", "records/fhir/TABLE.ndjson", "FHIR R4 Patient a line with a test identifier; insured persons only", true, false},
		{"directory", Records, "txt", "records/TABLE_ps_libreacces.txt", "the 56 columns of the public directory; practitioners only", true, false},
		{"mmdb", Records, "mmdb", "records/networks.mmdb", "MaxMind database of the invented address plan; always written", true, true},
		{"csv", Audit, "csv", "logs/audit/csv/DATE.csv", "RFC 4180", false, false},
		{"parquet", Audit, "parquet", "logs/audit/parquet/DATE.parquet", "Apache Parquet", false, false},
		{"ecs", Audit, "jsonl", "logs/audit/ecs/DATE.jsonl", "Elastic Common Schema", false, false},
		{"ocsf", Audit, "jsonl", "logs/audit/ocsf/DATE.jsonl", "Open Cybersecurity Schema Framework", false, false},
		{"rfc5424", Audit, "log", "logs/audit/rfc5424/DATE.log", "syslog", false, false},
		{"nginx", Access, "log", "logs/access/nginx/DATE.log", "nginx with request time", false, false},
		{"w3c", Access, "log", "logs/access/w3c/DATE.log", "W3C extended", false, false},
	}
}

// LogFormats finds log formats by name, in the order of [Formats] whatever
// the order of names. It refuses names that are unknown, not supported yet,
// or given twice.
func LogFormats(names []string) ([]Format, error) {
	return choose("log", names, func(f Format) bool { return f.Stream != Records })
}

// RecordFormats finds formats of the records by name, as [LogFormats] does for
// logs. The SQL form brings CSV, which one of its scripts reads.
func RecordFormats(names []string) ([]Format, error) {
	if slices.Contains(names, "sql") && !slices.Contains(names, "csv") {
		names = append(slices.Clone(names), "csv")
	}
	return choose("record", names, func(f Format) bool { return f.Stream == Records && !f.Always })
}

// choose finds formats by name among those of one kind.
func choose(kind string, names []string, of func(Format) bool) ([]Format, error) {
	wanted := map[string]bool{}
	for _, n := range names {
		if wanted[n] {
			return nil, fmt.Errorf("format %q is given twice", n)
		}
		wanted[n] = true
	}
	var found []Format
	var known, supported []string
	for _, f := range Formats() {
		if !of(f) {
			continue
		}
		known = append(known, f.Name)
		if f.Supported {
			supported = append(supported, f.Name)
		}
		if wanted[f.Name] {
			found = append(found, f)
		}
		delete(wanted, f.Name)
	}
	for _, n := range names {
		if wanted[n] {
			return nil, fmt.Errorf("unknown format %q; one of: %s", n, strings.Join(known, ", "))
		}
	}
	for _, f := range found {
		if !f.Supported {
			return nil, fmt.Errorf("format %q is not supported yet; supported: %s", f.Name, strings.Join(supported, ", "))
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("no %s format; supported: %s", kind, strings.Join(supported, ", "))
	}
	return found, nil
}

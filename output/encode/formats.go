package encode

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"breachsim/generator/event"
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
	Always      bool                       // written whatever is asked for
	Columnar    bool                       // takes packed rows; packs its files itself
	LineBytes   int                        // of a line of a log, on the high side
	Head        func(mode NIRMode) string  // what stands before the first line of a day; nil = nothing
	Mapping     func(mode NIRMode) []Place // where a log format puts each column of ours

	audit  func(t *Texts, mode NIRMode) AppendEvent
	access func(t *Texts, zone *time.Location) AppendAccess
}

// AppendEvent appends the line of an audit event, with its newline. It
// allocates only where dst lacks room, and serves one goroutine.
type AppendEvent func(dst []byte, ev *event.Event) []byte

// AppendAccess appends the line of a request, as [AppendEvent] does.
type AppendAccess func(dst []byte, a *event.Access) []byte

// Header is what stands before the first line of each day file of a log.
func (f Format) Header(mode NIRMode) string {
	if f.Head == nil {
		return ""
	}
	return f.Head(mode)
}

// HeaderLines is how many lines the header has.
func (f Format) HeaderLines() int64 { return int64(strings.Count(f.Header(HMAC), "\n")) }

// Plain reports whether a log format has the columns of its log by their own
// names.
func (f Format) Plain(mode NIRMode) bool {
	return f.Mapping != nil && !slices.ContainsFunc(f.Mapping(mode), func(p Place) bool { return p.Column != p.At })
}

// Path is where the format of a table of records lies in the dataset.
func (f Format) Path(table string) string { return strings.ReplaceAll(f.Layout, "TABLE", table) }

// Formats lists every format.
func Formats() []Format {
	return slices.Concat(auditFormats(), accessFormats(), recordFormats())
}

func auditFormats() []Format {
	return []Format{
		{Name: "jsonl", Stream: Audit, Ext: "jsonl", Layout: "logs/audit/DATE.jsonl", LineBytes: 860, Mapping: auditPlaces,
			Description: "native JSON Lines, the reference form of the audit log",
			audit:       func(t *Texts, m NIRMode) AppendEvent { return t.JSONL(m).Append }},
		{Name: "csv", Stream: Audit, Ext: "csv", Layout: "logs/audit/csv/DATE.csv", LineBytes: 480, Mapping: auditPlaces,
			Description: "RFC 4180 with a header line; null is empty",
			Head:        func(m NIRMode) string { return headLine(AuditFields(m)) },
			audit:       func(t *Texts, m NIRMode) AppendEvent { return t.auditCSV().encoder(m).append }},
		{Name: "parquet", Stream: Audit, Ext: "parquet", Layout: "logs/audit/parquet/date=DATE/part-0.parquet", LineBytes: 130, Mapping: auditPlaces, Columnar: true,
			Description: "Apache Parquet with types, zstd, times in microseconds UTC; folders as Hive names them",
			audit:       func(t *Texts, m NIRMode) AppendEvent { return t.auditPacked().encoder(m).append }},
		{Name: "sql", Stream: Audit, Ext: "copy", Layout: "logs/audit/sql/DATE.copy", LineBytes: 520, Mapping: auditPlaces,
			Description: "PostgreSQL COPY text, schemas with checks and loading scripts, for SQLite too; brings csv",
			audit:       func(t *Texts, m NIRMode) AppendEvent { return t.auditCopy().encoder(m).append }},
		{Name: "ecs", Stream: Audit, Ext: "jsonl", Layout: "logs/audit/ecs/DATE.jsonl", LineBytes: 1500, Mapping: ecsPlaces,
			Description: "Elastic Common Schema " + ecsVersion + ", JSON Lines",
			audit:       func(t *Texts, m NIRMode) AppendEvent { return t.ecsEncoder(m).append }},
		{Name: "ocsf", Stream: Audit, Ext: "jsonl", Layout: "logs/audit/ocsf/DATE.jsonl", LineBytes: 1500, Mapping: ocsfPlaces,
			Description: "Open Cybersecurity Schema Framework " + ocsfVersion + ", JSON Lines",
			audit:       func(t *Texts, m NIRMode) AppendEvent { return t.ocsfEncoder(m).append }},
		{Name: "rfc5424", Stream: Audit, Ext: "log", Layout: "logs/audit/rfc5424/DATE.log", LineBytes: 1000, Mapping: syslogPlaces,
			Description: "syslog with structured data, a line each",
			audit:       func(t *Texts, m NIRMode) AppendEvent { return t.syslogEncoder(m).append }},
	}
}

func accessFormats() []Format {
	return []Format{
		{Name: "combined", Stream: Access, Ext: "log", Layout: "logs/access/DATE.log", LineBytes: 260, Mapping: combinedPlaces,
			Description: "NCSA combined, as Apache and nginx write it",
			access:      func(t *Texts, z *time.Location) AppendAccess { return t.Combined(z).Append }},
		{Name: "nginx", Stream: Access, Ext: "log", Layout: "logs/access/nginx/DATE.log", LineBytes: 340, Mapping: nginxPlaces,
			Description: "combined with size and time of the request and its id, as the nginx ingress of Kubernetes writes it",
			access:      func(t *Texts, z *time.Location) AppendAccess { return t.nginxEncoder(z).append }},
		{Name: "w3c", Stream: Access, Ext: "log", Layout: "logs/access/w3c/DATE.log", LineBytes: 300, Mapping: w3cPlaces,
			Description: "W3C extended, times in UTC",
			Head:        func(NIRMode) string { return w3cHead },
			access:      func(t *Texts, _ *time.Location) AppendAccess { return t.w3cEncoder().append }},
		{Name: "ocsf-http", Stream: Access, Ext: "jsonl", Layout: "logs/access/ocsf/DATE.jsonl", LineBytes: 900, Mapping: ocsfHTTPPlaces,
			Description: "OCSF " + ocsfVersion + " HTTP Activity, JSON Lines",
			access:      func(t *Texts, _ *time.Location) AppendAccess { return t.ocsfHTTPEncoder().append }},
		{Name: "csv-access", Stream: Access, Ext: "csv", Layout: "logs/access/csv/DATE.csv", LineBytes: 290, Mapping: accessPlaces,
			Description: "RFC 4180 with a header line; null is empty",
			Head:        func(NIRMode) string { return headLine(AccessFields()) },
			access:      func(t *Texts, _ *time.Location) AppendAccess { return t.accessCSV().encoder().append }},
		{Name: "parquet-access", Stream: Access, Ext: "parquet", Layout: "logs/access/parquet/date=DATE/part-0.parquet", LineBytes: 60, Mapping: accessPlaces, Columnar: true,
			Description: "Apache Parquet with types, zstd, times in microseconds UTC; folders as Hive names them",
			access:      func(t *Texts, _ *time.Location) AppendAccess { return t.accessPacked().encoder().append }},
		{Name: "sql-access", Stream: Access, Ext: "copy", Layout: "logs/access/sql/DATE.copy", LineBytes: 290, Mapping: accessPlaces,
			Description: "as sql, of the access log; brings csv-access",
			access:      func(t *Texts, _ *time.Location) AppendAccess { return t.accessCopy().encoder().append }},
	}
}

func recordFormats() []Format {
	return []Format{
		{Name: "csv", Stream: Records, Ext: "csv", Layout: "records/TABLE.csv",
			Description: "RFC 4180; the default, which breachsim's own detect, score and audit read"},
		{Name: "jsonl", Stream: Records, Ext: "jsonl", Layout: "records/TABLE.jsonl", Description: "JSON Lines"},
		{Name: "parquet", Stream: Records, Ext: "parquet", Layout: "records/TABLE.parquet", Columnar: true,
			Description: "Apache Parquet with types, zstd"},
		{Name: "sql", Stream: Records, Ext: "copy", Layout: "records/sql/TABLE.copy",
			Description: "schemas with checks and loading scripts for PostgreSQL and SQLite; brings csv"},
		{Name: "fhir", Stream: Records, Ext: "ndjson", Layout: "records/fhir/TABLE.ndjson",
			Description: "FHIR R4 Patient a line with a test identifier; insured persons only"},
		{Name: "directory", Stream: Records, Ext: "txt", Layout: "records/TABLE_ps_libreacces.txt",
			Description: "the 56 columns of the public directory; practitioners only"},
		{Name: "mmdb", Stream: Records, Ext: "mmdb", Layout: "records/networks.mmdb", Always: true,
			Description: "MaxMind database of the invented address plan; always written"},
	}
}

// LogFormats finds log formats by name, in the order of [Formats] whatever
// the order of names. It refuses names that are unknown or given twice. An SQL
// form brings the CSV that one of its scripts reads.
func LogFormats(names []string) ([]Format, error) {
	for _, pair := range [][2]string{{"sql", "csv"}, {"sql-access", "csv-access"}} {
		names = with(names, pair[0], pair[1])
	}
	return choose("log", names, func(f Format) bool { return f.Stream != Records })
}

// RecordFormats finds formats of the records by name, as [LogFormats] does for
// logs.
func RecordFormats(names []string) ([]Format, error) {
	return choose("record", with(names, "sql", "csv"), func(f Format) bool { return f.Stream == Records && !f.Always })
}

// with adds what a name brings.
func with(names []string, name, brings string) []string {
	if slices.Contains(names, name) && !slices.Contains(names, brings) {
		return append(slices.Clone(names), brings)
	}
	return names
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
	var known []string
	for _, f := range Formats() {
		if !of(f) {
			continue
		}
		known = append(known, f.Name)
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
	if len(found) == 0 {
		return nil, fmt.Errorf("no %s format; one of: %s", kind, strings.Join(known, ", "))
	}
	return found, nil
}

func headLine(fields []Field) string {
	names := make([]string, len(fields))
	for i := range fields {
		names[i] = fields[i].Name
	}
	return strings.Join(names, ",") + "\n"
}

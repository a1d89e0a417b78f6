package encode

import (
	"fmt"
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
}

// Formats lists every format: those supported, and those of the contract that
// are to come.
func Formats() []Format {
	return []Format{
		{"jsonl", Audit, "jsonl", "logs/audit/DATE.jsonl", "native JSON Lines, the reference form of the audit log", true},
		{"combined", Access, "log", "logs/access/DATE.log", "NCSA combined, as Apache and nginx write it", true},
		{"csv", Records, "csv", "records/TABLE.csv", "RFC 4180; always written", true},
		{"mmdb", Records, "mmdb", "records/networks.mmdb", "MaxMind database of the invented address plan; always written", true},
		{"csv", Audit, "csv", "logs/audit/csv/DATE.csv", "RFC 4180", false},
		{"parquet", Audit, "parquet", "logs/audit/parquet/DATE.parquet", "Apache Parquet", false},
		{"ecs", Audit, "jsonl", "logs/audit/ecs/DATE.jsonl", "Elastic Common Schema", false},
		{"ocsf", Audit, "jsonl", "logs/audit/ocsf/DATE.jsonl", "Open Cybersecurity Schema Framework", false},
		{"rfc5424", Audit, "log", "logs/audit/rfc5424/DATE.log", "syslog", false},
		{"nginx", Access, "log", "logs/access/nginx/DATE.log", "nginx with request time", false},
		{"w3c", Access, "log", "logs/access/w3c/DATE.log", "W3C extended", false},
	}
}

// LogFormats finds log formats by name, in the order of [Formats] whatever
// the order of names. It refuses names that are unknown, not supported yet,
// or given twice.
func LogFormats(names []string) ([]Format, error) {
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
		if f.Stream == Records {
			continue
		}
		known = append(known, f.Name)
		if !wanted[f.Name] {
			continue
		}
		if !f.Supported {
			return nil, fmt.Errorf("format %q is not supported yet; supported: %s", f.Name, supported())
		}
		delete(wanted, f.Name)
		found = append(found, f)
	}
	for _, n := range names {
		if wanted[n] {
			return nil, fmt.Errorf("unknown format %q; one of: %s", n, strings.Join(known, ", "))
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("no log format; supported: %s", supported())
	}
	return found, nil
}

func supported() string {
	var names []string
	for _, f := range Formats() {
		if f.Supported && f.Stream != Records {
			names = append(names, f.Name)
		}
	}
	return strings.Join(names, ", ")
}

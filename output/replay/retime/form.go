package retime

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/output/replay/sink"
)

// Form is one text format of a log: where its day files lie and how a line tells
// its time and its account. Lines are changed in place and keep their length.
type Form struct {
	Name        string // as --format of generate names it
	Log         sink.Log
	Folder, Ext string // of the day files: logs/audit, .jsonl
	Head        bool   // a day file begins with a line of names
	Comments    bool   // lines that begin with # say nothing

	find  func(line []byte) (at int, ok bool) // where the time stands
	kind  kind
	again epoch                    // the time once more, as a number
	who   func(line []byte) []byte // the account; empty = none
}

// kind is how a time is written.
type kind uint8

const (
	zulu    kind = iota // 2022-03-08T07:15:01.000042Z
	apache              // 08/Mar/2022:08:15:01 +0100
	w3cTime             // 2022-03-08 07:15:01, UTC
	nanos               // 1646723701000042000, since 1970
	seconds             // 1646723701.000042, since 1970
)

// Forms lists the formats that can be sent line by line. The bulk requests of elastic
// cannot: a row has two lines, and a sink makes such bodies of the native log itself.
func Forms() []Form {
	return []Form{
		{Name: "jsonl", Log: sink.Audit, Folder: "logs/audit", Ext: ".jsonl",
			find: after(`"ts":"`), who: between(`,"account":"`, '"')},
		{Name: "csv", Log: sink.Audit, Folder: "logs/audit/csv", Ext: ".csv", Head: true,
			find: column(1, ','), who: cell(5, ',')},
		{Name: "sql", Log: sink.Audit, Folder: "logs/audit/sql", Ext: ".copy",
			find: column(1, '\t'), who: cell(5, '\t')},
		{Name: "ecs", Log: sink.Audit, Folder: "logs/audit/ecs", Ext: ".jsonl",
			find: after(`"@timestamp":"`), who: between(`"user":{"id":"`, '"')},
		{Name: "ocsf", Log: sink.Audit, Folder: "logs/audit/ocsf", Ext: ".jsonl", again: epoch{key: `"time":`},
			find: after(`"original_time":"`), who: between(`"user":{"uid":"`, '"')},
		{Name: "rfc5424", Log: sink.Audit, Folder: "logs/audit/rfc5424", Ext: ".log",
			find: column(1, ' '), who: between(` account="`, '"')},
		{Name: "otlp", Log: sink.Audit, Folder: "logs/audit/otlp", Ext: ".jsonl", kind: nanos,
			find: after(`"timeUnixNano":"`), who: between(`"user.id","value":{"stringValue":"`, '"')},
		{Name: "cef", Log: sink.Audit, Folder: "logs/audit/cef", Ext: ".cef", again: epoch{key: " rt="},
			find: after(" BreachsimPortalTs="), who: between(" suser=", ' ')},
		{Name: "leef", Log: sink.Audit, Folder: "logs/audit/leef", Ext: ".leef", again: epoch{key: "|devTime="},
			find: after("\tts="), who: between("\tusrName=", '\t')},
		{Name: "gelf", Log: sink.Audit, Folder: "logs/audit/gelf", Ext: ".jsonl", kind: seconds,
			find: after(`"timestamp":`), who: between(`,"_account":"`, '"')},
		{Name: "hec", Log: sink.Audit, Folder: "logs/audit/hec", Ext: ".jsonl", again: epoch{`{"time":`, true},
			find: after(`"ts":"`), who: between(`,"account":"`, '"')},
		{Name: "fhir-audit", Log: sink.Audit, Folder: "logs/audit/fhir", Ext: ".ndjson",
			find: after(`"recorded":"`), who: between(`NamingSystem/account","value":"`, '"')},
		{Name: "combined", Log: sink.Access, Folder: "logs/access", Ext: ".log", kind: apache,
			find: after("["), who: cell(2, ' ')},
		{Name: "nginx", Log: sink.Access, Folder: "logs/access/nginx", Ext: ".log", kind: apache,
			find: after("["), who: cell(2, ' ')},
		{Name: "w3c", Log: sink.Access, Folder: "logs/access/w3c", Ext: ".log", kind: w3cTime, Comments: true,
			find: column(0, ' '), who: cell(3, ' ')},
		{Name: "ocsf-http", Log: sink.Access, Folder: "logs/access/ocsf", Ext: ".jsonl", again: epoch{key: `"time":`},
			find: after(`"original_time":"`), who: between(`"owner":{"uid":"`, '"')},
		{Name: "csv-access", Log: sink.Access, Folder: "logs/access/csv", Ext: ".csv", Head: true,
			find: column(0, ','), who: cell(3, ',')},
		{Name: "sql-access", Log: sink.Access, Folder: "logs/access/sql", Ext: ".copy",
			find: column(0, '\t'), who: cell(3, '\t')},
	}
}

// FormNamed finds a format by its name.
func FormNamed(name string) (Form, error) {
	all := Forms()
	if i := slices.IndexFunc(all, func(f Form) bool { return f.Name == name }); i >= 0 {
		return all[i], nil
	}
	var names []string
	for _, f := range all {
		names = append(names, f.Name)
	}
	return Form{}, fmt.Errorf("format %q cannot be sent line by line: want one of %s", name, strings.Join(names, ", "))
}

// after finds what stands behind a text.
func after(text string) func([]byte) (int, bool) {
	b := []byte(text)
	return func(line []byte) (int, bool) {
		i := bytes.Index(line, b)
		return i + len(b), i >= 0
	}
}

// column finds the beginning of a column. Columns before it have no quotes.
func column(n int, sep byte) func([]byte) (int, bool) {
	return func(line []byte) (int, bool) { return begin(line, n, sep) }
}

func begin(line []byte, n int, sep byte) (at int, ok bool) {
	for range n {
		i := bytes.IndexByte(line[at:], sep)
		if i < 0 {
			return 0, false
		}
		at += i + 1
	}
	return at, true
}

// cell gives a column; what stands for nothing there is nothing.
func cell(n int, sep byte) func([]byte) []byte {
	return func(line []byte) []byte {
		at, ok := begin(line, n, sep)
		if !ok {
			return nil
		}
		v := line[at:]
		if i := bytes.IndexByte(v, sep); i >= 0 {
			v = v[:i]
		}
		if string(v) == "-" || string(v) == `\N` {
			return nil
		}
		return v
	}
}

// between gives what stands between a text and a byte.
func between(text string, end byte) func([]byte) []byte {
	b := []byte(text)
	return func(line []byte) []byte {
		i := bytes.Index(line, b)
		if i < 0 {
			return nil
		}
		v := line[i+len(b):]
		if j := bytes.IndexByte(v, end); j >= 0 {
			return v[:j]
		}
		return nil
	}
}

// Account is the account that a line names, within the line; empty where it names
// none.
func (f *Form) Account(line []byte) []byte { return f.who(line) }

// Time reads the time of a line, microseconds since 1970 UTC, and where it stands,
// for [Form.Set].
func (f *Form) Time(line []byte) (micros int64, at int, err error) {
	at, ok := f.find(line)
	if ok {
		switch f.kind {
		case apache:
			micros, ok = ncsa(line[at:])
		case w3cTime:
			micros, ok = civil(line[at:])
		case nanos:
			micros, ok = readNanos(line[at:])
		case seconds:
			micros, ok = readSeconds(line[at:])
		default:
			micros, ok = utc(line[at:])
		}
	}
	if !ok {
		return 0, 0, fmt.Errorf("no time of the form %s in %.60q", f.Name, line)
	}
	return micros, at, nil
}

// Set writes a time over the one that stands at a place of the line; offset is how
// many seconds east of UTC local times are.
func (f *Form) Set(line []byte, at int, micros int64, offset int) error {
	switch f.kind {
	case apache:
		putNCSA(line[at:], micros, offset)
	case w3cTime:
		putCivil(line[at:], micros)
	case nanos, seconds:
		if !inReach(micros) {
			return fmt.Errorf("%.60q has no room for %s as a number", line, moment(micros))
		}
		if f.kind == nanos {
			putNanos(line[at:], micros)
		} else {
			putSeconds(line[at:], micros)
		}
	default:
		putUTC(line[at:], micros)
	}
	if f.again.key != "" {
		return f.again.put(line, micros)
	}
	return nil
}

// Local is the offset that a line's own local time has, seconds east of UTC; zero
// where the format tells UTC.
func (f *Form) Local(line []byte, at int) int {
	if f.kind != apache {
		return 0
	}
	o, _ := zoneOffset(line[at+21:]) // Time has read it
	return int(o / second)
}

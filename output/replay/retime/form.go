package retime

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"breachsim/output/replay/sink"
)

// Form is one text format of a log: where its day files lie and how a line tells
// its time and its account. Lines are changed in place and keep their length.
type Form struct {
	Name        string // as --format of generate names it
	Log         sink.Log
	Folder, Ext string // of the day files: logs/audit, .jsonl
	Head        bool   // a day file begins with a line of names
	Comments    bool   // lines that begin with # say nothing

	find func(line []byte) (at int, ok bool) // where the time stands
	kind kind
	who  func(line []byte) []byte // the account; empty = none
}

// kind is how a time is written.
type kind uint8

const (
	zulu    kind = iota // 2022-03-08T07:15:01.000042Z
	apache              // 08/Mar/2022:08:15:01 +0100
	w3cTime             // 2022-03-08 07:15:01, UTC
	ocsf                // as zulu, and again in milliseconds: "time":1646723701000
)

// Forms lists the formats that can be sent line by line.
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
		{Name: "ocsf", Log: sink.Audit, Folder: "logs/audit/ocsf", Ext: ".jsonl", kind: ocsf,
			find: after(`"original_time":"`), who: between(`"user":{"uid":"`, '"')},
		{Name: "rfc5424", Log: sink.Audit, Folder: "logs/audit/rfc5424", Ext: ".log",
			find: column(1, ' '), who: between(` account="`, '"')},
		{Name: "combined", Log: sink.Access, Folder: "logs/access", Ext: ".log", kind: apache,
			find: after("["), who: cell(2, ' ')},
		{Name: "nginx", Log: sink.Access, Folder: "logs/access/nginx", Ext: ".log", kind: apache,
			find: after("["), who: cell(2, ' ')},
		{Name: "w3c", Log: sink.Access, Folder: "logs/access/w3c", Ext: ".log", kind: w3cTime, Comments: true,
			find: column(0, ' '), who: cell(3, ' ')},
		{Name: "ocsf-http", Log: sink.Access, Folder: "logs/access/ocsf", Ext: ".jsonl", kind: ocsf,
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
	case ocsf:
		putUTC(line[at:], micros)
		return putMillis(line[at:], micros)
	default:
		putUTC(line[at:], micros)
	}
	return nil
}

var timeKey = []byte(`"time":`)

// putMillis writes the time again where OCSF has it as a number.
func putMillis(line []byte, micros int64) error {
	const width = 13 // until the year 2286
	i := bytes.Index(line, timeKey)
	if i < 0 || len(line) < i+len(timeKey)+width {
		return fmt.Errorf(`no "time" in %.60q`, line)
	}
	b := line[i+len(timeKey):]
	if _, ok := digits(b, width); !ok || micros < 1e15 || micros >= 1e16 {
		return fmt.Errorf(`"time" of %.60q has no room for %s in milliseconds`, line, moment(micros))
	}
	put(b, width, micros/1000)
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

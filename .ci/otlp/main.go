// Command otlp reads the audit log of a dataset in the form of OTLP with the decoder of
// the OpenTelemetry Collector, and compares every record with the native log.
//
// usage: otlp DATASET
//
// It is a module of its own, so that the collector's weighs on nothing else.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
)

func main() {
	n, err := compare(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Printf("%d records, time and every value as in the native log\n", n)
}

// compare holds the days of a dataset against the native ones.
func compare(dataset string) (n int, err error) {
	days, err := filepath.Glob(filepath.Join(dataset, "logs/audit/otlp/*.jsonl"))
	if err != nil || len(days) == 0 {
		return 0, fmt.Errorf("no days in %s (%v)", dataset, err)
	}
	for _, day := range days {
		got, err := lines(day)
		if err != nil {
			return n, err
		}
		want, err := lines(filepath.Join(dataset, "logs/audit", filepath.Base(day)))
		if err != nil {
			return n, err
		}
		if len(got) != len(want) {
			return n, fmt.Errorf("%s: %d lines, the native log has %d", day, len(got), len(want))
		}
		for i := range got {
			if err := same(got[i], want[i]); err != nil {
				return n, fmt.Errorf("%s:%d: %w", day, i+1, err)
			}
			n++
		}
	}
	return n, nil
}

func lines(name string) (list []string, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() // only read
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		list = append(list, sc.Text())
	}
	return list, sc.Err()
}

// names are the attributes that are not called as our columns are.
var names = map[string]string{
	"event_id": "log.record.uid", "account": "user.id", "profession": "user.roles", "session_id": "session.id",
	"src_ip": "client.address", "src_port": "client.port", "country": "geo.country.iso_code", "city": "geo.locality.name",
	"url.query": "url.query", "lat": "geo.location.lat", "lon": "geo.location.lon", "user_agent": "user_agent.original", "method": "http.request.method",
	"path": "url.path", "status": "http.response.status_code", "req_bytes": "http.request.body.size", "resp_bytes": "http.response.body.size",
}

// same compares a request of one record with a native line.
func same(line, native string) error {
	logs, err := (&plog.JSONUnmarshaler{}).UnmarshalLogs([]byte(line))
	if err != nil {
		return err
	}
	var want map[string]any
	d := json.NewDecoder(strings.NewReader(native))
	d.UseNumber()
	if err := d.Decode(&want); err != nil {
		return err
	}
	if logs.LogRecordCount() != 1 {
		return fmt.Errorf("%d records", logs.LogRecordCount())
	}
	resource := logs.ResourceLogs().At(0)
	record := resource.ScopeLogs().At(0).LogRecords().At(0)
	ts := record.Timestamp().AsTime().Format("2006-01-02T15:04:05.000000Z")
	failed := record.SeverityNumber() == plog.SeverityNumberWarn
	switch {
	case ts != want["ts"] || record.Timestamp().AsTime().Nanosecond()%int(time.Microsecond) != 0:
		return fmt.Errorf("time %s, want %s", ts, want["ts"])
	case record.EventName() != want["action"] || failed != (want["outcome"] == "failure"):
		return fmt.Errorf("event %s, severity %s", record.EventName(), record.SeverityNumber())
	}
	delete(want, "ts")
	if path, _ := want["path"].(string); strings.Contains(path, "?") {
		want["path"], want["url.query"], _ = strings.Cut(path, "?")
	}
	known := 0
	for column, value := range want {
		if value == nil {
			continue
		}
		if column == "service" {
			if got, _ := resource.Resource().Attributes().Get("service.name"); got.AsString() != value {
				return fmt.Errorf("service %s, want %s", got.AsString(), value)
			}
			continue
		}
		known++
		if err := attribute(record.Attributes(), column, value); err != nil {
			return err
		}
	}
	if record.Attributes().Len() != known {
		return fmt.Errorf("%d attributes, want %d", record.Attributes().Len(), known)
	}
	return nil
}

// attribute compares the attribute of a column.
func attribute(of pcommon.Map, column string, want any) error {
	key := names[column]
	if key == "" {
		key = "infopatient." + column
	}
	got, there := of.Get(key)
	if there && got.Type() == pcommon.ValueTypeSlice && got.Slice().Len() == 1 {
		got = got.Slice().At(0)
	}
	text, good := fmt.Sprint(want), false
	switch {
	case !there:
	case got.Type() == pcommon.ValueTypeDouble:
		f, err := want.(json.Number).Float64()
		good = err == nil && f == got.Double()
	case got.Type() == pcommon.ValueTypeInt:
		_, number := want.(json.Number)
		good = number && fmt.Sprint(got.Int()) == text
	default:
		_, number := want.(json.Number)
		good = !number && got.Str() == text
	}
	if !good {
		return fmt.Errorf("%s is %q of type %s, want %s", key, got.AsString(), got.Type(), text)
	}
	return nil
}

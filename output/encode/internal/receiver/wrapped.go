package receiver

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/internal/native"
	"github.com/breachsim/breachsim/output/encode/internal/siem"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// bulkLines is how many lines a row of the bulk form has.
const bulkLines = 2

// newBulk prepares the audit log as bodies of the bulk requests of Elasticsearch and
// OpenSearch: a line that says what to do, and a document of ECS. To create and not to
// index: streams of data take nothing else, and what is sent twice is refused by its id.
// The index is that of the request's address.
func newBulk(cat *event.Catalog) func(mode schema.NIRMode) schema.AppendEvent {
	ecs := siem.ECS(cat)
	return func(mode schema.NIRMode) schema.AppendEvent {
		document := ecs(mode)
		return func(dst []byte, e *event.Event) []byte {
			dst = append(dst, `{"create":{"_id":"`...)
			dst = wire.AppendHex(dst, e.ID)
			dst = append(dst, "\"}}\n"...)
			return document(dst, e)
		}
	}
}

func bulkPlaces(mode schema.NIRMode) []schema.Place {
	return append(
		[]schema.Place{schema.At("event_id", "create._id", "of the line before the document")}, siem.ECSPlaces(mode)...)
}

const hecRest = `,"host":"` + host + `","source":"portal.audit","sourcetype":"breachsim:audit","event":`

// newHEC prepares the audit log as events for the HTTP collector of Splunk, each around
// a native line.
func newHEC(cat *event.Catalog) func(mode schema.NIRMode) schema.AppendEvent {
	jsonl := native.JSONL(cat)
	return func(mode schema.NIRMode) schema.AppendEvent {
		line := jsonl(mode)
		return func(dst []byte, e *event.Event) []byte {
			dst = append(dst, `{"time":`...)
			dst = wire.AppendEpoch(dst, e.TS)
			dst = append(dst, hecRest...)
			dst = line(dst, e)
			dst[len(dst)-1] = '}' // in place of the end of the line
			return append(dst, '\n')
		}
	}
}

func hecPlaces(mode schema.NIRMode) []schema.Place {
	places := []schema.Place{
		{At: "host", Note: host},
		{At: "source", Note: "portal.audit"},
		{At: "sourcetype", Note: "breachsim:audit"},
		schema.At("ts", "time", "seconds since 1970, six decimals"),
	}
	for _, p := range native.AuditPlaces(mode) {
		places = append(places, schema.Place{Column: p.Column, At: "event." + p.At})
	}
	return places
}

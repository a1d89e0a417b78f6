package receiver

import (
	"slices"
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// OTLP 1.x as JSON, of the semantic conventions 1.44.0: a whole request a line, with one
// record. This is the form that the collector's file exporter writes and its
// otlpjsonfile receiver reads, and each line by itself is a body for /v1/logs.
// https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
//
//	{"resourceLogs":[{"resource":{…},"scopeLogs":[{"scope":{…},"logRecords":[{"timeUnixNano":"…",…,"attributes":[…]}]}]}]}
const (
	otlpOpen   = `{"resourceLogs":[{"resource":{"attributes":[`
	otlpRecord = `]},"scopeLogs":[{"scope":{"name":"portal.audit"},"logRecords":[{"timeUnixNano":"`
	otlpClose  = "}]}]}]}\n" // behind the list of attributes
)

func otlpKeys() map[string]schema.Place {
	return map[string]schema.Place{
		"ts":         {}, // timeUnixNano
		"service":    {}, // of the resource
		"event_id":   {At: "log.record.uid"},
		"account":    {At: "user.id"},
		"profession": {At: "user.roles", Note: "list"},
		"session_id": {At: "session.id"},
		"src_ip":     {At: "client.address"},
		"src_port":   {At: "client.port"},
		"country":    {At: "geo.country.iso_code"},
		"city":       {At: "geo.locality.name"},
		"lat":        {At: "geo.location.lat"},
		"lon":        {At: "geo.location.lon"},
		"user_agent": {At: "user_agent.original"},
		"method":     {At: "http.request.method"},
		"path":       {At: "url.path", Note: "before the question mark; url.query has what is after it"},
		"status":     {At: "http.response.status_code"},
		"req_bytes":  {At: "http.request.body.size"},
		"resp_bytes": {At: "http.response.body.size"},
	}
}

// otlpForm is how OTLP writes columns, each with a comma behind it.
func otlpForm() form {
	keys := otlpKeys()
	return form{
		at: func(column string) schema.Place {
			if p, there := keys[column]; there {
				return p
			}
			return schema.Place{At: "infopatient." + column, Note: "own"}
		},
		write: otlpAttribute,
		end:   `"}},`,
	}
}

// otlpAttribute is a value as an attribute.
func otlpAttribute(key string, c logs.Cell) string {
	open := `{"key":"` + key + `","value":{`
	switch {
	case key == "":
		return ""
	case c.Name == "lat" || c.Name == "lon":
		return open + `"doubleValue":` + c.Text + `}},`
	case c.Bare: // 64 bits are texts in the JSON of protocol buffers
		return open + `"intValue":"` + c.Text + `"}},`
	case c.Name == "profession":
		return open + `"arrayValue":{"values":[{"stringValue":` + string(wire.Quote(c.Text)) + `}]}}},`
	case c.Name != "path":
		return open + `"stringValue":` + string(wire.Quote(c.Text)) + `}},`
	}
	path, query := wire.SplitPath(c.Text)
	out := open + `"stringValue":` + string(wire.Quote(path)) + `}},`
	if query != "" {
		out += `{"key":"url.query","value":{"stringValue":` + string(wire.Quote(query)) + `}},`
	}
	if c.More > 0 {
		out = strings.TrimSuffix(out, `"}},`)
	}
	return out
}

// otlpPlaces says where OTLP has the columns.
func otlpPlaces(mode schema.NIRMode) []schema.Place {
	return otlpForm().places(
		schema.Place{At: "resource service.namespace", Note: "portal"},
		schema.Place{At: "resource host.name", Note: host},
		schema.Place{At: "scope.name", Note: "portal.audit"},
		schema.At("service", "resource service.name", ""),
		schema.At("ts", "timeUnixNano", "in nanoseconds"),
		schema.At("action", "eventName", ""),
		schema.At("action", "body", "with the outcome"),
		schema.At("outcome", "severityNumber", "13 for a failure, else 9; with severityText"),
	)(mode)
}

// newOTLP prepares the audit log in OTLP.
func newOTLP(cat *event.Catalog) func(mode schema.NIRMode) schema.AppendEvent {
	t := prepare(cat, otlpForm())
	text := func(key, value string) string { return otlpAttribute(key, logs.Cell{Text: value}) }
	var resource wire.Fragments
	for _, s := range event.Services() {
		if s != "" {
			s = text("service.name", s)
		}
		of := text("service.namespace", "portal") + text("host.name", host)
		resource.Add([]byte(otlpOpen + s + strings.TrimSuffix(of, ",") + otlpRecord))
	}
	head := newKinds(func(a event.Action, o event.Outcome) string {
		return `000","severityNumber":` + byOutcome(o, `13,"severityText":"WARN"`, `9,"severityText":"INFO"`) +
			`,"eventName":"` + max(a.String(), "-") + `","body":{"stringValue":"` + brief(a, o) + `"},"attributes":[`
	})
	return func(mode schema.NIRMode) schema.AppendEvent {
		x := newLine(t, mode)
		return func(dst []byte, e *event.Event) []byte {
			dst = slices.Grow(dst, t.longest)
			dst = append(dst, resource.At(int(e.Service))...)
			dst = strconv.AppendInt(dst, e.TS, 10)
			dst = append(dst, head.at(e)...)
			dst = x.members(dst, e)
			dst[len(dst)-1] = ']' // in place of the last comma
			return append(dst, otlpClose...)
		}
	}
}

package siem

import (
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/encode/schema"
)

// ECSPlaces says where ECS has the columns, and what it says of every line.
func ECSPlaces(mode schema.NIRMode) []schema.Place {
	return slices.Concat([]schema.Place{
		{Column: "", At: "ecs.version", Note: ecsVersion},
		{Column: "", At: "event.kind", Note: "always event, never alert"},
		{Column: "", At: "event.module", Note: "infopatient"},
		{Column: "", At: "event.dataset", Note: "infopatient.audit"},
	}, logs.Places(logs.Audit(mode), func(c *logs.Column[event.Event]) []schema.Place { return c.ECS }))
}

// ocsfPlaces says where OCSF has the columns, and what it says of every line.
func ocsfPlaces(mode schema.NIRMode) []schema.Place {
	return append(logs.Places(logs.Audit(mode), func(c *logs.Column[event.Event]) []schema.Place { return c.OCSF }),
		schema.Place{At: "severity_id", Note: "always 1, informational"})
}

func ocsfHTTPPlaces(schema.NIRMode) []schema.Place {
	return []schema.Place{
		schema.At("ts", "time", "in milliseconds"),
		schema.At("ts", "metadata.original_time", "to the microsecond"),
		schema.At("request_id", "metadata.correlation_uid", ""),
		schema.At("src_ip", "src_endpoint.ip", ""),
		schema.At("account", "src_endpoint.owner.uid", ""),
		schema.At("method", "http_request.http_method", "and activity_id: 3 Get, 6 Post"),
		schema.At("path", "http_request.url.path", "before the question mark"),
		schema.At("path", "http_request.url.query_string", "after it"),
		schema.At("status", "http_response.code", "and status_id: 1 below 400, else 2"),
		schema.At("req_bytes", "http_request.body_length", ""),
		schema.At("resp_bytes", "http_response.body_length", ""),
		schema.At("latency_us", "duration", "in milliseconds"),
		schema.At("latency_us", "unmapped.latency_us", ""),
		schema.At("user_agent", "http_request.user_agent", ""),
		schema.At("http_version", "http_request.version", ""),
		schema.At("referer", "http_request.referrer", ""),
		schema.At("session_digest", "unmapped.session_digest", ""),
	}
}

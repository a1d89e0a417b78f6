package web

import "github.com/breachsim/breachsim/output/encode/schema"

// CombinedFields lists the parts of a combined line in their order.
func CombinedFields() []schema.Field {
	return []schema.Field{
		{Name: "host", Type: "address", Meaning: "Source address."},
		{Name: "ident", Type: "-", Meaning: "Always a dash."},
		{Name: "user", Type: "text(9)", Meaning: "Signed-in account, or a dash."},
		{Name: "time", Type: "timestamp", Meaning: "Local time to the second with its offset, in brackets."},
		{Name: "request", Type: "text", Meaning: "Method, path and protocol, in quotes."},
		{Name: "status", Type: "integer", Meaning: "HTTP status."},
		{Name: "bytes", Type: "integer", Meaning: "Bytes of the response body; a dash for none."},
		{Name: "referer", Type: "text", Meaning: "Referer header, in quotes; a dash for none."},
		{Name: "user_agent", Type: "text", Meaning: "User-Agent header, in quotes."},
	}
}

func combinedPlaces(schema.NIRMode) []schema.Place {
	return []schema.Place{
		schema.At("src_ip", "%h", ""),
		schema.At("account", "%u", "dash for nobody"),
		schema.At("ts", "%t", "local time, to the second"),
		schema.At("method", "%m of %r", ""),
		schema.At("path", "%U%q of %r", `of no HTTP request what came before a NUL, \xhh for what is not printable`),
		schema.At("status", "%>s", ""),
		schema.At("resp_bytes", "%b", "dash for none"),
		schema.At("http_version", "%H of %r", "HTTP/1.1 or HTTP/2.0"),
		schema.At("referer", "%{Referer}i", ""),
		schema.At("user_agent", "%{User-Agent}i", `" and \ after \, what is not ASCII as \xhh`),
	}
}

func nginxPlaces(schema.NIRMode) []schema.Place {
	return []schema.Place{
		schema.At("src_ip", "$remote_addr", ""),
		schema.At("account", "$remote_user", "dash for nobody"),
		schema.At("ts", "$time_local", "local time, to the second"),
		schema.At("method", "$request", ""),
		schema.At("path", "$request", `of no HTTP request what came, \xHH for what is not printable`),
		schema.At("status", "$status", "and $upstream_status"),
		schema.At("resp_bytes", "$body_bytes_sent", "and $upstream_response_length"),
		schema.At("http_version", "$request", "HTTP/1.1 or HTTP/2.0"),
		schema.At("referer", "$http_referer", ""),
		schema.At("user_agent", "$http_user_agent", `" and \ and what is not ASCII as \xHH`),
		schema.At("req_bytes", "$request_length", "the body alone: nothing is known of the headers"),
		schema.At("latency_us", "$request_time", "in seconds to the millisecond; and $upstream_response_time"),
		schema.At("request_id", "$req_id", "sixteen digits, not nginx's thirty-two"),
	}
}

func w3cPlaces(schema.NIRMode) []schema.Place {
	return []schema.Place{
		schema.At("ts", "date", "UTC"),
		schema.At("ts", "time", "UTC, to the second"),
		schema.At("src_ip", "c-ip", ""),
		schema.At("account", "cs-username", ""),
		schema.At("", "s-sitename", "portal"),
		schema.At("method", "cs-method", ""),
		schema.At("path", "cs-uri-stem", "before the question mark"),
		schema.At("path", "cs-uri-query", "after it"),
		schema.At("status", "sc-status", ""),
		schema.At("resp_bytes", "sc-bytes", "of the body"),
		schema.At("req_bytes", "cs-bytes", "of the body"),
		schema.At("latency_us", "time-taken", "in milliseconds"),
		schema.At("user_agent", "cs(User-Agent)", "spaces as +; plus, percent and control characters as %HH"),
		schema.At("http_version", "cs-version", "HTTP/1.1 or HTTP/2"),
		schema.At("referer", "cs(Referer)", ""),
		schema.At("session_digest", "x-session-digest", ""),
		schema.At("request_id", "x-request-id", ""),
	}
}

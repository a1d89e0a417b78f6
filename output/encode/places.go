package encode

// Place says where a format puts a column of ours.
type Place struct {
	Column string // of AuditFields or AccessFields; "" = a constant
	At     string // in the format
	Note   string
}

func auditPlaces(mode NIRMode) []Place { return samePlaces(AuditFields(mode)) }
func accessPlaces(NIRMode) []Place     { return samePlaces(AccessFields()) }

func samePlaces(fields []Field) []Place {
	var places []Place
	for _, f := range fields {
		places = append(places, Place{Column: f.Name, At: f.Name})
	}
	return places
}

// subject is the column of the insured person in a mode, and its short name.
func subject(mode NIRMode) (column, short string) {
	if mode == Clear {
		return "nir", "nir"
	}
	return "nir_ref", "ref"
}

func ecsPlaces(mode NIRMode) []Place {
	column, short := subject(mode)
	places := []Place{
		{"ts", "@timestamp", ""},
		{"", "ecs.version", ecsVersion},
		{"", "event.kind", "always event, never alert"},
		{"", "event.module", "infopatient"},
		{"", "event.dataset", "infopatient.audit"},
		{"event_id", "event.id", ""},
		{"action", "event.action", ""},
		{"action", "event.category", "list"},
		{"action", "event.type", "list; with error where the status is 500 or above"},
		{"outcome", "event.outcome", ""},
		{"reason", "event.reason", ""},
		{"latency_us", "event.duration", "in nanoseconds"},
		{"account", "user.id", ""},
		{"account", "user.name", ""},
		{"account", "related.user", "list"},
		{"profession", "user.roles", "list"},
		{"org", "organization.id", ""},
		{"src_ip", "source.ip", ""},
		{"src_ip", "related.ip", "list"},
		{"src_port", "source.port", ""},
		{"asn", "source.as.number", ""},
		{"as_org", "source.as.organization.name", ""},
		{"country", "source.geo.country_iso_code", ""},
		{"city", "source.geo.city_name", ""},
		{"lat", "source.geo.location.lat", ""},
		{"lon", "source.geo.location.lon", ""},
		{"user_agent", "user_agent.original", ""},
		{"service", "service.name", ""},
		{"path", "url.path", "before the question mark"},
		{"path", "url.query", "after it"},
		{"request_id", "http.request.id", ""},
		{"method", "http.request.method", ""},
		{"req_bytes", "http.request.body.bytes", ""},
		{"status", "http.response.status_code", ""},
		{"resp_bytes", "http.response.body.bytes", ""},
		{"session_id", "infopatient.session.id", "own: ECS has no session"},
		{"auth_method", "infopatient.auth.method", "own"},
		{"client_fp", "infopatient.client.fingerprint", "own"},
		{column, "infopatient.subject." + short, "own"},
		{"patient_dept", "infopatient.subject.dept", "own"},
		{"result", "infopatient.lookup.result", "own"},
		{"persons_returned", "infopatient.lookup.persons", "own"},
	}
	if mode == HMAC {
		places = append(places, Place{"nir_ref", "related.hash", "list"})
	}
	return places
}

func ocsfPlaces(mode NIRMode) []Place {
	column, _ := subject(mode)
	return []Place{
		{"event_id", "metadata.uid", "and command_uid of 7004"},
		{"ts", "time", "in milliseconds"},
		{"ts", "metadata.original_time", "to the microsecond"},
		{"action", "class_uid, category_uid, activity_id, type_uid", "3002 login, logout, mfa_challenge, challenge; 3001 passwords and locks; 7004 bans; 6003 all else"},
		{"action", "metadata.event_code", "in our word"},
		{"action", "api.operation", "6003"},
		{"outcome", "status_id", "1 or 2; not in 7004, whose numbers mean something else"},
		{"outcome", "status", ""},
		{"reason", "status_detail", ""},
		{"account", "user.uid", "actor.user.uid in 6003; name unknown where there is none"},
		{"profession", "user.groups[].name", "as user"},
		{"org", "user.org.uid", "as user"},
		{"auth_method", "auth_protocol", "3002, with auth_protocol_id 99 and is_mfa for cards; else unmapped.auth_method"},
		{"session_id", "session.uid", "3002; else actor.session.uid"},
		{"request_id", "metadata.correlation_uid", ""},
		{"src_ip", "src_endpoint.ip", "7004: observables[].value"},
		{"src_port", "src_endpoint.port", ""},
		{"asn", "src_endpoint.autonomous_system.number", ""},
		{"as_org", "src_endpoint.autonomous_system.name", ""},
		{"country", "src_endpoint.location.country", ""},
		{"city", "src_endpoint.location.city", ""},
		{"lat", "src_endpoint.location.lat", ""},
		{"lon", "src_endpoint.location.long", ""},
		{"user_agent", "http_request.user_agent", ""},
		{"client_fp", "unmapped.client_fp", ""},
		{"service", "api.service.name", "6003; service.name in 3002; else unmapped.service"},
		{"method", "http_request.http_method", ""},
		{"path", "http_request.url.path", "before the question mark"},
		{"path", "http_request.url.query_string", "after it"},
		{"status", "http_response.code", ""},
		{"req_bytes", "http_request.body_length", ""},
		{"resp_bytes", "http_response.body_length", ""},
		{"latency_us", "duration", "in milliseconds"},
		{"latency_us", "unmapped.latency_us", ""},
		{column, "resources[].uid", "6003, of type NIR; else unmapped." + column},
		{"patient_dept", "unmapped.patient_dept", ""},
		{"result", "unmapped.result", ""},
		{"persons_returned", "unmapped.persons_returned", ""},
		{"", "severity_id", "always 1, informational"},
	}
}

func ocsfHTTPPlaces(NIRMode) []Place {
	return []Place{
		{"ts", "time", "in milliseconds"},
		{"ts", "metadata.original_time", "to the microsecond"},
		{"request_id", "metadata.correlation_uid", ""},
		{"src_ip", "src_endpoint.ip", ""},
		{"account", "src_endpoint.owner.uid", ""},
		{"method", "http_request.http_method", "and activity_id: 3 Get, 6 Post"},
		{"path", "http_request.url.path", "before the question mark"},
		{"path", "http_request.url.query_string", "after it"},
		{"status", "http_response.code", "and status_id: 1 below 400, else 2"},
		{"req_bytes", "http_request.body_length", ""},
		{"resp_bytes", "http_response.body_length", ""},
		{"latency_us", "duration", "in milliseconds"},
		{"latency_us", "unmapped.latency_us", ""},
		{"user_agent", "http_request.user_agent", ""},
	}
}

func syslogPlaces(mode NIRMode) []Place {
	places := []Place{
		{"ts", "TIMESTAMP", ""},
		{"action", "MSGID", ""},
		{"action", "PRI", "facility 10 for sign-ins, passwords and locks, else 16"},
		{"outcome", "PRI", "severity 4 for a failure, else 6"},
		{"method", "MSG", "with path and status; action and outcome where there was no request"},
	}
	for _, f := range AuditFields(mode) {
		if f.Name != "ts" {
			places = append(places, Place{f.Name, "breach@32473 " + f.Name, ""})
		}
	}
	return places
}

func combinedPlaces(NIRMode) []Place {
	return []Place{
		{"src_ip", "%h", ""},
		{"account", "%u", "dash for nobody"},
		{"ts", "%t", "local time, to the second"},
		{"method", "%m of %r", ""},
		{"path", "%U%q of %r", ""},
		{"status", "%>s", ""},
		{"resp_bytes", "%b", "dash for none"},
		{"user_agent", "%{User-Agent}i", ""},
	}
}

func nginxPlaces(NIRMode) []Place {
	return []Place{
		{"src_ip", "$remote_addr", ""},
		{"account", "$remote_user", "dash for nobody"},
		{"ts", "$time_local", "local time, to the second"},
		{"method", "$request", ""},
		{"path", "$request", ""},
		{"status", "$status", "and $upstream_status"},
		{"resp_bytes", "$body_bytes_sent", "and $upstream_response_length"},
		{"user_agent", "$http_user_agent", `" and \ and what is not ASCII as \xHH`},
		{"req_bytes", "$request_length", "the body alone: nothing is known of the headers"},
		{"latency_us", "$request_time", "in seconds to the millisecond; and $upstream_response_time"},
		{"request_id", "$req_id", "sixteen digits, not nginx's thirty-two"},
	}
}

func w3cPlaces(NIRMode) []Place {
	return []Place{
		{"ts", "date", "UTC"},
		{"ts", "time", "UTC, to the second"},
		{"src_ip", "c-ip", ""},
		{"account", "cs-username", ""},
		{"", "s-sitename", "portal"},
		{"method", "cs-method", ""},
		{"path", "cs-uri-stem", "before the question mark"},
		{"path", "cs-uri-query", "after it"},
		{"status", "sc-status", ""},
		{"resp_bytes", "sc-bytes", "of the body"},
		{"req_bytes", "cs-bytes", "of the body"},
		{"latency_us", "time-taken", "in milliseconds"},
		{"user_agent", "cs(User-Agent)", "spaces as +; plus, percent and control characters as %HH"},
		{"request_id", "x-request-id", ""},
	}
}

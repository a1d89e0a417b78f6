package encode

// AuditFields lists the keys of the native audit log in their order. In clear
// mode nir takes the place of nir_ref.
func AuditFields(mode NIRMode) []Field {
	fields := []Field{
		{"event_id", "hex(16)", "Id of the event, unique in the dataset; it tells nothing else."},
		{"ts", "timestamp", "Time, UTC with microseconds."},
		{"action", "text", "What was done: login, logout, lookup, service_use, password_reset_request, password_reset, password_reset_forced, account_lock, account_unlock, ip_ban, ip_unban, mfa_challenge, challenge."},
		{"outcome", "success|failure", "Whether it succeeded."},
		{"reason", "text", "Why, where there is something to say."},
		{"account", "text(9)", "Account: PS and seven digits; null where no account acts or is meant."},
		{"profession", "text", "Code of the owner's profession."},
		{"org", "text", "Id of the owner's site."},
		{"auth_method", "password|cps|ecps", "Sign-in method of the session."},
		{"session_id", "hex(16)", "Session."},
		{"request_id", "hex(16)", "HTTP request; joins formats of the access log that carry it."},
		{"src_ip", "address", "Source address, IPv4 or IPv6."},
		{"src_port", "integer", "Source port."},
		{"asn", "integer", "Autonomous system of the address."},
		{"as_org", "text", "Its holder, an invented name."},
		{"country", "text(2)", "Country of the address, ISO 3166-1."},
		{"city", "text", "City of the address, a fictitious name."},
		{"lat", "number", "Latitude, degrees."},
		{"lon", "number", "Longitude, degrees."},
		{"user_agent", "text", "User-Agent header."},
		{"client_fp", "hex(16)", "Fingerprint of the client."},
		{"service", "text", "Part of the portal."},
		{"method", "GET|POST", "HTTP method."},
		{"path", "text", "Path of the request; the number stands in it where the scenario sends it in the path or query, as nir_ref or nir, or as *** where logs leave it out."},
		{"status", "integer", "HTTP status; null with the three below where there was no request."},
		{"req_bytes", "integer", "Bytes of the request body."},
		{"resp_bytes", "integer", "Bytes of the response body."},
		{"latency_us", "integer", "Time to answer, microseconds."},
		{"nir_ref", "hex(16)", "Number that was looked up, as a keyed reference; joins insured_persons."},
		{"patient_dept", "text", "Département of residence of the person; null where unknown."},
		{"result", "found|not_found|bad_key|no_rights|error", "What a look-up found."},
		{"persons_returned", "integer", "Persons that a look-up returned; null for other actions."},
	}
	if mode == Clear {
		for i := range fields {
			if fields[i].Name == "nir_ref" {
				fields[i] = Field{"nir", "text(15)", "Number that was looked up, with the key that was typed."}
			}
		}
	}
	return fields
}

// CombinedFields lists the parts of a combined line in their order.
func CombinedFields() []Field {
	return []Field{
		{"host", "address", "Source address."},
		{"ident", "-", "Always a dash."},
		{"user", "text(9)", "Signed-in account, or a dash."},
		{"time", "timestamp", "Local time to the second with its offset, in brackets."},
		{"request", "text", "Method, path and protocol, in quotes."},
		{"status", "integer", "HTTP status."},
		{"bytes", "integer", "Bytes of the response body; a dash for none."},
		{"referer", "-", "Always a dash, in quotes."},
		{"user_agent", "text", "User-Agent header, in quotes."},
	}
}

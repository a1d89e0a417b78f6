package logs

import (
	"regexp"
	"strings"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// Audit lists the columns of the audit log in their order. In clear mode nir takes
// the place of nir_ref.
//
// A new field of the log is a row here and a field of event.Event; go generate
// makes the native formats of it. Formats that place a field by hand (siem) have
// one line more for it each.
func Audit(mode schema.NIRMode) []Column[event.Event] { //nolint:funlen // a table
	type (
		f    = schema.Field
		rule = schema.KeyRule
		e    = event.Event
		cat  = event.Catalog
	)
	t := newTables()
	return []Column[e]{
		{Field: f{
			Name:    "event_id",
			Type:    "hex(16)",
			Meaning: "Id of the event, unique in the dataset; it tells nothing else.",
		},
			Rule:  rule{Never: true},
			Many:  true,
			Value: Value[e]{Kind: Name, Expr: "e.ID"},
			ECS:   at("event.id"),
			OCSF:  at("metadata.uid", "and command_uid of 7004")},
		{Field: f{Name: "ts", Type: "timestamp", Meaning: "Time, UTC with microseconds."},
			Rule:  rule{Never: true},
			Many:  true,
			Value: Value[e]{Kind: Time, Expr: "e.TS"},
			ECS:   at("@timestamp"),
			OCSF:  both(at("time", "in milliseconds"), at("metadata.original_time", "to the microsecond"))},
		{Field: f{
			Name:    "action",
			Type:    "text",
			Meaning: "What was done: " + strings.Join(event.Actions()[1:], ", ") + ".",
		},
			Rule:  rule{Never: true, Values: event.Actions()},
			Value: t.what.says(func(_ *cat, x *e) string { return x.Action.String() }),
			ECS: both(at("event.action"), at("event.category", "list"),
				at("event.type", "list; with error where the status is 500 or above")),
			OCSF: both(at("class_uid, category_uid, activity_id, type_uid",
				"3002 login, logout, mfa_challenge, challenge; 3001 passwords and locks; 7004 bans; 6003 all else"),
				at("metadata.event_code", "in our word"), at("api.operation", "6003"))},
		{Field: f{Name: "outcome", Type: "success|failure", Meaning: "Whether it succeeded."},
			Rule: rule{Never: true}, Value: t.what.says(func(_ *cat, x *e) string { return x.Outcome.String() }),
			ECS:  at("event.outcome"),
			OCSF: both(at("status_id", "1 or 2; not in 7004, whose numbers mean something else"), at("status"))},
		{Field: f{Name: "reason", Type: "text", Meaning: "Why, where there is something to say."},
			Rule: rule{
				Values: event.Reasons(),
			},
			Value: t.what.says(func(_ *cat, x *e) string { return x.Reason.String() }),
			ECS:   at("event.reason"),
			OCSF:  at("status_detail")},
		{Field: f{
			Name:    "account",
			Type:    "text(9)",
			Meaning: "Account: PS and seven digits; null where no account acts or is meant.",
		},
			Value: t.account.says(func(c *cat, x *e) string { return accountText(c, x).ID }),
			ECS:   both(at("user.id"), at("user.name"), at("related.user", "list")),
			OCSF:  at("user.uid", "actor.user.uid in 6003; name unknown where there is none")},
		{Field: f{Name: "profession", Type: "text", Meaning: "Code of the owner's profession."},
			Value: t.account.says(func(c *cat, x *e) string { return accountText(c, x).Profession }),
			ECS:   at("user.roles", "list"), OCSF: at("user.groups[].name", "as user")},
		{Field: f{Name: "org", Type: "text", Meaning: "Id of the owner's site."},
			Value: t.account.says(func(c *cat, x *e) string { return accountText(c, x).Org }),
			ECS:   at("organization.id"), OCSF: at("user.org.uid", "as user")},
		{Field: f{Name: "auth_method", Type: "password|cps|ecps", Meaning: "Sign-in method of the session."},
			Rule:  rule{Values: event.Auths()},
			Value: t.auth.says(func(_ *cat, x *e) string { return x.Auth.String() }),
			ECS:   at("infopatient.auth.method", "own"),
			OCSF: at(
				"auth_protocol",
				"3002, with auth_protocol_id 99 and is_mfa for cards; else unmapped.auth_method",
			)},
		{Field: f{Name: "session_id", Type: "hex(16)", Meaning: "Session."},
			Many:  true,
			Value: id("e.Session"),
			ECS: at(
				"infopatient.session.id",
				"own: ECS has no session",
			),
			OCSF: at("session.uid", "3002; else actor.session.uid")},
		{Field: f{
			Name:    "request_id",
			Type:    "hex(16)",
			Meaning: "HTTP request; joins formats of the access log that carry it.",
		},
			Many:  true,
			Value: id("e.Request"),
			ECS:   at("http.request.id"),
			OCSF:  at("metadata.correlation_uid")},
		{Field: f{Name: "src_ip", Type: "address", Meaning: "Source address, IPv4 or IPv6."},
			Value: Value[e]{Kind: Address, Expr: "e.Addr"},
			ECS: both(
				at("source.ip"),
				at("related.ip", "list"),
			),
			OCSF: at("src_endpoint.ip", "7004: observables[].value")},
		{Field: f{Name: "src_port", Type: "integer",
			Meaning: "Source port, as the client's system and the networks on the way give it."},
			Rule:  rule{Least: 1, Most: 65535},
			Many:  true,
			Value: number("uint32(e.Port)", "e.Port != 0"),
			ECS:   at("source.port"),
			OCSF:  at("src_endpoint.port")},
		{Field: f{Name: "asn", Type: "integer", Meaning: "Autonomous system of the address."},
			Rule:  rule{Least: 64496, Most: 65551}, // RFC 5398
			Value: t.network.says(asnText),
			ECS:   at("source.as.number"), OCSF: at("src_endpoint.autonomous_system.number")},
		{Field: f{Name: "as_org", Type: "text", Meaning: "Its holder, an invented name."},
			Value: t.network.says(func(c *cat, x *e) string { return c.Networks[x.Net].Org }),
			ECS:   at("source.as.organization.name"), OCSF: at("src_endpoint.autonomous_system.name")},
		{Field: f{Name: "country", Type: "text(2)", Meaning: "Country of the address, ISO 3166-1."},
			Value: t.place.says(func(c *cat, x *e) string { return c.Places[x.Place].Country }),
			ECS:   at("source.geo.country_iso_code"), OCSF: at("src_endpoint.location.country")},
		{Field: f{Name: "city", Type: "text", Meaning: "City of the address, a fictitious name."},
			Value: t.place.says(func(c *cat, x *e) string { return c.Places[x.Place].City }),
			ECS:   at("source.geo.city_name"), OCSF: at("src_endpoint.location.city")},
		{Field: f{Name: "lat", Type: "number", Meaning: "Latitude, degrees."},
			Value: t.place.says(func(c *cat, x *e) string { return c.Places[x.Place].Lat }),
			ECS:   at("source.geo.location.lat"), OCSF: at("src_endpoint.location.lat")},
		{Field: f{Name: "lon", Type: "number", Meaning: "Longitude, degrees."},
			Value: t.place.says(func(c *cat, x *e) string { return c.Places[x.Place].Lon }),
			ECS:   at("source.geo.location.lon"), OCSF: at("src_endpoint.location.long")},
		{Field: f{Name: "user_agent", Type: "text", Meaning: "User-Agent header."},
			Value: t.agent.says(func(c *cat, x *e) string { return c.UserAgents[x.UserAgent] }),
			ECS:   at("user_agent.original"), OCSF: at("http_request.user_agent")},
		{Field: f{Name: "client_fp", Type: "hex(16)",
			Meaning: "Fingerprint of the client's TLS handshake, shared by all who have that program."}, Many: true,
			Value: id("e.ClientFP"),
			ECS:   at("infopatient.client.fingerprint", "own"), OCSF: at("unmapped.client_fp")},
		{Field: f{Name: "service", Type: "text", Meaning: "Part of the portal."},
			Rule:  rule{Never: true, Values: event.Services()},
			Value: t.where.says(func(_ *cat, x *e) string { return x.Service.String() }),
			ECS:   at("service.name"),
			OCSF:  at("api.service.name", "6003; service.name in 3002; else unmapped.service")},
		{Field: f{Name: "method", Type: "GET|POST", Meaning: "HTTP method."}, Rule: rule{Values: event.Methods()},
			Value: t.where.says(func(_ *cat, x *e) string { return x.Method.String() }),
			ECS:   at("http.request.method"), OCSF: at("http_request.http_method")},
		{Field: f{
			Name: "path",
			Type: "text",
			Meaning: "Path of the request; the number stands in it where the scenario sends it in the path " +
				"or query, as nir_ref or nir, or as *** where logs leave it out.",
		},
			Rule: rule{Pattern: pathPattern()},
			Value: Value[e]{Of: t.where, Text: func(_ *cat, x *e) string { text, _ := x.Path.Fixed(); return text },
				More: func(x *e) int { return wire.AskedLength(x.Path) },
				Ends: "Path: e.Path, Ref: e.NIRRef, NIR: e.NIR, KeyOff: e.KeyOff"},
			ECS: both(at("url.path", "before the question mark"), at("url.query", "after it")),
			OCSF: both(
				at("http_request.url.path", "before the question mark"),
				at("http_request.url.query_string", "after it"),
			)},
		{Field: f{
			Name:    "status",
			Type:    "integer",
			Meaning: "HTTP status; null with the three below where there was no request.",
		},
			Rule:  rule{Least: 100, Most: 599},
			Value: number("uint32(e.Status)", "e.Status != 0"),
			ECS:   at("http.response.status_code"),
			OCSF:  at("http_response.code")},
		{Field: f{Name: "req_bytes", Type: "integer", Meaning: "Bytes of the request body."}, Many: true,
			Value: number("e.ReqBytes", "e.Status != 0"),
			ECS:   at("http.request.body.bytes"), OCSF: at("http_request.body_length")},
		{Field: f{Name: "resp_bytes", Type: "integer", Meaning: "Bytes of the response body."}, Many: true,
			Value: number("e.RespBytes", "e.Status != 0"),
			ECS:   at("http.response.body.bytes"), OCSF: at("http_response.body_length")},
		{Field: f{Name: "latency_us", Type: "integer", Meaning: "Time to answer, microseconds."},
			Many:  true,
			Value: number("e.LatencyUS", "e.Status != 0"),
			ECS: at(
				"event.duration",
				"in nanoseconds",
			),
			OCSF: both(at("duration", "in milliseconds"), at("unmapped.latency_us"))},
		subject(mode),
		{Field: f{
			Name:    "patient_dept",
			Type:    "text",
			Meaning: "Département of residence of the person; null where unknown.",
		},
			Rule: rule{Pattern: `^([0-9]{2,3}|2[AB])$`},
			Value: t.dept.says(func(c *cat, x *e) string {
				if x.PatientDept == event.NoPlace {
					return ""
				}
				return c.Departments[x.PatientDept]
			}),
			ECS:  at("infopatient.subject.dept", "own"),
			OCSF: at("unmapped.patient_dept")},
		{Field: f{Name: "result", Type: "found|not_found|bad_key|no_rights|error", Meaning: "What a look-up found."},
			Rule: rule{
				Values: event.Results(),
			},
			Value: t.result.says(func(_ *cat, x *e) string { return x.Result.String() }),
			ECS:   at("infopatient.lookup.result", "own"),
			OCSF:  at("unmapped.result")},
		{Field: f{
			Name:    "persons_returned",
			Type:    "integer",
			Meaning: "Persons that a look-up returned; null for other actions.",
		},
			Many:  true,
			Value: number("uint32(e.Persons)", "e.Persons >= 0"),
			ECS:   at("infopatient.lookup.persons", "own"),
			OCSF:  at("unmapped.persons_returned")},
	}
}

// subject is the column of the insured person in a mode.
func subject(mode schema.NIRMode) Column[event.Event] {
	c := Column[event.Event]{Many: true, Value: Value[event.Event]{Kind: Subject}}
	if mode == schema.Clear {
		c.Field = schema.Field{
			Name:    "nir",
			Type:    "text(15)",
			Meaning: "Number that was looked up, with the key that was typed.",
		}
		c.ECS, c.OCSF = at(
			"infopatient.subject.nir",
			"own",
		), at(
			"resources[].uid",
			"6003, of type NIR; else unmapped.nir",
		)
		return c
	}
	c.Field = schema.Field{
		Name:    "nir_ref",
		Type:    "hex(16)",
		Meaning: "Number that was looked up, as a keyed reference; joins insured_persons.",
	}
	c.ECS, c.OCSF = at(
		"infopatient.subject.ref",
		"own",
	), at(
		"resources[].uid",
		"6003, of type NIR; else unmapped.nir_ref",
	)
	if mode == schema.HMAC {
		c.ECS = both(c.ECS, at("related.hash", "list"))
	}
	return c
}

func id(expr string) Value[event.Event] { return Value[event.Event]{Kind: ID, Expr: expr} }

func number(expr, known string) Value[event.Event] {
	return Value[event.Event]{Kind: Number, Expr: expr, Known: known}
}

// pathPattern is the form of all paths: in some stands the number that was looked
// up, or its reference.
func pathPattern() string {
	var forms []string
	for _, p := range event.Paths() {
		if p == "" {
			continue
		}
		form := regexp.QuoteMeta(p)
		form = strings.ReplaceAll(form, `\{nir_ref\}`, "[0-9a-f]{16}")
		form = strings.ReplaceAll(form, `\{nir\}`, strings.Trim(schema.TypedPattern, "^$"))
		forms = append(forms, form)
	}
	return "^(" + strings.Join(forms, "|") + ")$"
}

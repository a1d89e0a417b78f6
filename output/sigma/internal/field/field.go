package field

import (
	"net/netip"
	"strings"

	"github.com/breachsim/breachsim/output/read"
	"github.com/breachsim/breachsim/scenarios/measure"
	"github.com/breachsim/breachsim/scenarios/nearest"
)

// Field is something that a rule may ask of a line.
type Field struct {
	Name    string // ours
	ECS     string // in the Elastic Common Schema; "" = it has none
	Kind    Kind
	In      Service // the logs that have it
	Entity  string  // what it names: account, session, ip or person; "" = none of them
	Made    bool    // beside the log, by [Teller]
	About   string
	ofAudit func(*Record) Value
	ofWeb   func(*Record) Value

	// The shortest way to what a line of the audit log says; nil = it is ofAudit.
	column func(*read.Event) string // of texts
	id     func(*read.Event) uint64 // of ids; 0 = none
	addr   func(*read.Event) netip.Addr
	number func(*Record) (n int64, there bool) // of numbers, in millionths
}

// Of is the value of the field in a line; None where the log of the line has no such
// field.
func (f *Field) Of(r *Record) Value {
	if r.Audit != nil {
		if f.ofAudit == nil {
			return Value{}
		}
		return f.ofAudit(r)
	}
	if f.ofWeb == nil {
		return Value{}
	}
	return f.ofWeb(r)
}

// AuditText is the way to a text of a line of the audit log, "" where it says nothing;
// nil of fields that are no texts of it. It is quicker than [Field.Of].
func (f *Field) AuditText() func(*read.Event) string { return f.column }

// AuditNumber is the way to a number of a line of the audit log, in millionths; nil of
// fields that are no numbers of it. It is quicker than [Field.Of].
func (f *Field) AuditNumber() func(*Record) (n int64, there bool) { return f.number }

// Said reports whether a line says something of the field.
func (f *Field) Said(r *Record) bool {
	if r.Audit != nil {
		switch {
		case f.column != nil:
			return f.column(r.Audit) != ""
		case f.id != nil:
			return f.id(r.Audit) != 0
		}
	}
	v := f.Of(r)
	return v.Kind != None
}

// Named finds a field by one of its names.
func Named(name string) (*Field, bool) {
	f, ok := byName[name]
	return f, ok
}

// Like is the name that was probably meant by one that no field has; "" where none is
// near.
func Like(name string) string {
	var names []string
	for _, f := range fields {
		names = append(names, f.Name)
		if f.ECS != "" {
			names = append(names, f.ECS)
		}
	}
	return nearest.Word(name, names)
}

// All lists the fields.
func All() []*Field { return fields }

var byName = index()

func index() map[string]*Field {
	m := map[string]*Field{}
	for _, f := range fields {
		m[f.Name] = f
		if f.ECS != "" {
			m[f.ECS] = f
		}
	}
	m["user.name"] = m["user.id"] // ECS lines have the account under both
	return m
}

// The columns of the logs, in the order in which the audit log has them, and what is
// made beside them.
var fields = []*Field{
	ids("event_id", "event.id", "", func(e *read.Event) uint64 { return e.EventID }),
	{Name: "ts", ECS: "@timestamp", Kind: Time, In: Any, About: "time of the line",
		ofAudit: func(r *Record) Value { return Value{Kind: Time, N: r.Audit.TS} },
		ofWeb:   func(r *Record) Value { return Value{Kind: Time, N: r.Access.TS} }},
	texts("action", "event.action", func(e *read.Event) string { return e.Action }),
	texts("outcome", "event.outcome", func(e *read.Event) string { return e.Outcome }),
	texts("reason", "event.reason", func(e *read.Event) string { return e.Reason }),
	both(texts("account", "user.id", func(e *read.Event) string { return e.Account }), "account",
		func(q *read.Request) Value { return text(q.Account) }),
	texts("profession", "user.roles", func(e *read.Event) string { return e.Profession }),
	texts("org", "organization.id", func(e *read.Event) string { return e.Org }),
	texts("auth_method", "infopatient.auth.method", func(e *read.Event) string { return e.AuthMethod }),
	ids("session_id", "infopatient.session.id", "session", func(e *read.Event) uint64 { return e.SessionID }),
	ids("request_id", "http.request.id", "", func(e *read.Event) uint64 { return e.RequestID }),
	{Name: "src_ip", ECS: "source.ip", Kind: Address, In: Any, Entity: "ip",
		addr: func(e *read.Event) netip.Addr { return e.SrcIP },
		ofAudit: func(r *Record) Value {
			if !r.Audit.SrcIP.IsValid() {
				return Value{}
			}
			return Value{Kind: Address, Addr: r.Audit.SrcIP}
		},
		ofWeb: func(r *Record) Value {
			if !r.Access.SrcIP.IsValid() {
				return Value{}
			}
			return Value{Kind: Address, Addr: r.Access.SrcIP}
		}},
	numbers("src_port", "source.port", func(e *read.Event) (int64, bool) { return e.SrcPort, e.SrcPort != 0 }),
	numbers("asn", "source.as.number", func(e *read.Event) (int64, bool) { return e.ASN, e.ASN != 0 }),
	texts("as_org", "source.as.organization.name", func(e *read.Event) string { return e.ASOrg }),
	texts("country", "source.geo.country_iso_code", func(e *read.Event) string { return e.Country }),
	texts("city", "source.geo.city_name", func(e *read.Event) string { return e.City }),
	degrees("lat", "source.geo.location.lat", func(e *read.Event) float64 { return e.Lat }),
	degrees("lon", "source.geo.location.lon", func(e *read.Event) float64 { return e.Lon }),
	both(texts("user_agent", "user_agent.original", func(e *read.Event) string { return e.UserAgent }), "",
		func(q *read.Request) Value { return text(q.UserAgent) }),
	ids("client_fp", "infopatient.client.fingerprint", "", func(e *read.Event) uint64 { return e.ClientFP }),
	texts("service", "service.name", func(e *read.Event) string { return e.Service }),
	both(texts("method", "http.request.method", func(e *read.Event) string { return e.Method }), "",
		func(q *read.Request) Value { return text(q.Method) }),
	both(texts("path", "", func(e *read.Event) string { return e.Path }), "",
		func(q *read.Request) Value { return text(q.Path) }),
	both(texts("url.path", "", func(e *read.Event) string { return stem(e.Path) }), "",
		func(q *read.Request) Value { return text(stem(q.Path)) }),
	both(texts("url.query", "", func(e *read.Event) string { return query(e.Path) }), "",
		func(q *read.Request) Value { return text(query(q.Path)) }),
	both(numbers("status", "http.response.status_code",
		func(e *read.Event) (int64, bool) { return e.Status, e.Status != 0 }), "",
		func(q *read.Request) Value { return whole(q.Status) }),
	numbers("req_bytes", "http.request.body.bytes",
		func(e *read.Event) (int64, bool) { return e.ReqBytes, e.Status != 0 }),
	both(numbers("resp_bytes", "http.response.body.bytes",
		func(e *read.Event) (int64, bool) { return e.RespBytes, e.Status != 0 }), "",
		func(q *read.Request) Value { return whole(q.Bytes) }),
	numbers("latency_us", "", func(e *read.Event) (int64, bool) { return e.LatencyUS, e.Status != 0 }),
	numbers("event.duration", "", func(e *read.Event) (int64, bool) { return e.LatencyUS * 1000, e.Status != 0 }),
	ids("nir_ref", "infopatient.subject.ref", "person", func(e *read.Event) uint64 { return e.NIRRef }),
	texts("nir", "infopatient.subject.nir", func(e *read.Event) string { return e.NIR }),
	texts("patient_dept", "infopatient.subject.dept", func(e *read.Event) string { return e.PatientDept }),
	texts("result", "infopatient.lookup.result", func(e *read.Event) string { return e.Result }),
	numbers("persons_returned", "infopatient.lookup.persons",
		func(e *read.Event) (int64, bool) { return e.PersonsReturned, e.PersonsReturned >= 0 }),
	{Name: "referer", ECS: "http.request.referrer", Kind: Text, In: Access,
		ofWeb: func(r *Record) Value { return text(r.Access.Referer) }},

	made(Field{Name: "local_date", Kind: Text, In: Any, About: "local calendar day of the line, 2022-03-10"},
		func(r *Record) Value { return text(r.Date) }),
	made(Field{Name: "local_hour", Kind: Number, In: Any, About: "local hour, 0 to 23"},
		func(r *Record) Value { return whole(r.Hour) }),
	made(Field{Name: "local_weekday", Kind: Number, In: Any, About: "1 = Monday to 7 = Sunday, local"},
		func(r *Record) Value { return whole(r.Weekday) }),
	told("lookup_gap_us", "microseconds since the look-up before in the same session",
		func(r *Record) int64 { return r.Gap }),
	made(Field{Name: "lookup_missed", Kind: Number, In: Audit,
		About: "of an answered look-up: 1 where it found nobody, otherwise 0"},
		missed),
	told("lookup_ahead",
		"1 where the number asked for comes after that of the look-up before in the same session, otherwise 0",
		func(r *Record) int64 { return int64(r.Ahead) }),
	told("network_new", "1 where the account was never seen in this asn before, otherwise 0; null on its first day",
		func(r *Record) int64 { return int64(r.Network) }),
	told("client_new",
		"1 where the account was never seen with this client_fp before, otherwise 0; null on its first day",
		func(r *Record) int64 { return int64(r.Client) }),
}

func texts(name, ecs string, of func(*read.Event) string) *Field {
	return &Field{Name: name, ECS: ecs, Kind: Text, In: Audit, column: of,
		ofAudit: func(r *Record) Value { return text(of(r.Audit)) }}
}

func ids(name, ecs, entity string, of func(*read.Event) uint64) *Field {
	return &Field{Name: name, ECS: ecs, Kind: ID, In: Audit, Entity: entity, id: of, ofAudit: func(r *Record) Value {
		id := of(r.Audit)
		if id == 0 {
			return Value{}
		}
		return Value{Kind: ID, N: int64(id)}
	}}
}

func numbers(name, ecs string, of func(*read.Event) (n int64, there bool)) *Field {
	return counted(&Field{Name: name, ECS: ecs, Kind: Number, In: Audit}, func(r *Record) (int64, bool) {
		n, there := of(r.Audit)
		return n * measure.Million, there
	})
}

// counted adds a number of the audit log to a field.
func counted(f *Field, of func(*Record) (n int64, there bool)) *Field {
	f.number = of
	f.ofAudit = func(r *Record) Value {
		n, there := of(r)
		if !there {
			return Value{}
		}
		return Value{Kind: Number, N: n}
	}
	return f
}

// told is a number beside the audit log, which is not told where it is below zero.
func told(name, about string, of func(*Record) int64) *Field {
	f := &Field{Name: name, Kind: Number, In: Audit, Made: true, About: about}
	return counted(f, func(r *Record) (int64, bool) {
		n := of(r)
		return n * measure.Million, n >= 0
	})
}

// degrees are a coordinate; where both are zero the line has no place.
func degrees(name, ecs string, of func(*read.Event) float64) *Field {
	return &Field{Name: name, ECS: ecs, Kind: Number, In: Audit, ofAudit: func(r *Record) Value {
		if r.Audit.Lat == 0 && r.Audit.Lon == 0 {
			return Value{}
		}
		v := of(r.Audit) * measure.Million
		if v < 0 {
			return Value{Kind: Number, N: -int64(0.5 - v)}
		}
		return Value{Kind: Number, N: int64(v + 0.5)}
	}}
}

// both adds the access log to a field of the audit log.
func both(f *Field, entity string, of func(*read.Request) Value) *Field {
	f.In, f.Entity = Any, entity
	f.ofWeb = func(r *Record) Value { return of(r.Access) }
	return f
}

// made is a field beside the log.
func made(f Field, of func(*Record) Value) *Field {
	f.Made = true
	if f.In&Audit != 0 {
		f.ofAudit = of
	}
	if f.In&Access != 0 {
		f.ofWeb = of
	}
	return &f
}

func missed(r *Record) Value {
	if r.Audit.Action != "lookup" {
		return Value{}
	}
	switch r.Audit.Result {
	case "not_found":
		return whole(1)
	case "found", "no_rights":
		return whole(0)
	}
	return Value{}
}

func text(s string) Value {
	if s == "" {
		return Value{}
	}
	return Value{Kind: Text, Text: s}
}

func whole(n int64) Value { return Value{Kind: Number, N: n * measure.Million} }

func stem(path string) string {
	s, _, _ := strings.Cut(path, "?")
	return s
}

func query(path string) string {
	_, q, _ := strings.Cut(path, "?")
	return q
}

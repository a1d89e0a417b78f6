package encode

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Decoders of the forms for receivers; as those of decoders_test.go they know the
// published rules and the places that the page of formats tells.

// micros writes a time in microseconds since 1970 as our logs do.
func micros(us int64) string { return time.UnixMicro(us).UTC().Format("2006-01-02T15:04:05.000000Z") }

// epoch reads seconds with six decimals, digit by digit.
func epoch(text string) (string, error) {
	var s, us int64
	if n, err := fmt.Sscanf(text, "%d.%06d", &s, &us); n != 2 || err != nil || len(text) != 17 {
		return "", fmt.Errorf("time %q: %w", text, err)
	}
	return micros(s*1_000_000 + us), nil
}

// unescapedBy reads backslash escapes: n, r and t, and any other character as itself.
func unescapedBy(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i == len(s)-1 {
			b.WriteByte(s[i])
			continue
		}
		i++
		if at := strings.IndexByte("nrt", s[i]); at >= 0 {
			b.WriteByte("\n\r\t"[at])
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

var cefLine = regexp.MustCompile(`^CEF:0\|breachsim\|portal\|1\|([a-z_-]+)\|([a-z_ -]+)\|([35])\|(.*)\n$`)
var cefPair = regexp.MustCompile(`(?:^| )([A-Za-z0-9]+)=`)

// decodeCEF finds keys by an equals sign that no backslash escapes: a value reaches to the
// space before the next one.
func decodeCEF(line []byte, _ NIRMode) (row, error) {
	m := cefLine.FindStringSubmatch(string(line))
	if m == nil {
		return nil, errors.New("not a line of CEF")
	}
	v, text := row{}, m[4]
	at := cefPair.FindAllStringSubmatchIndex(text, -1)
	for i, p := range at {
		end := len(text)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		key := text[p[2]:p[3]]
		if v[key] != "" {
			return nil, fmt.Errorf("%s is there twice", key)
		}
		v[key] = unescapedBy(text[p[1]:end])
	}
	r := row{}
	for key, value := range v {
		if name, labelled := v[key+"Label"]; labelled && key != "c6a2" {
			r[name] = value
		} else if own, ours := strings.CutPrefix(key, "BreachsimPortal"); ours {
			r[strings.ToLower(regexp.MustCompile(`(.)([A-Z])`).ReplaceAllString(own, "${1}_$2"))] = value
		}
	}
	for column, key := range map[string]string{"event_id": "externalId", "action": "act", "outcome": "outcome", "reason": "reason", "account": "suser",
		"profession": "spriv", "src_ip": "src", "src_port": "spt", "user_agent": "requestClientApplication", "service": "destinationServiceName",
		"method": "requestMethod", "req_bytes": "in", "resp_bytes": "out"} {
		r.put(column, v[key])
	}
	if v["c6a2"] != "" && (v["src"] != "" || v["c6a2Label"] != "Source IPv6 Address") {
		return nil, errors.New("an address of version 6 that is not said to be the source")
	}
	r.put("src_ip", v["c6a2"])
	if url := v["request"]; url != "" {
		path, ours := strings.CutPrefix(url, "https://portal.example/")
		if !ours {
			return nil, fmt.Errorf("request %s", url)
		}
		r["path"] = "/" + path
	}
	return r, coarsely(r, v["rt"], m[1], m[3], strings.TrimSuffix(r["action"]+" "+r["outcome"], " "), m[2])
}

// coarsely holds what a header says against the exact values: the time in milliseconds,
// the action, the severity, the name.
func coarsely(r row, ms, action, severity, name, said string) error {
	ts, err := time.Parse(time.RFC3339Nano, r["ts"])
	failed := r["outcome"] == "failure"
	if err != nil || fmt.Sprint(ts.UnixMilli()) != ms || r["action"] != action || name != said ||
		failed != (severity == "5") {
		return fmt.Errorf("header: time %s, action %s, severity %s, name %s; the line says %v (%w)", ms, action, severity, said, r, err)
	}
	return nil
}

var leefLine = regexp.MustCompile(`^LEEF:2\.0\|breachsim\|portal\|1\|([a-z_-]+)\|x09\|(.*)\n$`)

func decodeLEEF(line []byte, _ NIRMode) (row, error) {
	m := leefLine.FindStringSubmatch(string(line))
	if m == nil {
		return nil, errors.New("not a line of LEEF")
	}
	ours := map[string]string{"cat": "outcome", "usrName": "account", "role": "profession", "src": "src_ip", "srcPort": "src_port",
		"url": "path", "resource": "service", "srcBytes": "req_bytes", "dstBytes": "resp_bytes"}
	r, head := row{}, row{}
	for pair := range strings.SplitSeq(m[2], "\t") {
		key, value, ok := strings.Cut(pair, "=")
		switch {
		case !ok:
			return nil, fmt.Errorf("%q is no pair", pair)
		case key == "devTime" || key == "sev" || strings.HasPrefix(key, "isLog"):
			head[key] = value
		case ours[key] != "":
			r[ours[key]] = unescapedBy(value)
		default:
			r[key] = unescapedBy(value)
		}
	}
	if (head["isLoginEvent"] == "true") != (r["action"] == "login") || (head["isLogoutEvent"] == "true") != (r["action"] == "logout") {
		return nil, fmt.Errorf("%v of a %s", head, r["action"])
	}
	return r, coarsely(r, head["devTime"], m[1], head["sev"], "", "")
}

// gelfField is what GELF allows as the name of a field of ours.
var gelfField = regexp.MustCompile(`^_[\w.\-]+$`)

func decodeGELF(line []byte, _ NIRMode) (row, error) {
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(line, &raw); err != nil {
		return nil, err
	}
	v, err := flatJSON(line)
	if err != nil {
		return nil, err
	}
	r := row{}
	for key, value := range v {
		if !gelfField.MatchString(key) || key == "_id" {
			continue
		}
		if value == "" {
			return nil, fmt.Errorf("%s is empty", key)
		}
		r[key[1:]] = value
	}
	if len(raw) != len(r)+5 || v["version"] != "1.1" || v["host"] == "" || v["short_message"] == "" {
		return nil, fmt.Errorf("fields %v", v)
	}
	if want := map[bool]string{true: "4", false: "6"}[r["outcome"] == "failure"]; v["level"] != want {
		return nil, fmt.Errorf("level %s of %s", v["level"], r["outcome"])
	}
	r["ts"], err = epoch(v["timestamp"])
	return r, err
}

func decodeHEC(line []byte, _ NIRMode) (row, error) {
	v, err := flatJSON(line)
	if err != nil {
		return nil, err
	}
	r := row{}
	for key, value := range v {
		if column, inside := strings.CutPrefix(key, "event."); inside {
			r[column] = value
		}
	}
	if ts, err := epoch(v["time"]); err != nil || ts != r["ts"] || len(v) != len(r)+4 {
		return nil, fmt.Errorf("%s around %s: %w", ts, r["ts"], err)
	}
	return r, nil
}

func decodeBulk(lines []byte, mode NIRMode) (row, error) {
	action, document, _ := bytes.Cut(lines, []byte("\n"))
	a, err := flatJSON(action)
	if err != nil {
		return nil, err
	}
	r, err := decodeECS(document, mode)
	if err == nil && (len(a) != 1 || a["create._id"] != r["event_id"]) {
		return nil, fmt.Errorf("%s before event %s", action, r["event_id"])
	}
	return r, err
}

// anyValue is a value of OTLP: texts, or whole numbers as texts.
type anyValue struct {
	StringValue *string      `json:"stringValue"`
	IntValue    *string      `json:"intValue"`
	DoubleValue *json.Number `json:"doubleValue"`
	ArrayValue  *struct{ Values []anyValue }
}

func (v anyValue) text() string {
	switch {
	case v.StringValue != nil:
		return *v.StringValue
	case v.IntValue != nil:
		return *v.IntValue
	case v.DoubleValue != nil:
		return v.DoubleValue.String()
	case v.ArrayValue != nil && len(v.ArrayValue.Values) == 1:
		return v.ArrayValue.Values[0].text()
	}
	return ""
}

type attributes []struct {
	Key   string
	Value anyValue
}

func (a attributes) row() (row, error) {
	r := row{}
	for _, kv := range a {
		if _, twice := r[kv.Key]; twice || kv.Value.text() == "" {
			return nil, fmt.Errorf("attribute %s: twice, or empty", kv.Key)
		}
		r[kv.Key] = kv.Value.text()
	}
	return r, nil
}

// otlpRequest is an ExportLogsServiceRequest, of opentelemetry/proto/logs/v1/logs.proto.
type otlpRequest struct {
	ResourceLogs []struct {
		Resource  struct{ Attributes attributes }
		ScopeLogs []struct {
			Scope      struct{ Name string }
			LogRecords []struct {
				TimeUnixNano   string
				SeverityNumber int
				SeverityText   string
				EventName      string
				Body           anyValue
				Attributes     attributes
			}
		}
	}
}

func decodeOTLP(line []byte, _ NIRMode) (row, error) {
	var q otlpRequest
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(&q); err != nil {
		return nil, err
	}
	if len(q.ResourceLogs) != 1 || len(q.ResourceLogs[0].ScopeLogs) != 1 || len(q.ResourceLogs[0].ScopeLogs[0].LogRecords) != 1 {
		return nil, errors.New("not one record")
	}
	record := q.ResourceLogs[0].ScopeLogs[0].LogRecords[0]
	resource, err1 := q.ResourceLogs[0].Resource.Attributes.row()
	v, err2 := record.Attributes.row()
	if err := errors.Join(err1, err2); err != nil {
		return nil, err
	}
	ours := map[string]string{"log.record.uid": "event_id", "user.id": "account", "user.roles": "profession", "session.id": "session_id",
		"client.address": "src_ip", "client.port": "src_port", "geo.country.iso_code": "country", "geo.locality.name": "city", "geo.location.lat": "lat",
		"geo.location.lon": "lon", "user_agent.original": "user_agent", "http.request.method": "method", "url.path": "path",
		"http.response.status_code": "status", "http.request.body.size": "req_bytes", "http.response.body.size": "resp_bytes"}
	r := row{}
	r.put("service", resource["service.name"])
	for key, value := range v {
		if own, is := strings.CutPrefix(key, "infopatient."); is {
			r[own] = value
		} else if ours[key] != "" {
			r[ours[key]] = value
		} else if key != "url.query" {
			return nil, fmt.Errorf("attribute %s", key)
		}
	}
	if q := v["url.query"]; q != "" {
		r["path"] += "?" + q
	}
	var ns int64
	if _, err := fmt.Sscan(record.TimeUnixNano, &ns); err != nil || ns%1000 != 0 {
		return nil, fmt.Errorf("time %s: %w", record.TimeUnixNano, err)
	}
	r["ts"] = micros(ns / 1000)
	severity := map[bool]string{true: "13 WARN", false: "9 INFO"}[r["outcome"] == "failure"]
	if record.EventName != r["action"] || fmt.Sprint(record.SeverityNumber, " ", record.SeverityText) != severity ||
		record.Body.text() != strings.TrimSuffix(r["action"]+" "+r["outcome"], " ") {
		return nil, fmt.Errorf("%+v of %v", record, r)
	}
	return r, nil
}

// auditEvent is what is read of an AuditEvent of FHIR R4.
type auditEvent struct {
	ResourceType, ID     string
	Meta                 struct{ Profile []string }
	Type                 struct{ Code string }
	Subtype              []struct{ Code string }
	Action, Recorded     string
	Outcome, OutcomeDesc string
	Agent                []auditAgent
	Source               struct{ Observer struct{ Display string } }
	Entity               []auditEntity
}

type auditAgent struct {
	Type      struct{ Coding []struct{ Code string } }
	Role      []struct{ Text string }
	Who       who
	Requestor *bool
	Network   struct{ Address, Type string }
}

type who struct {
	Display    string
	Identifier struct{ System, Value string }
}

type auditEntity struct {
	Type, Role struct{ Code string }
	Query      string
	What       who
	Detail     []struct{ Type, ValueString string }
}

func decodeFHIR(line []byte, mode NIRMode) (row, error) {
	var a auditEvent
	if err := json.Unmarshal(line, &a); err != nil {
		return nil, err
	}
	if a.ResourceType != "AuditEvent" || a.Type.Code == "" || len(a.Subtype) != 1 || a.Source.Observer.Display == "" || len(a.Action) != 1 {
		return nil, fmt.Errorf("what FHIR R4 demands is not there: %+v", a)
	}
	r := row{"event_id": a.ID, "ts": a.Recorded}
	r.put("reason", a.OutcomeDesc)
	roles := map[string]int{}
	for _, g := range a.Agent {
		role := g.Type.Coding[0].Code
		if roles[role]++; g.Requestor == nil || *g.Requestor != (role == "IRCP") {
			return nil, fmt.Errorf("agent %s: requestor", role)
		}
		switch role {
		case "110153":
			r.put("src_ip", g.Network.Address)
			r.put("user_agent", g.Who.Display)
		case "IRCP":
			r.put("account", g.Who.Identifier.Value)
			if len(g.Role) == 1 {
				r.put("profession", g.Role[0].Text)
			}
		}
	}
	person, query := map[NIRMode]string{HMAC: "nir_ref", Clear: "nir"}[mode], ""
	for _, e := range a.Entity {
		switch e.Type.Code {
		case "1":
			r.put(person, e.What.Identifier.Value)
		case "2":
			raw, err := base64.StdEncoding.DecodeString(e.Query)
			if query = string(raw); err != nil || e.Role.Code != "24" {
				return nil, fmt.Errorf("query %q: %w", query, err)
			}
		case "XrequestId":
			r.put("request_id", e.What.Identifier.Value)
		default:
			for _, d := range e.Detail {
				if _, twice := r[d.Type]; twice || d.ValueString == "" {
					return nil, fmt.Errorf("detail %s: twice, or empty", d.Type)
				}
				r[d.Type] = d.ValueString
			}
		}
	}
	return r, auditPattern(&a, r, roles, person, query)
}

// auditPattern holds an AuditEvent against itself and, if it claims to be the query of
// IHE's patterns, against what that demands.
func auditPattern(a *auditEvent, r row, roles map[string]int, person, query string) error {
	asked := strings.TrimSpace(r["method"] + " " + r["path"])
	lookUp := r["action"] == "lookup"
	switch {
	case lookUp && query != asked, !lookUp && query != "":
		return fmt.Errorf("query %q of %s %q", query, r["action"], asked)
	case (a.Outcome == "8") != (r["outcome"] == "failure"):
		return fmt.Errorf("outcome %s of %s", a.Outcome, r["outcome"])
	case (len(a.Meta.Profile) > 0) != (lookUp && r["outcome"] == "success" && r[person] != ""):
		return fmt.Errorf("profiles %v of %v", a.Meta.Profile, r)
	case roles["110152"] != 1 || roles["IRCP"] > 1 || roles["110153"] > 1:
		return fmt.Errorf("agents %v", roles)
	case lookUp && (a.Type.Code != "rest" || a.Subtype[0].Code != "search-type" || a.Action != "E"):
		return fmt.Errorf("type %v, subtype %v, action %s", a.Type, a.Subtype, a.Action)
	}
	return nil
}

package encode

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// The decoders below know the formats by their published rules, not by the
// encoders.
var auditDecoders = map[string]func(line []byte, mode NIRMode) (row, error){
	"jsonl":   func(line []byte, _ NIRMode) (row, error) { return flatJSON(line) },
	"csv":     func(line []byte, m NIRMode) (row, error) { return decodeCSV(line, logs.Fields(logs.Audit(m))) },
	"sql":     func(line []byte, m NIRMode) (row, error) { return decodeCopy(line, logs.Fields(logs.Audit(m))) },
	"parquet": func(line []byte, m NIRMode) (row, error) { return decodePacked(line, logs.Fields(logs.Audit(m))) },
	"ecs":     decodeECS,
	"ocsf":    decodeOCSF,
	"rfc5424": decodeSyslog,

	"otlp": decodeOTLP, "cef": decodeCEF, "leef": decodeLEEF, "gelf": decodeGELF,
	"elastic": decodeBulk, "hec": decodeHEC, "fhir-audit": decodeFHIR,
}

var accessDecoders = map[string]func(line []byte) (row, error){
	"combined":       decodeCombined,
	"nginx":          decodeNginx,
	"w3c":            decodeW3C,
	"ocsf-http":      decodeHTTPActivity,
	"csv-access":     func(line []byte) (row, error) { return decodeCSV(line, logs.Fields(logs.Access())) },
	"sql-access":     func(line []byte) (row, error) { return decodeCopy(line, logs.Fields(logs.Access())) },
	"parquet-access": func(line []byte) (row, error) { return decodePacked(line, logs.Fields(logs.Access())) },
}

// accessPrecision takes from a row what a format has no place for.
var accessPrecision = map[string]func(r row){
	"combined": func(r row) {
		r["ts"] = r["ts"][:19]
		if r["method"] == "" { // Apache ends what is no request with its first NUL
			sent, _, _ := strings.Cut(r["path"], `\x00`)
			delete(r, "path")
			r.put("path", sent)
		}
		noDash(r)
		for _, k := range []string{"request_id", "req_bytes", "latency_us", "session_digest"} {
			delete(r, k)
		}
		if r["resp_bytes"] == "0" {
			delete(r, "resp_bytes")
		}
	},
	"nginx": func(r row) {
		coarse(r)
		delete(r, "session_digest")
	},
	"w3c": coarse,
}

// coarse is what logs with seconds, milliseconds and dashes for nothing keep.
func coarse(r row) {
	r["ts"], r["latency_us"] = r["ts"][:19], millis(r["latency_us"])
	noDash(r)
}

// noDash takes out a user agent that is itself a dash: it reads as none.
func noDash(r row) {
	if r["user_agent"] == "-" {
		delete(r, "user_agent")
	}
}

func millis(us string) string {
	n, _ := strconv.Atoi(us)
	return strconv.Itoa(n / 1000)
}

func named(fields []schema.Field, values []string) (row, error) {
	if len(fields) != len(values) {
		return nil, fmt.Errorf("%d values, want %d", len(values), len(fields))
	}
	r := row{}
	for i, f := range fields {
		r.put(f.Name, values[i])
	}
	return r, nil
}

func decodeCSV(line []byte, fields []schema.Field) (row, error) {
	// encoding/csv reads \r\n inside quotes as \n: what stands for a return is put back
	const mark = "\ue000"
	rows, err := csv.NewReader(bytes.NewReader(bytes.ReplaceAll(line, []byte("\r"), []byte(mark)))).ReadAll()
	if err != nil || len(rows) != 1 {
		return nil, fmt.Errorf("%d rows: %w", len(rows), err)
	}
	for i := range rows[0] {
		rows[0][i] = strings.ReplaceAll(rows[0][i], mark, "\r")
	}
	return named(fields, rows[0])
}

func decodeCopy(line []byte, fields []schema.Field) (row, error) {
	values := strings.Split(strings.TrimSuffix(string(line), "\n"), "\t")
	for i, v := range values {
		if v == `\N` {
			values[i] = ""
			continue
		}
		values[i] = strings.NewReplacer(`\\`, `\`, `\b`, "\b", `\t`, "\t", `\n`, "\n", `\v`, "\v", `\f`, "\f", `\r`, "\r").Replace(v)
	}
	return named(fields, values)
}

func decodePacked(line []byte, fields []schema.Field) (row, error) {
	var values []string
	for len(line) > 0 {
		var v []byte
		v, line = wire.CutPacked(line)
		values = append(values, string(v))
	}
	return named(fields, values)
}

// renamed takes the columns of ours from a row of dotted keys.
func renamed(r row, places []schema.Place) row {
	out := row{}
	for _, p := range places {
		key := p.At
		if p.Note == "list" {
			key += "[]"
		}
		if _, done := out[p.Column]; !done && p.Column != "" {
			out.put(p.Column, r[key])
		}
	}
	return out
}

func decodeECS(line []byte, mode NIRMode) (row, error) {
	r, err := flatJSON(line)
	if err != nil {
		return nil, err
	}
	out := renamed(r, formatNamed("ecs").Mapping(mode))
	if ns, there := out["latency_us"]; there {
		n, _ := strconv.ParseInt(ns, 10, 64)
		out["latency_us"] = strconv.FormatInt(n/1000, 10)
	}
	if q := r["url.query"]; q != "" {
		out["path"] += "?" + q
	}
	return out, nil
}

func decodeOCSF(line []byte, mode NIRMode) (row, error) {
	r, err := flatJSON(line)
	if err != nil {
		return nil, err
	}
	plain := row{}
	for k, v := range r {
		k = strings.TrimPrefix(k, "unmapped.")
		k = strings.TrimPrefix(k, "actor.")
		k = strings.TrimPrefix(k, "api.")
		plain[k] = v
	}
	var places []schema.Place
	for _, pair := range [][2]string{{"event_id", "metadata.uid"}, {"ts", "metadata.original_time"}, {"action", "metadata.event_code"},
		{"outcome", "status"}, {"reason", "status_detail"}, {"account", "user.uid"}, {"profession", "user.groups[].name"}, {"org", "user.org.uid"},
		{"auth_method", "auth_protocol"}, {"auth_method", "auth_method"}, {"session_id", "session.uid"}, {"request_id", "metadata.correlation_uid"},
		{"src_ip", "src_endpoint.ip"}, {"src_port", "src_endpoint.port"}, {"asn", "src_endpoint.autonomous_system.number"},
		{"as_org", "src_endpoint.autonomous_system.name"}, {"country", "src_endpoint.location.country"}, {"city", "src_endpoint.location.city"},
		{"lat", "src_endpoint.location.lat"}, {"lon", "src_endpoint.location.long"}, {"user_agent", "http_request.user_agent"},
		{"service", "service.name"}, {"service", "service"}, {"method", "http_request.http_method"}, {"path", "http_request.url.path"},
		{"status", "http_response.code"}, {"req_bytes", "http_request.body_length"}, {"resp_bytes", "http_response.body_length"}} {
		places = append(places, schema.At(pair[0], pair[1], ""))
	}
	for _, p := range formatNamed("ocsf").Mapping(mode) {
		if strings.HasPrefix(p.At, "unmapped.") {
			places = append(places, schema.At(p.Column, strings.TrimPrefix(p.At, "unmapped."), ""))
		}
	}
	out := renamed(plain, places)
	if out["service"] == "portal" {
		delete(out, "service")
	}
	column := "nir_ref"
	if mode == Clear {
		column = "nir"
	}
	for _, k := range []string{"resources[].uid", "nir_ref", "nir"} {
		if v := plain[k]; v != "" {
			out[column] = v
		}
	}
	if q := plain["http_request.url.query_string"]; q != "" {
		out["path"] += "?" + q
	}
	ts, err := time.Parse(time.RFC3339Nano, out["ts"])
	if err != nil || fmt.Sprint(ts.UnixMilli()) != r["time"] {
		return nil, fmt.Errorf("time %s and %s do not agree: %w", r["time"], out["ts"], err)
	}
	return out, nil
}

var syslogLine = regexp.MustCompile(`^<(\d{1,3})>1 (\S+) portal\.example breachsim - ([\x21-\x7e]{1,32}) \[breach@32473((?: [a-z_]+="(?:[^"\\\]]|\\.)*")*)\] ([^\n]+)\n$`)
var syslogParam = regexp.MustCompile(` ([a-z_]+)="((?:[^"\\\]]|\\.)*)"`)
var syslogEscape = regexp.MustCompile(`\\(["\\\]]|u[0-9a-f]{4})`)

func decodeSyslog(line []byte, _ NIRMode) (row, error) {
	m := syslogLine.FindStringSubmatch(string(line))
	if m == nil {
		return nil, errors.New("not a line of RFC 5424")
	}
	if pri, _ := strconv.Atoi(m[1]); pri > 191 {
		return nil, fmt.Errorf("priority %d", pri)
	}
	r := row{"ts": m[2]}
	for _, p := range syslogParam.FindAllStringSubmatch(m[4], -1) {
		r.put(p[1], syslogEscape.ReplaceAllStringFunc(p[2], func(s string) string {
			if s[1] != 'u' {
				return s[1:]
			}
			n, _ := strconv.ParseUint(s[2:], 16, 16)
			return string(rune(n))
		}))
	}
	if r["action"] != m[3] {
		return nil, fmt.Errorf("MSGID %s, action %s", m[3], r["action"])
	}
	return r, nil
}

var combinedLine = regexp.MustCompile(`^(\S+) - (\S+) \[([^]]+)\] "((?:[^"\\]|\\.)*)" (\d+) (\S+) "(\S+)" "((?:[^"\\]|\\.)*)"(.*)\n$`)

// requested puts what stands between the quotes of a request: method, path and protocol,
// or what is no HTTP.
func (r row) requested(text string) {
	if of := strings.Split(text, " "); len(of) == 3 && (of[2] == "HTTP/1.1" || of[2] == "HTTP/2.0") {
		r["method"], r["path"] = of[0], of[1]
		r["http_version"] = strings.TrimSuffix(strings.TrimPrefix(of[2], "HTTP/"), ".0")
		return
	}
	r.put("path", text)
}

func dash(s string) string {
	if s == "-" {
		return ""
	}
	return s
}

func decodeCombinedLine(line []byte) (row, string, error) {
	m := combinedLine.FindSubmatch(line)
	if m == nil {
		return nil, "", errors.New("not a line in combined form")
	}
	at, err := time.Parse("02/Jan/2006:15:04:05 -0700", string(m[3]))
	if err != nil {
		return nil, "", err
	}
	r := row{"ts": at.UTC().Format("2006-01-02T15:04:05"), "status": string(m[5])}
	r.requested(string(m[4]))
	r.put("src_ip", dash(string(m[1])))
	r.put("account", dash(string(m[2])))
	r.put("resp_bytes", dash(string(m[6])))
	r.put("referer", dash(string(m[7])))
	r.put("user_agent", string(m[8]))
	return r, string(m[9]), nil
}

func decodeCombined(line []byte) (row, error) {
	r, _, err := decodeCombinedLine(line)
	if err != nil {
		return nil, err
	}
	agent, path := r["user_agent"], r["path"]
	delete(r, "user_agent")
	r.put("user_agent", unescaped(agent))
	if r["method"] == "" {
		delete(r, "path")
		r.put("path", inHex(unescaped(path)))
	}
	return r, nil
}

// inHex writes what is not printable, and what would be mistaken, as \xHH.
func inHex(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			fmt.Fprintf(&b, `\x%02X`, c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// unescaped reads Apache's and nginx's escapes; a dash alone is nothing.
func unescaped(s string) string {
	if s == "-" {
		return ""
	}
	return regexp.MustCompile(`\\(x[0-9A-Fa-f]{2}|.)`).ReplaceAllStringFunc(s, func(e string) string {
		switch {
		case e[1] == 'x':
			n, _ := strconv.ParseUint(e[2:], 16, 8)
			return string([]byte{byte(n)})
		case strings.ContainsAny(e[1:], "bnrtv"):
			return map[string]string{"b": "\b", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}[e[1:]]
		}
		return e[1:]
	})
}

func decodeNginx(line []byte) (row, error) {
	r, rest, err := decodeCombinedLine(line)
	if err != nil {
		return nil, err
	}
	agent := unescaped(r["user_agent"])
	delete(r, "user_agent")
	r.put("user_agent", agent)
	v := strings.Split(rest, " ")
	asked := []string{"[portal]", "[]", "-", r["resp_bytes"], v[2], r["status"]}
	if r["method"] == "" { // no HTTP, and nothing to ask the portal
		asked = []string{"[]", "[]", "-", "-", "-", "-"}
	}
	if len(v) != 10 || !slices.Equal(v[3:9], asked) {
		return nil, fmt.Errorf("after the user agent: %q", rest)
	}
	r["req_bytes"], r["request_id"] = v[1], v[9]
	seconds, ms, _ := strings.Cut(v[2], ".")
	s, _ := strconv.Atoi(seconds)
	rest3, err := strconv.Atoi(ms)
	r["latency_us"] = strconv.Itoa(s*1000 + rest3)
	return r, err
}

func decodeW3C(line []byte) (row, error) {
	head := strings.Split(formatNamed("w3c").Header(HMAC), "\n")
	names := strings.Fields(strings.TrimPrefix(head[len(head)-2], "#Fields:"))
	values := strings.Split(strings.TrimSuffix(string(line), "\n"), " ")
	if len(names) != len(values) {
		return nil, fmt.Errorf("%d values, want %d", len(values), len(names))
	}
	v := row{}
	for i, n := range names {
		if values[i] == "-" {
			continue
		}
		text, err := url.QueryUnescape(values[i])
		if err != nil {
			return nil, err
		}
		v[n] = text
	}
	r := row{"ts": v["date"] + "T" + v["time"]}
	for column, name := range map[string]string{"src_ip": "c-ip", "account": "cs-username", "method": "cs-method", "path": "cs-uri-stem", "status": "sc-status",
		"resp_bytes": "sc-bytes", "req_bytes": "cs-bytes", "latency_us": "time-taken", "user_agent": "cs(User-Agent)", "request_id": "x-request-id",
		"referer": "cs(Referer)", "session_digest": "x-session-digest"} {
		r.put(column, v[name])
	}
	r.put("http_version", strings.TrimPrefix(v["cs-version"], "HTTP/"))
	if q := v["cs-uri-query"]; q != "" {
		r["path"] += "?" + q
	}
	return r, nil
}

func decodeHTTPActivity(line []byte) (row, error) {
	r, err := flatJSON(line)
	if err != nil {
		return nil, err
	}
	out := row{}
	for column, key := range map[string]string{"ts": "metadata.original_time", "request_id": "metadata.correlation_uid", "src_ip": "src_endpoint.ip",
		"account": "src_endpoint.owner.uid", "method": "http_request.http_method", "path": "http_request.url.path", "status": "http_response.code",
		"req_bytes": "http_request.body_length", "resp_bytes": "http_response.body_length", "latency_us": "unmapped.latency_us", "user_agent": "http_request.user_agent",
		"http_version": "http_request.version", "referer": "http_request.referrer", "session_digest": "unmapped.session_digest"} {
		out.put(column, r[key])
	}
	if q := r["http_request.url.query_string"]; q != "" {
		out["path"] += "?" + q
	}
	return out, nil
}

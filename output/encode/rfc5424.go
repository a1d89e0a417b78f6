package encode

import (
	"fmt"
	"slices"
	"strings"

	"breachsim/generator/event"
)

// syslogTexts are the parts of a syslog line (RFC 5424) that come from tables.
// Each parameter begins with a space; what does not apply is left out.
//
//	<134>1 2022-03-08T07:15:01.000042Z portal.example breachsim - lookup [breach@32473 event_id="…" …] POST /infopatient/recherche 200
type syslogTexts struct {
	pri     fragments // <134>1 and a space, by action and outcome
	head    fragments // host to event_id, by action
	what    fragments // action, outcome, reason
	account fragments
	network fragments
	place   fragments
	agent   fragments
	where   fragments // service, method, path up to the number in it
	auth    fragments
	dept    fragments
	result  fragments
	message fragments // by method and path, up to the number in it
	bare    fragments // the message where there was no request, by action and outcome

	outcomes, reasons, methods, paths, noDept, nobody, longest int
}

// The private enterprise number is that for examples (RFC 5612).
const syslogHead = ` portal.example breachsim - %s [breach@32473 event_id="`

// syslogPriority is the facility, security or local0, and the severity, warning
// or information (RFC 5424, 6.2.1).
func syslogPriority(a event.Action, o event.Outcome) int {
	const security, local0, warning, information = 10, 16, 4, 6
	facility, severity := security, information
	switch a {
	case event.NoAction, event.Lookup, event.ServiceUse, event.IPBan, event.IPUnban:
		facility = local0
	}
	if o == event.Failure {
		severity = warning
	}
	return facility*8 + severity
}

// param is ` key="value"` or nothing where the value is empty.
func param(key, value string) string {
	if value == "" {
		return ""
	}
	return " " + key + `="` + syslogText(value) + `"`
}

// syslogText escapes what RFC 5424 demands. A control character, which would
// end the line, becomes \u and four digits: a backslash that stands before
// none of the three characters is a part of the value.
func syslogText(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '"' || r == '\\' || r == ']':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func newSyslogTexts(cat *event.Catalog) syslogTexts {
	var t syslogTexts
	t.addActions()
	t.addPaths()
	for _, a := range cat.Accounts {
		t.account.add([]byte(param("account", a.ID) + param("profession", a.Profession) + param("org", a.Org)))
	}
	t.nobody = t.account.len()
	t.account.add(nil)
	for i, n := range cat.Networks {
		t.network.add([]byte(param("asn", asnText(i, n)) + param("as_org", n.Org)))
	}
	for _, p := range cat.Places {
		t.place.add([]byte(param("country", p.Country) + param("city", p.City) + param("lat", p.Lat) + param("lon", p.Lon)))
	}
	for _, ua := range cat.UserAgents {
		t.agent.add([]byte(param("user_agent", ua)))
	}
	for _, d := range cat.Departments {
		t.dept.add([]byte(param("patient_dept", d)))
	}
	t.noDept = t.dept.len()
	t.dept.add(nil)
	t.longest = 2 * room
	for _, f := range []*fragments{&t.what, &t.account, &t.network, &t.place, &t.agent, &t.where, &t.auth, &t.dept, &t.result, &t.message} {
		t.longest += f.max
	}
	return t
}

func (t *syslogTexts) addActions() {
	outcomes, reasons := event.Outcomes(), event.Reasons()
	t.outcomes, t.reasons = len(outcomes), len(reasons)
	for i, a := range event.Actions() {
		t.head.add(fmt.Appendf(nil, syslogHead, max(a, "-")))
		for o, outcome := range outcomes {
			t.pri.add(fmt.Appendf(nil, "<%d>1 ", syslogPriority(event.Action(i), event.Outcome(o))))
			t.bare.add([]byte(strings.TrimSuffix("] "+a+" "+outcome, " ") + "\n"))
			for _, r := range reasons {
				t.what.add([]byte(`"` + param("action", a) + param("outcome", outcome) + param("reason", r)))
			}
		}
	}
	for _, a := range event.Auths() {
		t.auth.add([]byte(param("auth_method", a)))
	}
	for _, r := range event.Results() {
		t.result.add([]byte(param("result", r)))
	}
}

func (t *syslogTexts) addPaths() {
	methods, paths := event.Methods(), event.Paths()
	t.methods, t.paths = len(methods), len(paths)
	for _, s := range event.Services() {
		for _, m := range methods {
			for p := range paths {
				fixed, more := event.Path(p).Fixed()
				text := param("service", s) + param("method", m) + param("path", fixed)
				if more {
					text = text[:len(text)-1]
				}
				t.where.add([]byte(text))
			}
		}
	}
	for _, m := range methods {
		for p := range paths {
			fixed, _ := event.Path(p).Fixed()
			t.message.add([]byte("] " + m + " " + fixed))
		}
	}
}

type syslogEncoder struct {
	t     *syslogTexts
	stamp Stamp
	mode  NIRMode
}

func (t *Texts) syslogEncoder(mode NIRMode) *syslogEncoder {
	return &syslogEncoder{t: t.syslog(), stamp: NewStamp(), mode: mode}
}

// append appends the line of ev, with its newline.
func (e *syslogEncoder) append(dst []byte, ev *event.Event) []byte {
	t := e.t
	dst = slices.Grow(dst, t.longest)
	kind := int(ev.Action)*t.outcomes + int(ev.Outcome)
	dst = append(dst, t.pri.at(kind)...)
	dst = e.stamp.Append(dst, ev.TS)
	dst = append(dst, t.head.at(int(ev.Action))...)
	dst = AppendHex(dst, ev.ID)
	dst = append(dst, t.what.at(kind*t.reasons+int(ev.Reason))...)
	account := int(ev.Account)
	if ev.Account == event.NoAccount {
		account = t.nobody
	}
	dst = append(dst, t.account.at(account)...)
	dst = append(dst, t.auth.at(int(ev.Auth))...)
	dst = idParam(dst, ` session_id="`, ev.Session)
	dst = idParam(dst, ` request_id="`, ev.Request)
	dst = e.appendClient(dst, ev)
	dst = append(dst, t.where.at((int(ev.Service)*t.methods+int(ev.Method))*t.paths+int(ev.Path))...)
	if ev.Path.ByRef() || ev.Path.ByNumber() {
		dst = append(appendAsked(dst, ev.Path, ev.NIRRef, ev.NIR, ev.KeyOff), '"')
	}
	dst = e.appendNumbers(dst, ev)
	if ev.Status == 0 {
		return append(dst, t.bare.at(kind)...)
	}
	dst = append(dst, t.message.at(int(ev.Method)*t.paths+int(ev.Path))...)
	dst = appendAsked(dst, ev.Path, ev.NIRRef, ev.NIR, ev.KeyOff)
	dst = append(dst, ' ')
	dst = appendUint(dst, uint32(ev.Status))
	return append(dst, '\n')
}

// appendClient appends src_ip to client_fp.
func (e *syslogEncoder) appendClient(dst []byte, ev *event.Event) []byte {
	t := e.t
	if !ev.Addr.IsZero() {
		dst = append(dst, ` src_ip="`...)
		dst = append(AppendAddr(dst, ev.Addr), '"')
	}
	if ev.Port != 0 {
		dst = uintParam(dst, ` src_port="`, uint32(ev.Port))
	}
	dst = append(dst, t.network.at(int(ev.Net))...)
	dst = append(dst, t.place.at(int(ev.Place))...)
	dst = append(dst, t.agent.at(int(ev.UserAgent))...)
	return idParam(dst, ` client_fp="`, ev.ClientFP)
}

// appendNumbers appends status to persons_returned.
func (e *syslogEncoder) appendNumbers(dst []byte, ev *event.Event) []byte {
	t := e.t
	if ev.Status != 0 {
		dst = uintParam(dst, ` status="`, uint32(ev.Status))
		dst = uintParam(dst, ` req_bytes="`, ev.ReqBytes)
		dst = uintParam(dst, ` resp_bytes="`, ev.RespBytes)
		dst = uintParam(dst, ` latency_us="`, ev.LatencyUS)
	}
	switch {
	case e.mode == HMAC:
		dst = idParam(dst, ` nir_ref="`, ev.NIRRef)
	case e.mode == Clear && ev.NIR != 0:
		dst = append(dst, ` nir="`...)
		dst = append(appendTyped(dst, ev.NIR, ev.KeyOff), '"')
	}
	dept := int(ev.PatientDept)
	if ev.PatientDept == event.NoPlace {
		dept = t.noDept
	}
	dst = append(dst, t.dept.at(dept)...)
	dst = append(dst, t.result.at(int(ev.Result))...)
	if ev.Persons >= 0 {
		dst = uintParam(dst, ` persons_returned="`, uint32(ev.Persons))
	}
	return dst
}

func idParam(dst []byte, key string, v uint64) []byte {
	if v == 0 {
		return dst
	}
	dst = append(dst, key...)
	return append(AppendHex(dst, v), '"')
}

func uintParam(dst []byte, key string, v uint32) []byte {
	dst = append(dst, key...)
	return append(appendUint(dst, v), '"')
}

package native

import (
	"fmt"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// syslogTexts are the parts of a syslog line (RFC 5424) that come from tables.
// Each parameter begins with a space; what does not apply is left out.
//
//	<134>1 2022-03-08T07:15:01.000042Z portal.example breachsim - lookup [breach@32473 event_id="…" …] POST /infopatient/recherche 200
type syslogTexts struct {
	texts   [logs.AuditTables]wire.Fragments
	at      logs.Index
	pri     wire.Fragments // <134>1 and a space, by action and outcome
	head    wire.Fragments // host to the name of the parameters, by action
	message wire.Fragments // by method and path, up to the number in it
	bare    wire.Fragments // the message where there was no request, by action and outcome

	outcomes, paths, longest int
}

// The private enterprise number is that for examples (RFC 5612).
const syslogHead = ` portal.example breachsim - %s [breach@32473`

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

// param is ` key="value"`, without its last quote where more of the value follows,
// or nothing where there is no value.
func param(dst []byte, c logs.Cell) []byte {
	if c.Text == "" {
		return dst
	}
	dst = append(dst, " "+c.Name+`="`+syslogText(c.Text)...)
	if c.More > 0 {
		return dst
	}
	return append(dst, '"')
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

// Syslog prepares the audit log as syslog with structured data.
func Syslog(cat *event.Catalog) func(mode schema.NIRMode) schema.AppendEvent {
	t := &syslogTexts{at: logs.NewIndex(cat), outcomes: len(event.Outcomes()), paths: len(event.Paths())}
	logs.Prepare(cat, logs.Audit(schema.HMAC), param, t.texts[:])
	for i, a := range event.Actions() {
		t.head.Add(fmt.Appendf(nil, syslogHead, max(a, "-")))
		for o, outcome := range event.Outcomes() {
			t.pri.Add(fmt.Appendf(nil, "<%d>1 ", syslogPriority(event.Action(i), event.Outcome(o))))
			t.bare.Add([]byte(strings.TrimSuffix("] "+a+" "+outcome, " ") + "\n"))
		}
	}
	for _, m := range event.Methods() {
		for p := range event.Paths() {
			fixed, _ := event.Path(p).Fixed()
			t.message.Add([]byte("] " + m + " " + fixed))
		}
	}
	t.longest = room + longest(t.texts[:]) + t.message.Longest()
	return func(mode schema.NIRMode) schema.AppendEvent {
		return (&auditSyslog{t: t, stamp: wire.NewStamp(), mode: mode}).append
	}
}

// auditSyslog writes the audit log as syslog. One value serves one goroutine.
type auditSyslog struct {
	t     *syslogTexts
	stamp wire.Stamp
	mode  schema.NIRMode
}

// append appends the line of e, with its newline.
func (x *auditSyslog) append(dst []byte, e *event.Event) []byte {
	t := x.t
	dst = slices.Grow(dst, t.longest)
	kind := int(e.Action)*t.outcomes + int(e.Outcome)
	dst = append(dst, t.pri.At(kind)...)
	dst = x.stamp.Append(dst, e.TS)
	dst = append(dst, t.head.At(int(e.Action))...)
	dst = x.params(dst, e)
	if e.Status == 0 {
		return append(dst, t.bare.At(kind)...)
	}
	dst = append(dst, t.message.At(int(e.Method)*t.paths+int(e.Path))...)
	dst = wire.AppendAsked(dst, wire.Asked{Path: e.Path, Ref: e.NIRRef, NIR: e.NIR, KeyOff: e.KeyOff})
	dst = append(dst, ' ')
	dst = wire.AppendUint(dst, uint32(e.Status))
	return append(dst, '\n')
}

// subject appends the insured person.
func (x *auditSyslog) subject(dst []byte, e *event.Event) []byte {
	switch {
	case x.mode == schema.HMAC:
		return idParam(dst, ` nir_ref="`, e.NIRRef)
	case x.mode == schema.Clear && e.NIR != 0:
		dst = append(dst, ` nir="`...)
		return append(wire.AppendTyped(dst, e.NIR, e.KeyOff), '"')
	}
	return dst
}

func idParam(dst []byte, key string, v uint64) []byte {
	if v == 0 {
		return dst
	}
	dst = append(dst, key...)
	return append(wire.AppendHex(dst, v), '"')
}

func uintParam(dst []byte, key string, v uint32) []byte {
	dst = append(dst, key...)
	return append(wire.AppendUint(dst, v), '"')
}

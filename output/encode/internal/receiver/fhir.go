package receiver

import (
	"encoding/base64"
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// AuditEvents of FHIR R4, one a line: https://hl7.org/fhir/R4/auditevent.html
//
// A look-up that found somebody follows IHE's Basic Audit Log Patterns, as a query for a
// patient: client, server and user are its agents, the request, the patient and the
// request's id its entities. https://profiles.ihe.net/ITI/BALP
// The pattern is of what succeeded: nothing else claims it. What FHIR has no place for is
// a detail of the last entity, under the name of our column.

// fhirForm is how the last entity has the columns.
func fhirForm() form {
	elsewhere := map[string]bool{}
	for _, p := range fhirElsewhere(schema.HMAC) {
		elsewhere[p.Column] = true
	}
	for _, again := range []string{"action", "outcome", "method", "path"} { // to the letter
		elsewhere[again] = false
	}
	return form{
		at: func(column string) schema.Place {
			if elsewhere[column] {
				return schema.Place{}
			}
			return schema.Place{At: "entity.detail " + column, Note: "as text"}
		},
		write: func(key string, c logs.Cell) string {
			if key == "" || c.Name == "nir" {
				return ""
			}
			text := string(wire.Quote(c.Text))
			if c.More > 0 {
				return `{"type":"` + c.Name + `","valueString":` + text[:len(text)-1]
			}
			return `{"type":"` + c.Name + `","valueString":` + text + `},`
		},
		end: `"},`,
	}
}

// fhirElsewhere lists what an AuditEvent has a place for.
func fhirElsewhere(mode schema.NIRMode) []schema.Place {
	person := "nir_ref"
	if mode == schema.Clear {
		person = "nir"
	}
	return []schema.Place{
		schema.At("event_id", "id", ""),
		schema.At("ts", "recorded", ""),
		schema.At("action", "type, subtype, action", "rest and search-type for look-ups; codes of DICOM"),
		schema.At("outcome", "outcome", "8 for a failure, else 0"),
		schema.At("reason", "outcomeDesc", ""),
		schema.At("account", "agent.who.identifier.value", "of the agent IRCP"),
		schema.At("profession", "agent.role.text", "of the agent IRCP"),
		schema.At("src_ip", "agent.network.address", "of the agent 110153"),
		schema.At("user_agent", "agent.who.display", "of the agent 110153"),
		schema.At("method", "entity.query", "with the path, in base64; of look-ups"),
		schema.At("path", "entity.query", "behind the method"),
		schema.At(person, "entity.what.identifier.value", "of the entity with the role Patient"),
		schema.At("request_id", "entity.what.identifier.value", "of the entity XrequestId"),
	}
}

// fhirPlaces says where an AuditEvent has the columns.
func fhirPlaces(mode schema.NIRMode) []schema.Place {
	return fhirForm().places(append([]schema.Place{
		{At: "meta.profile", Note: "IHE.BasicAudit.PatientQuery, of a look-up that succeeded and names a person"},
		{At: "meta.security", Note: "HTEST, health data of tests"},
		{At: "source.observer", Note: host},
	}, fhirElsewhere(mode)...)...)(mode)
}

// fhirTexts are the parts of an AuditEvent that come from tables.
type fhirTexts struct {
	*members
	what  wire.Fragments // meta.security to outcomeDesc, by action, outcome and reason
	agent wire.Fragments // the client up to its network
	user  wire.Fragments
	query wire.Fragments // method, and path up to the number in it
	paths int
}

type fhirEncoder struct {
	line
	texts *fhirTexts
	raw   []byte // of a query
}

// newFHIR prepares the audit log as AuditEvents.
func newFHIR(cat *event.Catalog) func(mode schema.NIRMode) schema.AppendEvent {
	t := newFHIRTexts(cat)
	return func(mode schema.NIRMode) schema.AppendEvent {
		return (&fhirEncoder{line: newLine(t.members, mode), texts: t}).append
	}
}

// append appends the line of e, with its newline.
func (x *fhirEncoder) append(dst []byte, e *event.Event) []byte {
	t := x.texts
	dst = slices.Grow(dst, t.longest)
	dst = append(dst, `{"resourceType":"AuditEvent","id":"`...)
	dst = wire.AppendHex(dst, e.ID)
	dst = append(dst, `","meta":{`...)
	names := x.names(e)
	if names && e.Action == event.Lookup && e.Outcome == event.Success {
		dst = append(dst, fhirQueryProfile...)
	}
	dst = append(dst, t.what.At(t.at.What(e))...)
	dst = x.stamp.Append(dst, e.TS)
	dst = append(dst, `","agent":[`...)
	dst = x.agents(dst, e)
	dst = append(dst, fhirSource...)
	if e.Action == event.Lookup {
		dst = x.query(dst, e)
	}
	if names {
		dst = x.patient(dst, e)
	}
	if e.Request != 0 {
		dst = append(dst, fhirRequest...)
		dst = append(wire.AppendHex(dst, e.Request), `"}}},`...)
	}
	dst = append(dst, fhirDetails...)
	dst = x.members(dst, e)
	dst[len(dst)-1] = ']' // in place of the last comma
	return append(dst, "}]}\n"...)
}

// names reports whether the line names an insured person.
func (x *fhirEncoder) names(e *event.Event) bool {
	return x.mode == schema.HMAC && e.NIRRef != 0 || x.mode == schema.Clear && e.NIR != 0
}

// agents appends who took part: the browser, the portal and the user.
func (x *fhirEncoder) agents(dst []byte, e *event.Event) []byte {
	t := x.texts
	if !e.Addr.IsZero() || e.UserAgent != 0 {
		dst = append(dst, t.agent.At(int(e.UserAgent))...)
		if !e.Addr.IsZero() {
			dst = append(dst, `,"network":{"address":"`...)
			dst = append(wire.AppendAddr(dst, e.Addr), `","type":"2"}`...)
		}
		dst = append(dst, "},"...)
	}
	dst = append(dst, fhirServer...)
	return append(dst, t.user.At(t.at.Account(e))...)
}

// query appends the entity of the request of a look-up.
func (x *fhirEncoder) query(dst []byte, e *event.Event) []byte {
	t := x.texts
	x.raw = append(x.raw[:0], t.query.At(int(e.Method)*t.paths+int(e.Path))...)
	x.raw = wire.AppendAsked(x.raw, wire.Asked{Path: e.Path, Ref: e.NIRRef, NIR: e.NIR, KeyOff: e.KeyOff})
	if len(x.raw) == 0 {
		return dst
	}
	dst = append(dst, fhirQuery...)
	dst = base64.StdEncoding.AppendEncode(dst, x.raw)
	return append(dst, `"},`...)
}

// patient appends the entity of the insured person.
func (x *fhirEncoder) patient(dst []byte, e *event.Event) []byte {
	dst = append(dst, fhirPatient...)
	if x.mode == schema.HMAC {
		dst = append(dst, fhirRefSystem...)
		dst = wire.AppendHex(dst, e.NIRRef)
	} else {
		dst = append(dst, fhirNIRSystem...)
		dst = wire.AppendTyped(dst, e.NIR, e.KeyOff)
	}
	return append(dst, `"}}},`...)
}

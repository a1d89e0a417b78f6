package receiver

import (
	"slices"
	"strings"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/encode/schema"
)

// The Common Event Format, version 0, without a syslog header:
// https://www.microfocus.com/documentation/arcsight/arcsight-smartconnectors/pdfdoc/common-event-format-v25/common-event-format-v25.pdf
//
//	CEF:0|breachsim|portal|1|lookup|lookup success|3|rt=1646723701000 externalId=… act=lookup …
//
// What the dictionary has no key for gets one of ours, formed as it says: vendor,
// product and what it is.
const cefHead = "CEF:0|breachsim|portal|1|"

// cefKey is the key of a column; a numbered one has its name in a label beside it.
type cefKey struct {
	key, note string
	labelled  bool
}

func cefKeys() map[string]cefKey {
	return map[string]cefKey{
		"event_id":    {key: "externalId"},
		"action":      {key: "act", note: "and the signature of the header"},
		"outcome":     {key: "outcome", note: "and the severity of the header: 5 for a failure, else 3"},
		"reason":      {key: "reason"},
		"account":     {key: "suser"},
		"profession":  {key: "spriv"},
		"org":         {key: "cs6", labelled: true},
		"auth_method": {key: "cs3", labelled: true},
		"session_id":  {key: "cs2", labelled: true},
		"src_ip":      {key: "src", note: "IPv6: c6a2, with the label Source IPv6 Address"},
		"src_port":    {key: "spt"},
		"asn":         {key: "cn3", labelled: true},
		"country":     {key: "cs4", labelled: true},
		"city":        {key: "cs5", labelled: true},
		"lat":         {key: "cfp1", labelled: true},
		"lon":         {key: "cfp2", labelled: true},
		"user_agent":  {key: "requestClientApplication"},
		"client_fp":   {key: "flexString1", labelled: true},
		"service":     {key: "destinationServiceName"},
		"method":      {key: "requestMethod"},
		"path":        {key: "request", note: "behind https://" + host},
		"status":      {key: "cn2", labelled: true},
		"req_bytes":   {key: "in"},
		"resp_bytes":  {key: "out"},
		"latency_us":  {key: "cn1", labelled: true},
		"nir_ref":     {key: "cs1", labelled: true},
		"nir":         {key: "cs1", labelled: true},

		"patient_dept":     {key: "flexString2", labelled: true},
		"persons_returned": {key: "flexNumber1", labelled: true},
	}
}

// cefForm is how CEF writes columns.
func cefForm() form {
	keys := cefKeys()
	return form{
		at: func(column string) schema.Place {
			k, there := keys[column]
			switch {
			case !there:
				return schema.Place{At: cefOwn(column), Note: "own"}
			case k.labelled:
				k.note = k.key + "Label " + column
			}
			return schema.Place{At: k.key, Note: k.note}
		},
		write: func(key string, c logs.Cell) string {
			text := cefText(c.Text)
			if c.Name == "path" {
				text = "https://" + host + text
			}
			if c.Name == "src_ip" && strings.Contains(c.Text, ":") {
				return " c6a2=" + text + " c6a2Label=Source IPv6 Address"
			}
			if keys[c.Name].labelled {
				return " " + key + "=" + text + " " + key + "Label=" + c.Name
			}
			return " " + key + "=" + text
		},
	}
}

// cefOwn is the key of a column of ours: BreachsimPortalAsOrg.
func cefOwn(column string) string {
	own := "BreachsimPortal"
	for word := range strings.SplitSeq(column, "_") {
		own += strings.ToUpper(word[:1]) + word[1:]
	}
	return own
}

// cefText escapes a value of the extension.
func cefText(s string) string {
	return strings.NewReplacer(`\`, `\\`, "=", `\=`, "\n", `\n`, "\r", `\r`).Replace(s)
}

// cefPlaces says where CEF has the columns.
func cefPlaces(mode schema.NIRMode) []schema.Place {
	return cefForm().places(
		schema.Place{At: "dvchost", Note: host},
		schema.Place{At: "cat", Note: "portal.audit"},
		schema.At("ts", "rt", "in milliseconds"),
	)(mode)
}

// newCEF prepares the audit log in CEF.
func newCEF(cat *event.Catalog) func(mode schema.NIRMode) schema.AppendEvent {
	t := prepare(cat, cefForm())
	head := newKinds(func(a event.Action, o event.Outcome) string {
		return cefHead + max(a.String(), "-") + "|" + brief(a, o) + "|" + byOutcome(o, "5", "3") +
			"|dvchost=" + host + " cat=portal.audit rt="
	})
	return func(mode schema.NIRMode) schema.AppendEvent {
		x := newLine(t, mode)
		return func(dst []byte, e *event.Event) []byte {
			dst = slices.Grow(dst, t.longest)
			dst = append(dst, head.at(e)...)
			dst = appendMillis(dst, e.TS)
			dst = x.members(dst, e)
			return append(dst, '\n')
		}
	}
}

package receiver

import (
	"slices"
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/encode/schema"
)

// The Log Event Extended Format of QRadar, version 2.0, whose header names the
// separator: a tab. https://www.ibm.com/docs/en/dsm?topic=overview-leef-event-components
//
//	LEEF:2.0|breachsim|portal|1|lookup|x09|devTime=1646723701000	sev=3	event_id=…
const leefHead = "LEEF:2.0|breachsim|portal|1|"

func leefKeys() map[string]schema.Place {
	return map[string]schema.Place{
		"action":     {At: "action", Note: "and the event id of the header"},
		"outcome":    {At: "cat", Note: "and sev: 5 for a failure, else 3"},
		"account":    {At: "usrName"},
		"profession": {At: "role"},
		"src_ip":     {At: "src"},
		"src_port":   {At: "srcPort"},
		"path":       {At: "url"},
		"service":    {At: "resource"},
		"req_bytes":  {At: "srcBytes"},
		"resp_bytes": {At: "dstBytes"},
	}
}

// leefForm is how LEEF writes columns: what it does not know, by our name.
func leefForm() form {
	keys := leefKeys()
	return form{
		at: func(column string) schema.Place {
			if p, there := keys[column]; there {
				return p
			}
			return schema.Place{At: column}
		},
		write: func(key string, c logs.Cell) string { return "\t" + key + "=" + leefText(c.Text) },
	}
}

// leefText escapes what would end a value or the line, as CEF does: LEEF has no
// escapes of its own.
func leefText(s string) string {
	return strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`).Replace(s)
}

// leefPlaces says where LEEF has the columns.
func leefPlaces(mode schema.NIRMode) []schema.Place {
	return leefForm().places(
		schema.At("ts", "devTime", "in milliseconds"),
		schema.At("action", "isLoginEvent, isLogoutEvent", "true for login and logout"),
	)(mode)
}

// newLEEF prepares the audit log in LEEF.
func newLEEF(cat *event.Catalog) func(mode schema.NIRMode) schema.AppendEvent {
	t := prepare(cat, leefForm())
	head := newKinds(func(a event.Action, _ event.Outcome) string {
		return leefHead + max(a.String(), "-") + "|x09|devTime="
	})
	rest := newKinds(func(a event.Action, o event.Outcome) string {
		return "\tsev=" + byOutcome(o, "5", "3") + map[event.Action]string{
			event.Login: "\tisLoginEvent=true", event.Logout: "\tisLogoutEvent=true",
		}[a]
	})
	return func(mode schema.NIRMode) schema.AppendEvent {
		x := newLine(t, mode)
		return func(dst []byte, e *event.Event) []byte {
			dst = slices.Grow(dst, t.longest)
			dst = append(dst, head.at(e)...)
			dst = appendMillis(dst, e.TS)
			dst = append(dst, rest.at(e)...)
			dst = x.members(dst, e)
			return append(dst, '\n')
		}
	}
}

// appendMillis appends a time as milliseconds since 1970.
func appendMillis(dst []byte, ts int64) []byte { return strconv.AppendInt(dst, ts/1000, 10) }

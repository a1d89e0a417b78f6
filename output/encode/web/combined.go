package web

import (
	"strings"
	"time"

	"breachsim/generator/event"
	"breachsim/output/encode/schema"
	"breachsim/output/encode/wire"
)

// combined writes the access log in NCSA combined form, as Apache does:
//
//	240.9.1.7 - PS0412233 [02/Mar/2022:08:15:01 +0100] "GET /accueil HTTP/2.0" 200 5120 "https://…" "Mozilla/5.0 …"
//
// Times are local and to the second; an empty body counts "-". A line stands where its
// answer had gone out, and its time is that instant, as in nginx's $time_local (or
// Apache's %{end:…}t): so lines are in the order of their times. One value
// serves one goroutine.
type combined struct{ ncsa }

func newCombined(cat *event.Catalog) func(zone *time.Location) schema.AppendAccess {
	t := newNCSATexts(cat, apacheText)
	return func(zone *time.Location) schema.AppendAccess { return (&combined{newNCSA(t, zone)}).append }
}

// apacheText escapes as Apache does inside quotes; no header is "-".
func apacheText(s string) string {
	if s == "" {
		return "-"
	}
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(s)
}

// append appends the line of a, with its newline. It allocates only where dst
// lacks room for the line.
func (e *combined) append(dst []byte, a *event.Access) []byte {
	dst = e.head(dst, a)
	if a.RespBytes == 0 {
		dst = append(dst, " -"...)
	} else {
		dst = append(dst, ' ')
		dst = wire.AppendUint(dst, a.RespBytes)
	}
	dst = append(dst, e.t.Origin.At(e.t.At.Origin(a))...)
	dst = append(dst, e.t.Agent.At(e.t.At.Client(a))...)
	return append(dst, '\n')
}

package web

import (
	"fmt"
	"strings"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// nginxEncoder writes the access log as the nginx ingress of Kubernetes does:
//
//	240.9.1.7 - PS0412233 [02/Mar/2022:08:15:01 +0100] "GET /accueil HTTP/2.0" 200 5120 "https://…" "Mozilla/5.0 …"
//	0 0.041 [portal] [] - 5120 0.041 200 00000000000000a1
//
// on one line.
//
// After the user agent stand the size and time of the request, the upstream by
// name, the alternative one, and its address, size, time and status; the id of
// the request comes last. What is no HTTP request stands as it came, up to the end of a
// line, with escapes; where nothing came there is nothing between the quotes, not a
// dash. It has no upstream.
//
// https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/log-format/
type nginxEncoder struct{ ncsa }

func newNginx(cat *event.Catalog) func(zone *time.Location) schema.AppendAccess {
	t := newNCSATexts(cat, nginxText, func(text string) string { return text })
	return func(zone *time.Location) schema.AppendAccess { return (&nginxEncoder{newNCSA(t, zone)}).append }
}

// nginxText escapes as nginx does: quote, backslash and what is not printable
// ASCII as \xHH; nothing is "-".
func nginxText(s string) string {
	if s == "" {
		return "-"
	}
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

// append appends the line of a, with its newline.
func (e *nginxEncoder) append(dst []byte, a *event.Access) []byte {
	dst = e.head(dst, a)
	dst = append(dst, ' ')
	dst = wire.AppendUint(dst, a.RespBytes)
	dst = append(dst, e.t.Origin.At(e.t.At.Origin(a))...)
	dst = append(dst, e.t.Agent.At(e.t.At.Client(a))...)
	dst = append(dst, ' ')
	dst = wire.AppendUint(dst, a.ReqBytes)
	dst = append(dst, ' ')
	dst = appendSeconds(dst, a.LatencyUS)
	dst = e.upstream(dst, a)
	dst = wire.AppendHex(dst, a.Request)
	return append(dst, '\n')
}

// upstream appends what was asked of the portal: of what is no HTTP request, nothing.
func (e *nginxEncoder) upstream(dst []byte, a *event.Access) []byte {
	if e.t.bare[e.t.At.Request(a)] {
		return append(dst, ` [] [] - - - - `...)
	}
	dst = append(dst, ` [portal] [] - `...)
	dst = wire.AppendUint(dst, a.RespBytes)
	dst = append(dst, ' ')
	dst = appendSeconds(dst, a.LatencyUS)
	dst = append(dst, ' ')
	dst = wire.AppendUint(dst, uint32(a.Status))
	return append(dst, ' ')
}

// appendSeconds appends a duration in seconds with three decimals, rounded
// down as nginx does.
func appendSeconds(dst []byte, us uint32) []byte {
	ms := us / 1000
	s := ms / 1000
	rest := ms - s*1000
	dst = wire.AppendUint(dst, s)
	dst = append(dst, '.', byte('0'+rest/100))
	return wire.Append2(dst, rest%100)
}

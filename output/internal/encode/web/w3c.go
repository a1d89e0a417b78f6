package web

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// w3cHead opens each day file: https://www.w3.org/TR/WD-logfile
const w3cHead = "#Software: breachsim portal\n#Version: 1.0\n" +
	"#Fields: date time c-ip cs-username s-sitename cs-method cs-uri-stem cs-uri-query sc-status sc-bytes cs-bytes " +
	"time-taken cs(User-Agent) cs-version cs(Referer) x-session-digest x-request-id\n"

// newW3C prepares the parts of a line in W3C extended form: the user with the
// name of the site, the request as method, stem and query.
func newW3C(cat *event.Catalog) func(*time.Location) schema.AppendAccess {
	t := Prepare(cat, Form{
		User: func(dst []byte, id string) []byte { return append(dst, " "+orDash(id)+" portal "...) },
		Request: func(dst []byte, method string, path string, more bool) []byte {
			stem, query := wire.SplitPath(path)
			dst = append(dst, w3cText(method)+" "+w3cText(stem)...)
			switch {
			case !more:
				dst = append(dst, " "+w3cText(query)+" "...)
			case query != "":
				dst = append(dst, " "+query...)
			}
			return dst
		},
		Agent: func(dst []byte, ua string) []byte { return append(dst, " "+w3cText(ua)...) },
		Origin: func(dst []byte, version, referer string) []byte {
			if version != "" {
				version = "HTTP/" + version
			}
			return append(dst, " "+w3cText(version)+" "+w3cText(referer)+" "...)
		},
	})
	return func(*time.Location) schema.AppendAccess { // whose times are UTC
		return (&w3cEncoder{t: t, c: wire.NewClock(time.UTC, "2006-01-02 15:04:", "")}).append
	}
}

// w3cText writes spaces as plus signs, as IIS does, and as %HH what could then
// be mistaken: plus, percent, and control characters; nothing is a dash.
func w3cText(s string) string {
	if s == "" {
		return "-"
	}
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; {
		case c == ' ':
			b.WriteByte('+')
		case c < ' ' || c == 0x7f || c == '+' || c == '%':
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

type w3cEncoder struct {
	t *Requests
	c wire.Clock
}

// append appends the line of a, with its newline.
func (e *w3cEncoder) append(dst []byte, a *event.Access) []byte {
	t := e.t
	dst = slices.Grow(dst, t.Longest)
	dst = e.c.Append(dst, a.TS)
	dst = append(dst, ' ')
	dst = appendAddrOr(dst, a.Addr, '-')
	dst = append(dst, t.User.At(t.At.User(a))...)
	dst = append(dst, t.Request.At(t.At.Request(a))...)
	dst = e.appendAsked(dst, a)
	dst = wire.AppendUint(dst, uint32(a.Status))
	dst = append(dst, ' ')
	dst = wire.AppendUint(dst, a.RespBytes)
	dst = append(dst, ' ')
	dst = wire.AppendUint(dst, a.ReqBytes)
	dst = append(dst, ' ')
	dst = wire.AppendUint(dst, a.LatencyUS/1000)
	dst = append(dst, t.Agent.At(t.At.Client(a))...)
	dst = append(dst, t.Origin.At(t.At.Origin(a))...)
	dst = appendIDOr(dst, a.Cookie)
	dst = append(dst, ' ')
	return append(appendIDOr(dst, a.Request), '\n')
}

// appendIDOr appends an id, or a dash for none.
func appendIDOr(dst []byte, id uint64) []byte {
	if id == 0 {
		return append(dst, '-')
	}
	return wire.AppendHex(dst, id)
}

// appendAsked ends the stem or the query where the number or its reference is
// in it.
func (e *w3cEncoder) appendAsked(dst []byte, a *event.Access) []byte {
	if !a.Path.ByRef() && !a.Path.ByNumber() {
		return dst
	}
	dst = wire.AppendAsked(dst, wire.Asked{Path: a.Path, Ref: a.Asked, NIR: nir.NIR(a.Asked), KeyOff: a.KeyOff})
	if a.Path == event.PathByRef || a.Path == event.PathByNumber {
		return append(dst, " - "...)
	}
	return append(dst, ' ')
}

package encode

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"breachsim/generator/event"
	"breachsim/generator/nir"
)

// w3cHead opens each day file: https://www.w3.org/TR/WD-logfile
const w3cHead = "#Software: breachsim portal\n#Version: 1.0\n" +
	"#Fields: date time c-ip cs-username s-sitename cs-method cs-uri-stem cs-uri-query sc-status sc-bytes cs-bytes time-taken cs(User-Agent) x-request-id\n"

// newW3CTexts prepares the parts of a line in W3C extended form: the user with the
// name of the site, the request as method, stem and query.
func newW3CTexts(cat *event.Catalog) requestTexts {
	return newRequestTexts(cat, requestForm{
		user: func(dst []byte, id string) []byte { return append(dst, " "+orDash(id)+" portal "...) },
		request: func(dst []byte, method string, _ event.Path, path string, more bool) []byte {
			stem, query := splitPath(path)
			dst = append(dst, w3cText(method)+" "+w3cText(stem)...)
			switch {
			case !more:
				dst = append(dst, " "+w3cText(query)+" "...)
			case query != "":
				dst = append(dst, " "+query...)
			}
			return dst
		},
		agent: func(dst []byte, ua string) []byte { return append(dst, " "+w3cText(ua)+" "...) },
	})
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
	t *requestTexts
	c clock
}

func (t *Texts) w3cEncoder() *w3cEncoder {
	return &w3cEncoder{t: t.w3c(), c: clock{zone: time.UTC, layout: "2006-01-02 15:04:"}}
}

// append appends the line of a, with its newline.
func (e *w3cEncoder) append(dst []byte, a *event.Access) []byte {
	t := e.t
	dst = slices.Grow(dst, t.longest)
	dst = e.c.append(dst, a.TS)
	dst = append(dst, ' ')
	dst = appendAddrOr(dst, a.Addr, '-')
	dst = append(dst, t.userOf(a.Account)...)
	dst = append(dst, t.requestOf(a)...)
	dst = e.appendAsked(dst, a)
	dst = appendUint(dst, uint32(a.Status))
	dst = append(dst, ' ')
	dst = appendUint(dst, a.RespBytes)
	dst = append(dst, ' ')
	dst = appendUint(dst, a.ReqBytes)
	dst = append(dst, ' ')
	dst = appendUint(dst, a.LatencyUS/1000)
	dst = append(dst, t.agent.at(int(a.UserAgent))...)
	if a.Request == 0 {
		return append(dst, "-\n"...)
	}
	return append(AppendHex(dst, a.Request), '\n')
}

// appendAsked ends the stem or the query where the number or its reference is
// in it.
func (e *w3cEncoder) appendAsked(dst []byte, a *event.Access) []byte {
	if !a.Path.ByRef() && !a.Path.ByNumber() {
		return dst
	}
	dst = appendAsked(dst, a.Path, a.Asked, nir.NIR(a.Asked), a.KeyOff)
	if a.Path == event.PathByRef || a.Path == event.PathByNumber {
		return append(dst, " - "...)
	}
	return append(dst, ' ')
}

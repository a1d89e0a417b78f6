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

// w3cTexts are the parts of a line in W3C extended form that come from tables.
type w3cTexts struct {
	user    fragments // with the name of the site
	request fragments // method, stem and query, up to the number in it
	agent   fragments

	nobody, methods, paths, longest int
}

func newW3CTexts(cat *event.Catalog) w3cTexts {
	var t w3cTexts
	for _, a := range cat.Accounts {
		t.user.add([]byte(" " + a.ID + " portal "))
	}
	t.nobody = t.user.len()
	t.user.add([]byte(" - portal "))
	t.methods, t.paths = len(event.Methods()), len(event.Paths())
	eachRequest(cat, func(_ int, method string, p event.Path, path string) {
		stem, query := splitPath(path)
		_, more := p.Fixed()
		text := w3cText(method) + " " + w3cText(stem)
		switch {
		case !more:
			text += " " + w3cText(query) + " "
		case query != "":
			text += " " + query
		}
		t.request.add([]byte(text))
	})
	for _, ua := range cat.UserAgents {
		t.agent.add([]byte(" " + w3cText(ua) + " "))
	}
	t.longest = 256 + t.user.max + t.request.max + t.agent.max
	return t
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
	t *w3cTexts
	c clock
}

func (t *Texts) w3cEncoder() *w3cEncoder {
	return &w3cEncoder{t: t.w3c(), c: clock{zone: time.UTC, layout: "2006-01-02 15:04:"}}
}

// append appends the line of a, with its newline.
func (e *w3cEncoder) append(dst []byte, a *event.Access) []byte {
	t := e.t
	dst = slices.Grow(dst, t.longest)
	sec := e.c.within(a.TS) / 1_000_000
	dst = append(dst, e.c.before[:e.c.nbefore]...)
	dst = append2(dst, sec)
	dst = append(dst, ' ')
	dst = appendAddrOr(dst, a.Addr, '-')
	user := int(a.Account)
	if a.Account == event.NoAccount {
		user = t.nobody
	}
	dst = append(dst, t.user.at(user)...)
	dst = append(dst, t.request.at((int(a.Release)*t.methods+int(a.Method))*t.paths+int(a.Path))...)
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

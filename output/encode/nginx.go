package encode

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"breachsim/generator/event"
	"breachsim/generator/nir"
)

// nginxTexts are the parts of a line of the nginx ingress of Kubernetes that
// come from tables:
//
//	240.9.1.7 - PS0412233 [02/Mar/2022:08:15:01 +0100] "GET /accueil HTTP/1.1" 200 5120 "-" "Mozilla/5.0 …" 0 0.041 [portal] [] - 5120 0.041 200 00000000000000a1
//
// After the user agent stand the size and time of the request, the upstream by
// name, the alternative one, and its address, size, time and status; the id of
// the request comes last.
//
// https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/log-format/
type nginxTexts struct {
	user    fragments
	request fragments
	agent   fragments

	nobody, methods, paths, longest int
}

func newNginxTexts(cat *event.Catalog) nginxTexts {
	var t nginxTexts
	for _, a := range cat.Accounts {
		t.user.add([]byte(" - " + a.ID + " ["))
	}
	t.nobody = t.user.len()
	t.user.add([]byte(" - - ["))
	t.methods, t.paths = len(event.Methods()), len(event.Paths())
	eachRequest(cat, func(_ int, method string, p event.Path, path string) {
		text := ` "` + method + " " + path
		if _, more := p.Fixed(); !more {
			text += protocol
		}
		t.request.add([]byte(text))
	})
	for _, ua := range cat.UserAgents {
		t.agent.add([]byte(` "-" "` + nginxText(ua) + `" `))
	}
	t.longest = 256 + t.user.max + t.request.max + t.agent.max
	return t
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

type nginxEncoder struct {
	t *nginxTexts
	c clock
}

func (t *Texts) nginxEncoder(zone *time.Location) *nginxEncoder {
	return &nginxEncoder{t: t.nginx(), c: t.Combined(zone).c}
}

// append appends the line of a, with its newline.
func (e *nginxEncoder) append(dst []byte, a *event.Access) []byte {
	t := e.t
	dst = slices.Grow(dst, t.longest)
	dst = appendAddrOr(dst, a.Addr, '-')
	user := int(a.Account)
	if a.Account == event.NoAccount {
		user = t.nobody
	}
	dst = append(dst, t.user.at(user)...)
	sec := e.c.within(a.TS) / 1_000_000
	dst = append(dst, e.c.before[:e.c.nbefore]...)
	dst = append2(dst, sec)
	dst = append(dst, e.c.after[:e.c.nafter]...)
	dst = append(dst, t.request.at((int(a.Release)*t.methods+int(a.Method))*t.paths+int(a.Path))...)
	if a.Path.ByRef() || a.Path.ByNumber() {
		dst = appendAsked(dst, a.Path, a.Asked, nir.NIR(a.Asked), a.KeyOff)
		dst = append(dst, protocol...)
	}
	dst = appendUint(dst, uint32(a.Status))
	dst = append(dst, ' ')
	dst = appendUint(dst, a.RespBytes)
	dst = append(dst, t.agent.at(int(a.UserAgent))...)
	dst = appendUint(dst, a.ReqBytes)
	dst = append(dst, ' ')
	dst = appendSeconds(dst, a.LatencyUS)
	dst = append(dst, ` [portal] [] - `...)
	dst = appendUint(dst, a.RespBytes)
	dst = append(dst, ' ')
	dst = appendSeconds(dst, a.LatencyUS)
	dst = append(dst, ' ')
	dst = appendUint(dst, uint32(a.Status))
	dst = append(dst, ' ')
	dst = AppendHex(dst, a.Request)
	return append(dst, '\n')
}

// appendSeconds appends a duration in seconds with three decimals, rounded
// down as nginx does.
func appendSeconds(dst []byte, us uint32) []byte {
	ms := us / 1000
	s := ms / 1000
	rest := ms - s*1000
	dst = appendUint(dst, s)
	dst = append(dst, '.', byte('0'+rest/100))
	return append2(dst, rest%100)
}

func appendAddrOr(dst []byte, a event.Addr, none byte) []byte {
	if a.IsZero() {
		return append(dst, none)
	}
	return AppendAddr(dst, a)
}

package encode

import (
	"slices"
	"time"

	"breachsim/generator/event"
	"breachsim/generator/nir"
)

// requestTexts are the parts of a line of the access log that come from tables,
// as a format writes them.
type requestTexts struct {
	user    fragments // by account; the last one is nobody
	request fragments // by release, method and path
	agent   fragments

	nobody, methods, paths, longest int
}

// requestForm is how a format writes those parts. A request ends where the number
// that was looked up follows, if more is true.
type requestForm struct {
	user    func(dst []byte, id string) []byte // "" is nobody
	request func(dst []byte, method string, p event.Path, path string, more bool) []byte
	agent   func(dst []byte, name string) []byte
}

func newRequestTexts(cat *event.Catalog, form requestForm) requestTexts {
	var t requestTexts
	for _, a := range cat.Accounts {
		t.user.add(form.user(nil, a.ID))
	}
	t.nobody = t.user.len()
	t.user.add(form.user(nil, ""))
	t.methods, t.paths = len(event.Methods()), len(event.Paths())
	eachRequest(cat, func(_ int, method string, p event.Path, path string) {
		_, more := p.Fixed()
		t.request.add(form.request(nil, method, p, path, more))
	})
	for _, ua := range cat.UserAgents {
		t.agent.add(form.agent(nil, ua))
	}
	t.longest = 256 + t.user.max + t.request.max + t.agent.max
	return t
}

// userOf is the text of the account, or of nobody.
func (t *requestTexts) userOf(account uint32) []byte {
	if account == event.NoAccount {
		account = uint32(t.nobody)
	}
	return t.user.at(int(account))
}

// requestOf is the text of method and path.
func (t *requestTexts) requestOf(a *event.Access) []byte {
	return t.request.at((int(a.Release)*t.methods+int(a.Method))*t.paths + int(a.Path))
}

const protocol = ` HTTP/1.1" `

// newNCSATexts prepares the parts of a line of Apache or nginx:
//
//	240.9.1.7 - PS0412233 [02/Mar/2022:08:15:01 +0100] "GET /accueil HTTP/1.1" 200
func newNCSATexts(cat *event.Catalog, agent func(dst []byte, name string) []byte) requestTexts {
	return newRequestTexts(cat, requestForm{
		user: func(dst []byte, id string) []byte { return append(dst, " - "+orDash(id)+" ["...) },
		request: func(dst []byte, method string, _ event.Path, path string, more bool) []byte {
			dst = append(dst, ` "`+method+" "+path...)
			if more {
				return dst
			}
			return append(dst, protocol...)
		},
		agent: agent,
	})
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// ncsa writes the head of such a line. One value serves one goroutine.
type ncsa struct {
	t *requestTexts
	c clock
}

func newNCSA(t *requestTexts, zone *time.Location) ncsa {
	if zone == nil {
		zone = time.UTC
	}
	return ncsa{t, clock{zone: zone, layout: "02/Jan/2006:15:04:", tail: " -0700]"}}
}

// head appends the line of a up to and with its status.
func (e *ncsa) head(dst []byte, a *event.Access) []byte {
	t := e.t
	dst = slices.Grow(dst, t.longest)
	dst = appendAddrOr(dst, a.Addr, '-')
	dst = append(dst, t.userOf(a.Account)...)
	dst = e.c.append(dst, a.TS)
	dst = append(dst, t.requestOf(a)...)
	if a.Path >= event.PathByRef && (a.Path.ByRef() || a.Path.ByNumber()) {
		dst = appendAsked(dst, a.Path, a.Asked, nir.NIR(a.Asked), a.KeyOff)
		dst = append(dst, protocol...)
	}
	return appendUint(dst, uint32(a.Status))
}

func appendAddrOr(dst []byte, a event.Addr, none byte) []byte {
	if a.IsZero() {
		return append(dst, none)
	}
	return AppendAddr(dst, a)
}

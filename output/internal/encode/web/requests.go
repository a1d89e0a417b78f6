package web

import (
	"slices"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/output/encode/logs"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
)

// Requests are the parts of a line of the access log that come from tables, as a
// format writes them.
type Requests struct {
	At      logs.Index
	User    wire.Fragments
	Request wire.Fragments
	Agent   wire.Fragments
	Origin  wire.Fragments
	Longest int // no line is longer

	bare []bool // by request: not HTTP, so that no protocol ends it and nobody is asked
}

// Form is how a format writes those parts. A request ends where the number that
// was looked up follows, if more is true.
type Form struct {
	User    func(dst []byte, id string) []byte // "" is nobody
	Request func(dst []byte, method string, path string, more bool) []byte
	Agent   func(dst []byte, name string) []byte
	Origin  func(dst []byte, version, referer string) []byte
}

// room covers times, numbers, an id and an address of a line.
const room = 256

// Prepare makes the parts for a catalogue.
func Prepare(cat *event.Catalog, form Form) *Requests {
	t := &Requests{At: logs.NewIndex(cat)}
	for _, a := range cat.Accounts {
		t.User.Add(form.User(nil, a.ID))
	}
	t.User.Add(form.User(nil, ""))
	logs.EachRequest(cat, func(method, path string, more bool) {
		t.Request.Add(form.Request(nil, method, path, more))
		t.bare = append(t.bare, method == "")
	})
	logs.EachOrigin(cat, func(version, referer string) { t.Origin.Add(form.Origin(nil, version, referer)) })
	for _, ua := range cat.UserAgents {
		t.Agent.Add(form.Agent(nil, ua))
	}
	t.Longest = room + wire.Longest(&t.User, &t.Request, &t.Agent, &t.Origin)
	return t
}

// appendProtocol ends a request with its protocol, as servers write it.
func appendProtocol(dst []byte, http2 bool) []byte {
	if http2 {
		return append(dst, ` HTTP/2.0" `...)
	}
	return append(dst, ` HTTP/1.1" `...)
}

// newNCSATexts prepares the parts of a line of Apache or nginx:
//
//	240.9.1.7 - PS0412233 [02/Mar/2022:08:15:01 +0100] "GET /accueil HTTP/2.0" 200
//
// header writes a user agent as the server does, noise what is no HTTP request.
func newNCSATexts(cat *event.Catalog, header, noise func(text string) string) *Requests {
	return Prepare(cat, Form{
		User: func(dst []byte, id string) []byte { return append(dst, " - "+orDash(id)+" ["...) },
		Request: func(dst []byte, method string, path string, more bool) []byte {
			if method == "" {
				return append(dst, ` "`+noise(path)+`" `...)
			}
			return append(dst, ` "`+method+" "+path...)
		},
		Agent: func(dst []byte, ua string) []byte { return append(dst, `" "`+header(ua)+`"`...) },
		Origin: func(dst []byte, _, referer string) []byte {
			return append(dst, ` "`+orDash(referer)...)
		},
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
	t *Requests
	c wire.Clock
}

func newNCSA(t *Requests, zone *time.Location) ncsa {
	if zone == nil {
		zone = time.UTC
	}
	return ncsa{t, wire.NewClock(zone, "02/Jan/2006:15:04:", " -0700]")}
}

// head appends the line of a up to and with its status.
func (e *ncsa) head(dst []byte, a *event.Access) []byte {
	t := e.t
	dst = slices.Grow(dst, t.Longest)
	dst = appendAddrOr(dst, a.Addr, '-')
	dst = append(dst, t.User.At(t.At.User(a))...)
	dst = e.c.Append(dst, a.TS)
	asked := t.At.Request(a)
	dst = append(dst, t.Request.At(asked)...)
	if a.Path >= event.PathByRef && (a.Path.ByRef() || a.Path.ByNumber()) {
		dst = wire.AppendAsked(dst, wire.Asked{Path: a.Path, Ref: a.Asked, NIR: nir.NIR(a.Asked), KeyOff: a.KeyOff})
	}
	if !t.bare[asked] {
		dst = appendProtocol(dst, a.HTTP2)
	}
	return wire.AppendUint(dst, uint32(a.Status))
}

func appendAddrOr(dst []byte, a event.Addr, none byte) []byte {
	if a.IsZero() {
		return append(dst, none)
	}
	return wire.AppendAddr(dst, a)
}

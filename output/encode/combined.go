package encode

import (
	"slices"
	"strings"
	"time"

	"breachsim/generator/event"
	"breachsim/generator/nir"
)

// Combined writes the access log in NCSA combined form, as Apache does:
//
//	240.9.1.7 - PS0412233 [02/Mar/2022:08:15:01 +0100] "GET /accueil HTTP/1.1" 200 5120 "-" "Mozilla/5.0 …"
//
// Times are local and to the second; an empty body counts "-". One value
// serves one goroutine.
type Combined struct {
	t *combinedTexts
	c clock
}

// Combined returns an encoder of the access log in local time.
func (t *Texts) Combined(zone *time.Location) *Combined {
	if zone == nil {
		zone = time.UTC
	}
	return &Combined{t: &t.combined, c: clock{zone: zone, layout: "02/Jan/2006:15:04:", tail: " -0700]"}}
}

const protocol = ` HTTP/1.1" `

type combinedTexts struct {
	user    fragments // ` - PS0412233 [`
	request fragments // ` "GET /accueil HTTP/1.1" `
	agent   fragments // ` "-" "Mozilla/5.0 …"` and the newline
	nobody  int
	methods int
	paths   int
	longest int
}

func newCombinedTexts(cat *event.Catalog) combinedTexts {
	var t combinedTexts
	for _, a := range cat.Accounts {
		t.user.add([]byte(" - " + a.ID + " ["))
	}
	t.nobody = t.user.len()
	t.user.add([]byte(" - - ["))
	t.paths, t.methods = len(event.Paths()), len(event.Methods())
	for release := range max(len(cat.Releases), 1) {
		for _, m := range event.Methods() {
			for p := range event.Paths() {
				text := cat.Path(event.Path(p), uint8(release)) + protocol
				if fixed, more := event.Path(p).Fixed(); more {
					text = fixed // the number and the protocol follow
				}
				t.request.add([]byte(` "` + m + " " + text))
			}
		}
	}
	for _, ua := range cat.UserAgents {
		t.agent.add([]byte(` "-" "` + apacheText(ua) + "\"\n"))
	}
	t.longest = 128 + t.user.max + t.request.max + t.agent.max
	return t
}

// apacheText escapes as Apache does inside quotes; no header is "-".
func apacheText(s string) string {
	if s == "" {
		return "-"
	}
	return strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(s)
}

// Append appends the line of a, with its newline. It allocates only where dst
// lacks room for the line.
func (e *Combined) Append(dst []byte, a *event.Access) []byte {
	t := e.t
	dst = slices.Grow(dst, t.longest)
	if a.Addr.IsZero() {
		dst = append(dst, '-')
	} else {
		dst = AppendAddr(dst, a.Addr)
	}
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
	switch {
	case a.Path < event.PathByRef:
	case a.Path.ByRef():
		dst = append(AppendHex(dst, a.Asked), protocol...)
	case a.Path.ByNumber():
		dst = append(appendTyped(dst, nir.NIR(a.Asked), a.KeyOff), protocol...)
	}
	dst = appendUint(dst, uint32(a.Status))
	if a.RespBytes == 0 {
		dst = append(dst, " -"...)
	} else {
		dst = append(dst, ' ')
		dst = appendUint(dst, a.RespBytes)
	}
	return append(dst, t.agent.at(int(a.UserAgent))...)
}

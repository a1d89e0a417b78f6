package web

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/output/encode/schema"
	"github.com/breachsim/breachsim/output/internal/encode/wire"
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
	t := newNCSATexts(cat, apacheText, apacheNoise)
	return func(zone *time.Location) schema.AppendAccess { return (&combined{newNCSA(t, zone)}).append }
}

// apacheEscapes are the letters that Apache writes after a backslash for a byte.
var apacheEscapes = map[byte]byte{
	'\b': 'b', '\n': 'n', '\r': 'r', '\t': 't', '\v': 'v', '"': '"', '\\': '\\',
}

// apacheText escapes as Apache does inside quotes: quote, backslash and controls with a
// letter, what else is not printable ASCII as \xhh; no header is "-".
func apacheText(s string) string {
	if s == "" {
		return "-"
	}
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		switch letter, short := apacheEscapes[c]; {
		case short:
			b.Write([]byte{'\\', letter})
		case c < ' ' || c > '~':
			fmt.Fprintf(&b, `\x%02x`, c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// apacheNoise writes what is no HTTP request as Apache does, to which a request ends
// with its first NUL: of a greeting of TLS are left its first three bytes or four. A NUL
// that comes first leaves an empty request; nothing at all is a dash.
func apacheNoise(text string) string {
	sent, _, cut := strings.Cut(raw(text), "\x00")
	if cut && sent == "" {
		return ""
	}
	return apacheText(sent)
}

// raw undoes the escapes of event.RequestText.
func raw(text string) string {
	b := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if c := text[i]; c != '\\' {
			b = append(b, c)
			continue
		}
		n, _ := strconv.ParseUint(text[i+2:i+4], 16, 8) // after every backslash stands xHH
		b = append(b, byte(n))
		i += 3
	}
	return string(b)
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

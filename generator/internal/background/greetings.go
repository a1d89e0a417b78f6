package background

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/breachsim/breachsim/generator/internal/random"
)

// hello is how a sort of programs opens TLS: the length of the record, whether the
// session has an id, and its suites up to the first byte that ends a line of text.
type hello struct {
	length  uint16
	session bool
	suites  string
}

// hellos are those of an old scanner, of programs in Go, and of OpenSSL. Each lists
// TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA, whose second byte is a line feed: that is as
// far as a server of plain HTTP reads it for a request.
var hellos = [...]hello{
	{length: 0x7b, suites: "\x00\x1a\xc0/\xc0+\xc0\x11\xc0\x07\xc0\x13\xc0\x09\xc0\x14\xc0\n"},
	{length: 0xee, session: true, suites: "\x00&\xcc\xa8\xcc\xa9\xc0/\xc00\xc0+\xc0,\xc0\x13\xc0\x09\xc0\x14\xc0\n"},
	{
		length:  0x200,
		session: true,
		suites: "\x00>\x13\x02\x13\x03\x13\x01\xc0,\xc00\x00\x9f\xcc\xa9\xcc\xa8\xcc\xaa\xc0+\xc0/\x00\x9e\xc0$\xc0(" +
			"\x00k\xc0#\xc0'\x00g\xc0\n",
	},
}

// takes are how many of each sort the table has, with other random bytes.
const takes = 32

// helloKey names the random bytes of the table, which are the same in every world.
const helloKey = 0x68656c6c6f // "hello"

// said is the text of take n of hello h: what stands before the first end of a line.
func (h *hello) said(n int) string {
	draw := random.New(helloKey).At2(uint64(h.length), uint64(n)).Rand()
	noise := func(to []byte) []byte {
		for range 32 {
			to = append(to, byte(draw.Below(256)))
		}
		return to
	}
	inner := h.length - 4
	b := []byte{0x16, 3, 1, byte(h.length >> 8), byte(h.length), 1, 0, byte(inner >> 8), byte(inner), 3, 3}
	b = noise(b)
	if h.session {
		b = noise(append(b, 32))
	} else {
		b = append(b, 0)
	}
	b = append(b, h.suites...)
	return escaped(b[:bytes.IndexAny(b, "\r\n")])
}

// escaped writes bytes as the texts of event.RequestText have them.
func escaped(b []byte) string {
	var s strings.Builder
	for _, c := range b {
		if c < ' ' || c > '~' || c == '"' || c == '\\' {
			fmt.Fprintf(&s, `\x%02X`, c)
		} else {
			s.WriteByte(c)
		}
	}
	return s.String()
}

package term

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"
)

// visible writes texts to a screen. What a file or an argument says may hold the
// escape sequences of a terminal: they are written as \x1b, so that nothing but
// this program moves the cursor. Line ends and tabs stay, and so does all of UTF-8
// beside its control characters.
type visible struct{ w io.Writer }

// Visible returns a writer to w that control characters do not pass.
func Visible(w io.Writer) io.Writer { return visible{w} }

func (v visible) Write(b []byte) (int, error) {
	out := b
	if bytes.ContainsFunc(b, controls) {
		out = out[:0:0]
		for rest := b; len(rest) > 0; {
			r, size := utf8.DecodeRune(rest)
			if controls(r) {
				out = fmt.Appendf(out, `\x%02x`, r)
			} else {
				out = append(out, rest[:size]...)
			}
			rest = rest[size:]
		}
	}
	n, err := v.w.Write(out)
	return min(n, len(b)), err
}

// controls reports whether a terminal may take a character for an order.
func controls(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0
}

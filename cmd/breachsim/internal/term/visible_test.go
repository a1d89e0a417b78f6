package term_test

import (
	"bytes"
	"testing"

	"github.com/breachsim/breachsim/cmd/breachsim/internal/term"
)

func TestVisibleLetsNoOrderPass(t *testing.T) {
	for text, want := range map[string]string{
		"plain\ttext é 日\n":           "plain\ttext é 日\n",
		"\x1b[31mred\x1b]0;title\x07": `\x1b[31mred\x1b]0;title\x07`,
		"back\rover\b\x7f":            `back\x0dover\x08\x7f`,
		"\u009b31m":                   `\x9b31m`,
		"\xff not UTF-8":              "\xff not UTF-8",
	} {
		var b bytes.Buffer
		if n, err := term.Visible(&b).Write([]byte(text)); n != len(text) || err != nil {
			t.Errorf("%q: wrote %d, %v", text, n, err)
		}
		if b.String() != want {
			t.Errorf("%q became %q, want %q", text, b.String(), want)
		}
	}
}

package encode

import (
	"strings"
	"testing"
	"time"

	"github.com/breachsim/breachsim/generator/event"
)

// What is no HTTP request stands in a line as the servers write it. The texts are those
// that nginx 1.22.1 and Apache 2.4.71 wrote when they were sent these bytes.
func TestNoiseIsWrittenAsServersDo(t *testing.T) {
	cases := []struct{ text, nginx, apache string }{
		{`\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03ab`, `\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03ab`, `\x16\x03\x01\x02`},
		{`\x16\x03\x01\x00{\x01\x00`, `\x16\x03\x01\x00{\x01\x00`, `\x16\x03\x01`},
		{`\x03\x00\x00/*\xE0\x00\x00\x00\x00\x00Cookie: mstshash=Administr`,
			`\x03\x00\x00/*\xE0\x00\x00\x00\x00\x00Cookie: mstshash=Administr`, `\x03`},
		{`\xFF\xFD\x01root`, `\xFF\xFD\x01root`, `\xff\xfd\x01root`},
		{`\x7F\x1B\x0B\x08\x09x\x22y\x5C \xE9`, `\x7F\x1B\x0B\x08\x09x\x22y\x5C \xE9`, `\x7f\x1b\v\b\tx\"y\\ \xe9`},
		{`SSH-2.0-Go`, `SSH-2.0-Go`, `SSH-2.0-Go`},
		{`\x00\x00\x00\x00`, `\x00\x00\x00\x00`, ``},
		{``, ``, `-`},
	}
	for _, c := range cases {
		cat := catalog()
		cat.Requests = []event.RequestText{{}, {Path: c.text}}
		a := event.Access{TS: 1_646_899_200_000_000, Addr: event.Addr{Lo: 1<<32 | 3}, Account: event.NoAccount, Status: 400, Strange: 1, Request: 7}
		for name, want := range map[string]string{
			"nginx":    ` "` + c.nginx + `" 400 0 "-" "-" 0 0.000 [] [] - - - - 0000000000000007` + "\n",
			"combined": ` "` + c.apache + `" 400 - "-" "-"` + "\n",
		} {
			line := string(NewTexts(cat).Access(formatNamed(name), time.UTC)(nil, &a))
			if _, got, _ := strings.Cut(line, "]"); got != want {
				t.Errorf("%s of %s: %s, want %s", name, c.text, got, want)
			}
		}
	}
}

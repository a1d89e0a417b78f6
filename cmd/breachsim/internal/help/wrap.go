package help

import (
	"strings"
	"unicode/utf8"

	"github.com/breachsim/breachsim/output/columns"
)

const width = columns.Width

// reflow breaks paragraphs anew for a screen. Lines that begin with a blank stay by
// themselves; one that is too long goes on below the last of its columns.
func reflow(text string) string {
	var b strings.Builder
	var words []string
	hang := func(head, text string) {
		for _, line := range columns.Hang(head, text) {
			b.WriteString(line + "\n")
		}
	}
	flush := func() {
		if len(words) > 0 {
			hang("", strings.Join(words, " "))
		}
		words = words[:0]
	}
	for line := range strings.SplitSeq(strings.Trim(text, "\n"), "\n") {
		switch {
		case strings.TrimSpace(line) == "":
			flush()
			b.WriteString("\n")
		case strings.HasPrefix(line, " ") && utf8.RuneCountInString(line) > width:
			flush()
			at := column(line)
			hang(line[:at], line[at:])
		case strings.HasPrefix(line, " "):
			flush()
			b.WriteString(line + "\n")
		default:
			words = append(words, strings.Fields(line)...)
		}
	}
	flush()
	return b.String()
}

// column is where the last column of a line begins, in bytes: behind two blanks or more, or
// behind those in front.
func column(line string) int {
	at := len(line) - len(strings.TrimLeft(line, " "))
	if i := strings.LastIndex(line, "  "); i >= at {
		return i + 2
	}
	return at
}

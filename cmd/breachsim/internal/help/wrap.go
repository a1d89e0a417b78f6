package help

import (
	"strings"
	"unicode/utf8"
)

// width is the columns of a screen.
const width = 80

// reflow breaks paragraphs anew for a screen. Lines that begin with a blank stay by
// themselves; one that is too long goes on below the last of its columns.
func reflow(text string) string {
	var b strings.Builder
	var words []string
	flush := func() {
		fill(&b, "", 0, words)
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
			fill(&b, line[:at], utf8.RuneCountInString(line[:at]), strings.Fields(line[at:]))
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

// fill writes words in lines of a screen, behind a head and below it, so many columns in.
func fill(b *strings.Builder, head string, indent int, words []string) {
	if len(words) == 0 {
		return
	}
	line, used := head, indent
	for i, w := range words {
		n := utf8.RuneCountInString(w)
		if i > 0 && used+1+n > width {
			b.WriteString(line + "\n")
			line, used = strings.Repeat(" ", indent), indent
		} else if i > 0 {
			line, used = line+" ", used+1
		}
		line, used = line+w, used+n
	}
	b.WriteString(line + "\n")
}

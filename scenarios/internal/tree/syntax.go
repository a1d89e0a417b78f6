package tree

import (
	"bytes"
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// preflight refuses what is not text before the YAML reader sees it, so that
// the message has a place. It also fills the report's source lines.
func preflight(data []byte, r *Report) bool {
	if len(data) > MaxBytes {
		r.Add(nil, "", fmt.Sprintf("%d bytes is more than the limit of %d", len(data), MaxBytes),
			"write a smaller file")
		return false
	}
	r.lines = splitLines(string(data))
	line, col := 1, 1
	for i := 0; i < len(data); {
		c, size := utf8.DecodeRune(data[i:])
		at := &Node{Line: line, Col: col}
		switch {
		case c == utf8.RuneError && size <= 1:
			r.Add(at, "", fmt.Sprintf("the byte 0x%02x is not UTF-8 text", data[i]), "save the file as UTF-8")
			return false
		case isJunk(c):
			r.Add(at, "", fmt.Sprintf("the character U+%04X does not belong in a text file", c),
				"is this a YAML file?")
			return false
		}
		if i+size <= len(data) && isBreak(c) && !(c == '\r' && bytes.HasPrefix(data[i+1:], []byte{'\n'})) {
			line, col = line+1, 1
		} else if c != 0xFEFF {
			col++
		}
		i += size
	}
	return true
}

// isJunk says of a character that YAML does not allow it unescaped.
func isJunk(c rune) bool {
	return c < 0x20 && c != '\t' && c != '\n' && c != '\r' || c >= 0x7F && c <= 0x9F && c != 0x85 || c == 0xFFFE ||
		c == 0xFFFF
}

// isBreak says whether the YAML reader counts a new line at this character.
func isBreak(c rune) bool {
	return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029
}

func splitLines(text string) []string {
	text = strings.ReplaceAll(strings.TrimPrefix(text, "\uFEFF"), "\r\n", "\n")
	var lines []string
	for {
		i := strings.IndexFunc(text, isBreak)
		if i < 0 {
			return append(lines, text)
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		lines, text = append(lines, text[:i]), text[i+size:]
	}
}

// reportSyntax finds where a file stops being YAML. The reader's own messages
// give a line only, often that of the enclosing block; but it reads from left
// to right, so the place is the end of the shortest beginning of the file that
// fails with the same words. Bisection finds it, or a place close to it.
func reportSyntax(data []byte, cause error, r *Report) {
	want := plainCause(cause)
	ends := lineEnds(data)
	fails := func(end int) bool {
		_, err := parseYAML(data[:end])
		return err != nil && plainCause(err) == want
	}
	low, high := window(cause, len(ends), func(i int) bool { return fails(ends[i]) })
	k := low + sort.Search(high-low, func(i int) bool { return fails(ends[low+i]) })
	start := 0
	if k > 0 {
		start = ends[k-1]
	}
	line := data[start:ends[k]]
	width := sort.Search(len(line), func(i int) bool { return fails(start + i) })
	at := &Node{Line: k + 1, Col: max(1, utf8.RuneCount(line[:width]))}
	what, hint := "not valid YAML: "+want, syntaxHint(want)
	if indent := line[:len(line)-len(bytes.TrimLeft(line, " \t"))]; bytes.IndexByte(indent, '\t') >= 0 {
		at.Col = 1 + bytes.IndexByte(indent, '\t')
		what, hint = "not valid YAML: a tab in the indentation", "indent with spaces"
	}
	r.Add(at, "", what, hint)
}

// window bounds the bisection with the line that the reader names, which is
// often right: the first failing line is in [low, high].
func window(cause error, lines int, fails func(int) bool) (low, high int) {
	high = lines - 1
	m := regexp.MustCompile(`^yaml: line (\d{1,7}): `).FindStringSubmatch(cause.Error())
	if m == nil {
		return low, high
	}
	n, _ := strconv.Atoi(m[1])
	if n > 3 && n-3 < lines && !fails(n-3) {
		low = n - 2
	}
	if n+1 < high && fails(n+1) {
		high = n + 1
	}
	return min(low, high), high
}

// lineEnds returns where each line ends, its break included.
func lineEnds(data []byte) []int {
	var ends []int
	for i := 0; i < len(data); {
		c, size := utf8.DecodeRune(data[i:])
		i += size
		if isBreak(c) && !(c == '\r' && bytes.HasPrefix(data[i:], []byte{'\n'})) {
			ends = append(ends, i)
		}
	}
	if n := len(ends); n == 0 || ends[n-1] < len(data) {
		ends = append(ends, len(data))
	}
	return ends
}

// plainCause is the reader's message without its prefix and line.
func plainCause(err error) string {
	return regexp.MustCompile(`^yaml: (line \d+: )?`).ReplaceAllString(err.Error(), "")
}

// syntaxHint says what usually helps.
func syntaxHint(cause string) string {
	switch {
	case strings.Contains(cause, "mapping values"):
		return "put quotes around text that holds a colon, or check the indentation"
	case strings.Contains(cause, "',' or"):
		return "close the bracket, or put a comma between the values"
	case strings.Contains(cause, "expected key"), strings.Contains(cause, "'-' indicator"):
		return "align the line with its neighbours"
	case strings.Contains(cause, "end of stream"):
		return "close the quotes"
	case strings.Contains(cause, "unknown anchor"):
		return "define it first as &name, or write the value out"
	case strings.Contains(cause, "could not find expected ':'"):
		return "write key: value"
	case strings.Contains(cause, "cannot start any token"):
		return "put quotes around the text"
	}
	return "check indentation, brackets and quotes"
}

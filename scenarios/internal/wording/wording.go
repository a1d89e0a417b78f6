// Package wording is how the language words what is wrong with a text.
//
// It is a leaf below everything that reads scenario files. It puts words
// together; what is wrong, and where, its callers know.
package wording

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/breachsim/breachsim/scenarios/nearest"
)

// Fault is why a text is not a value: what is wrong, and, where the general
// advice for the kind of value would not do, what to write. Hint may be empty.
type Fault struct{ What, Hint string }

// Error is both on one line.
func (f *Fault) Error() string {
	if f.Hint == "" {
		return f.What
	}
	return f.What + "; " + f.Hint
}

// quoted is how many characters of a text Quote shows.
const quoted = 40

// Quote shows text of a file in a message: in quotes, on one line and not too
// long.
func Quote(text string) string { return fmt.Sprintf("%q", Clip(text, quoted)) }

// Clip cuts text to a number of characters, with … for what is left out.
func Clip(text string, most int) string {
	if len(text) <= most {
		return text
	}
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most]) + "…"
}

// Visible writes control characters as escapes, so that text of a file or of a
// command line gives a terminal no orders.
func Visible(text string) string {
	if !strings.ContainsFunc(text, unicode.IsControl) {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if unicode.IsControl(r) {
			quoted := strconv.QuoteRune(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// OneOf joins words: a, b or c.
func OneOf(words []string) string {
	s := ""
	for i, w := range words {
		switch {
		case i == 0:
		case i == len(words)-1:
			s += " or "
		default:
			s += ", "
		}
		s += w
	}
	return s
}

// DidYouMean is the hint for an unknown word: the nearest known one, or all.
func DidYouMean(word string, known []string) string {
	if n := nearest.Word(word, known); n != "" {
		return "did you mean " + n + "?"
	}
	return "write " + OneOf(known)
}

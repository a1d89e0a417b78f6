package tree

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/breachsim/breachsim/scenarios/internal/wording"
)

// Fix is a change of a file that suffices to make one problem go away, as --set
// takes it; all of its expressions belong together.
type Fix []string

// Problem is one thing wrong with a scenario file.
type Problem struct {
	File   string // as the reader named it
	Line   int    // from 1; 0 when the problem is not in the file
	Col    int    // in characters, from 1
	Path   string // campaigns[0].pacing.rate; empty for the file as a whole
	What   string // what is wrong
	Hint   string // what to write instead; may be empty
	Source string // the line of the file
	Set    string // the --set expression at fault; empty = the file
	Fixes  []Fix  // changes each of which suffices, told in the hint too; none where it takes thought
}

// Problems is every problem of one scenario file, by position. It is the
// error of content that was read and judged bad.
type Problems struct {
	List    []Problem
	Dropped int // found but not listed
}

// Error prints every problem with its line and a caret, then the count.
func (p *Problems) Error() string {
	var b strings.Builder
	for i := range p.List {
		b.WriteString(p.List[i].String())
		b.WriteByte('\n')
	}
	if p.Dropped > 0 {
		fmt.Fprintf(&b, "and %d more\n", p.Dropped)
	}
	n := len(p.List) + p.Dropped
	if n == 1 {
		b.WriteString("1 problem")
	} else {
		fmt.Fprintf(&b, "%d problems", n)
	}
	return b.String()
}

// String is the problem as `file:line:col: path: what; what to write`, with
// the source line and a caret below it.
func (p Problem) String() string {
	var b strings.Builder
	switch {
	case p.Set != "":
		fmt.Fprintf(&b, "--set %s: ", wording.Clip(p.Set, 80))
	case p.Line > 0:
		fmt.Fprintf(&b, "%s:%d:%d: ", p.File, p.Line, p.Col)
	default:
		fmt.Fprintf(&b, "%s: ", p.File)
	}
	if p.Path != "" {
		b.WriteString(p.Path + ": ")
	}
	b.WriteString(p.What)
	if p.Hint != "" {
		b.WriteString("; " + p.Hint)
	}
	said := wording.Visible(b.String())
	if p.Line > 0 {
		said += "\n" + caret(p.Source, p.Col)
	}
	return said
}

// caret prints a source line with a caret under one of its characters. A long
// line is cut around that character; tabs stay tabs so that both rows align.
func caret(line string, col int) string {
	const before, after = 60, 60
	runes := []rune(line)
	at := min(max(col-1, 0), len(runes))
	from, to := max(0, at-before), min(len(runes), at+after)
	var src, mark strings.Builder
	if from > 0 {
		src.WriteString("…")
		mark.WriteByte(' ')
	}
	for i := from; i < to; i++ {
		r, under := runes[i], ' '
		if r == '\t' {
			under = '\t'
		} else if !unicode.IsPrint(r) {
			r = '·'
		}
		src.WriteRune(r)
		if i < at {
			mark.WriteRune(under)
		}
	}
	if to < len(runes) {
		src.WriteString("…")
	}
	return "    " + strings.TrimRight(src.String(), " \t") + "\n    " + mark.String() + "^"
}

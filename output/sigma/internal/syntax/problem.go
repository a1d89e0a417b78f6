package syntax

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/scenarios/nearest"
)

// File is a file of rules.
type File struct {
	Name string
	Text []byte
}

// Place is where something stands in a file; lines and columns count from 1.
type Place struct {
	File      string
	Line, Col int
}

func (p Place) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// Problem is one thing wrong with a rule.
type Problem struct {
	Place
	Text string
}

func (p Problem) String() string { return p.Place.String() + ": " + p.Text }

// Problems are all things wrong with the rules that were read.
type Problems struct{ List []Problem }

func (p *Problems) Error() string {
	lines := make([]string, len(p.List))
	for i, one := range p.List {
		lines[i] = one.String()
	}
	return strings.Join(lines, "\n")
}

func (p *Problems) add(at Place, format string, args ...any) {
	p.List = append(p.List, Problem{at, fmt.Sprintf(format, args...)})
}

// sort brings problems into the order of files as they were read, then of places.
func (p *Problems) sort(files []File) {
	order := map[string]int{}
	for i, f := range files {
		order[f.Name] = i
	}
	slices.SortStableFunc(p.List, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(order[a.File], order[b.File]), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
	})
}

// meant suggests the word that was probably meant; "" where none is near.
func meant(word string, words []string) string {
	if near := nearest.Word(word, words); near != "" {
		return fmt.Sprintf(", did you mean %s?", near)
	}
	return ""
}

// oneOf lists words for a message: a, b or c.
func oneOf(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

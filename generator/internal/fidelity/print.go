package fidelity

import (
	"fmt"
	"io"
	"strings"
)

// Write prints a card as text, one line a figure.
func Write(w io.Writer, lines []Line) error {
	var b strings.Builder
	for j := range lines {
		l := &lines[j]
		if j == 0 || l.Group != lines[j-1].Group {
			fmt.Fprintf(&b, "%s\n", l.Group)
		}
		fmt.Fprintf(
			&b,
			"  %-56s %10s %10s  ± %-8s %-5s %s\n",
			l.Figure,
			l.number(l.Published),
			l.number(l.Got),
			l.number(l.Bound),
			l.verdict(),
			l.Source,
		)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// WriteMarkdown prints a card as a Markdown table.
func WriteMarkdown(w io.Writer, lines []Line) error {
	var b strings.Builder
	b.WriteString("| | figure | published | here | allowed | | source |\n|---|---|--:|--:|--:|---|---|\n")
	for j := range lines {
		l, group := &lines[j], ""
		if j == 0 || l.Group != lines[j-1].Group {
			group = l.Group
		}
		fmt.Fprintf(
			&b,
			"| %s | %s | %s | %s | ± %s | %s | %s |\n",
			group,
			l.Figure,
			l.number(l.Published),
			l.number(l.Got),
			l.number(l.Bound),
			l.verdict(),
			l.Source,
		)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (l *Line) verdict() string {
	if l.OK() {
		return "ok"
	}
	return "OFF"
}

// number prints a value in the line's unit, two or three decimals.
func (l *Line) number(v int64) string {
	sign := ""
	if v < 0 {
		sign, v = "-", -v
	}
	if l.Unit == Share {
		v = (v + 5) / 10 // 10,000 parts a per cent; two decimals
		return fmt.Sprintf("%s%d.%03d %%", sign, v/1000, v%1000)
	}
	return fmt.Sprintf("%s%d.%03d", sign, v/1000, v%1000)
}

package audit

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/breachsim/breachsim/output/columns"
	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
)

// WriteTable prints reports for a reader, within 80 columns: each check with its worst figure, and
// below it the others that are not plainly good. With onlyFail passing checks are left out. What was
// judged of several datasets at once comes last; t is nil for a single one.
func WriteTable(out io.Writer, reports []*Report, t *Together, onlyFail bool) {
	for i, r := range reports {
		if i > 0 {
			fmt.Fprintln(out)
		}
		fmt.Fprintf(out, "%s: %s, seed %d, scale %s, %d audit events, %d access lines\n", r.Dir,
			r.Scenario, r.Seed, r.Scale, r.AuditEvents, r.AccessLines)
		for _, c := range shown(r.Checks, onlyFail) {
			writeCheck(out, &c)
		}
		for i := range r.Signals {
			if !onlyFail {
				hang(out, fmt.Sprintf("  signal %-11s ", r.Signals[i].Family), r.Signals[i].phrase())
			}
		}
		fmt.Fprintf(out, "verdict: %s\n", r.Verdict)
	}
	if t == nil {
		return
	}
	fmt.Fprintf(out, "\ntogether: %d datasets\n", t.Datasets)
	for _, c := range shown(t.Checks, onlyFail) {
		writeCheck(out, &c)
	}
	fmt.Fprintf(out, "verdict: %s\n", t.Verdict)
}

func writeCheck(out io.Writer, c *Result) {
	said := c.Reason
	if f, ok := c.Worst(); ok && c.Verdict != figure.NotApplicable {
		said = phrase(&f)
	}
	head := fmt.Sprintf("  %-4s %-9s ", c.ID, c.Verdict)
	if line := fmt.Sprintf("%s%-42s %s", head, c.Title, said); utf8.RuneCountInString(line) <= columns.Width {
		fmt.Fprintln(out, strings.TrimRight(line, " "))
	} else {
		fmt.Fprintln(out, head+c.Title)
		hang(out, strings.Repeat(" ", len(head)), said)
	}
	first := true
	for _, f := range c.Figures {
		if f.Verdict != figure.Fail && f.Verdict != figure.Declared {
			continue
		}
		if first && f.Verdict == c.Verdict { // told on the line above
			first = false
			continue
		}
		hang(out, fmt.Sprintf("       %-9s ", f.Verdict), phrase(&f))
	}
}

// hang prints a text behind a head and wraps it below itself.
func hang(out io.Writer, head, text string) {
	for _, line := range columns.Hang(head, text) {
		fmt.Fprintln(out, line)
	}
}

// phrase is a figure in words.
func phrase(f *figure.Figure) string {
	s := fmt.Sprintf("%s %s (%s, n %d", f.Name, figure.Num(f.Value), f.Bound, f.N)
	// beyond the bound, and it may be chance
	if f.P > stats.Chance && strings.HasPrefix(f.Bound, "F1") && f.Value >= 0.95 {
		s += fmt.Sprintf(", p %.2g", f.P)
	}
	if f.Verdict == figure.Declared {
		s += ", signal " + f.Signal
	}
	s += ")"
	if f.Verdict == figure.Fail && f.Example != "" {
		s += " at " + f.Example
	}
	return s
}

package audit

import (
	"fmt"
	"io"
	"strings"

	"github.com/breachsim/breachsim/output/internal/audit/figure"
	"github.com/breachsim/breachsim/output/internal/stats"
)

// WriteTable prints reports for a reader: a line a check, and below it the
// figures that are not plainly good. With onlyFail passing checks are left out. What was
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
				fmt.Fprintf(out, "  signal %-11s %s\n", r.Signals[i].Family, r.Signals[i].phrase())
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
	fmt.Fprintf(out, "  %-4s %-9s %-42s %s\n", c.ID, c.Verdict, c.Title, said)
	first := true
	for _, f := range c.Figures {
		if f.Verdict != figure.Fail && f.Verdict != figure.Declared {
			continue
		}
		if first && f.Verdict == c.Verdict { // told on the line above
			first = false
			continue
		}
		fmt.Fprintf(out, "       %-9s %-42s %s\n", f.Verdict, "", phrase(&f))
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

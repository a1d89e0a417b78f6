package fidelity

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/breachsim/breachsim/output/columns"
)

// Card is what the figures of a dataset are.
type Card struct {
	Dir      string
	Scenario string
	Seed     uint64
	Scale    string
	Events   int64 // of the audit log
	Lines    int64 // of the access log
	Figures  []Figure
}

// Off counts the figures outside their bounds.
func (c *Card) Off() (n int) {
	for i := range c.Figures {
		if c.Figures[i].Verdict() == Off {
			n++
		}
	}
	return n
}

// Measure reads a dataset and returns its card. The error is a
// [read.NotDatasetError] where there is none.
func Measure(ctx context.Context, dir string) (*Card, error) {
	w, err := open(ctx, dir)
	if err != nil {
		return nil, err
	}
	m := w.set.Manifest
	c := &Card{Dir: dir, Scenario: m.Scenario, Seed: m.Seed, Scale: cmp.Or(m.Options["scale"], "1")}
	records := newNumbers()
	if err := w.readRecords(ctx, records); err != nil {
		return nil, err
	}
	queries := []query{newLapsed(), newBuilds(), newSessions(), newWeights(), newStrangers(), newHours(),
		newPatients(w),
		records, newPatterns()}
	var events []eventQuery
	var visits []visitQuery
	for _, q := range queries {
		if e, ok := q.(eventQuery); ok {
			events = append(events, e)
		}
		if v, ok := q.(visitQuery); ok {
			visits = append(visits, v)
		}
	}
	if c.Events, err = w.readAudit(ctx, events); err != nil {
		return nil, err
	}
	if c.Lines, err = w.readAccess(ctx, visits); err != nil {
		return nil, err
	}
	for _, q := range queries {
		c.Figures = append(c.Figures, q.figures()...)
	}
	slices.SortStableFunc(c.Figures, func(a, b Figure) int { return cmp.Compare(place(a.Tell), place(b.Tell)) })
	return c, nil
}

// place puts A1 before A2 before B10.
func place(tell string) int {
	var group rune
	var n int
	_, _ = fmt.Sscanf(tell, "%c%d", &group, &n) // what is no tell comes first
	return int(group)*100 + n
}

// Groups says what the letters of tells mean.
func Groups() [][2]string {
	return [][2]string{
		{"A", "convicts alone, by one query"},
		{"B", "convicts by a join or a second look"},
		{"P", "patterns of behaviour"},
		{"S", "beside public logs and peers"},
	}
}

// WriteTable prints a card for a reader, within 80 columns: three lines a figure or more.
func WriteTable(out io.Writer, c *Card) {
	fmt.Fprintf(out, "%s: %s, seed %d, scale %s, %d audit events, %d access lines\n", c.Dir, c.Scenario, c.Seed,
		c.Scale,
		c.Events, c.Lines)
	group := ""
	for i := range c.Figures {
		f := &c.Figures[i]
		if f.Tell[:1] != group {
			group = f.Tell[:1]
			for _, g := range Groups() {
				if g[0] == group {
					fmt.Fprintf(out, "%s: %s\n", group, g[1])
				}
			}
		}
		below := strings.Repeat(" ", nameAt)
		hang(out, fmt.Sprintf("  %-4s %-4s ", f.Tell, f.Verdict()), f.Name)
		fmt.Fprintf(out, "%s%s (%s, n %d)\n", below, f.Unit.print(f.Value), f.Bounds.print(f.Unit), f.N)
		hang(out, below, "real: "+f.Real+" · "+f.Source)
	}
	fmt.Fprintf(out, "%d of %d figures are off\n", c.Off(), len(c.Figures))
}

// nameAt is the column at which the names of figures begin.
const nameAt = 12

// hang prints a text behind a head and wraps it below itself.
func hang(out io.Writer, head, text string) {
	for _, line := range columns.Hang(head, text) {
		fmt.Fprintln(out, line)
	}
}

// Document is the card for programs: schema breachsim.fidelity/1.
type Document struct {
	Schema   string `json:"schema"`
	Dir      string `json:"dir"`
	Scenario string `json:"scenario"`
	Seed     uint64 `json:"seed"`
	Scale    string `json:"scale"`
	Events   int64  `json:"audit_events"`
	Lines    int64  `json:"access_lines"`
	Off      int    `json:"off"`
	Figures  []Row  `json:"figures"`
}

// Row is a figure of a [Document]. A bound or a value that there is none of is
// null.
type Row struct {
	Tell    string   `json:"tell"`
	Name    string   `json:"name"`
	Unit    Unit     `json:"unit"`
	Value   *float64 `json:"value"`
	N       int64    `json:"n"`
	Least   *float64 `json:"least"`
	Most    *float64 `json:"most"`
	Real    string   `json:"real"`
	Source  string   `json:"source"`
	Verdict Verdict  `json:"verdict"`
}

// Document makes the form for programs.
func (c *Card) Document() Document {
	d := Document{"breachsim.fidelity/1", c.Dir, c.Scenario, c.Seed, c.Scale, c.Events, c.Lines, c.Off(), []Row{}}
	for i := range c.Figures {
		f := &c.Figures[i]
		d.Figures = append(d.Figures, Row{f.Tell, f.Name, f.Unit, finite(f.Value), f.N, finite(f.Bounds.Least),
			finite(f.Bounds.Most), f.Real, f.Source, f.Verdict()})
	}
	return d
}

func finite(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	return &v
}

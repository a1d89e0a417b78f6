package htmlreport

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/breachsim/breachsim/output/htmlreport/internal/draw"
	"github.com/breachsim/breachsim/output/internal/limits"
	"github.com/breachsim/breachsim/output/ladder"
)

// Climb is what a page of the ladder is made from: how far detectors get, scenario by scenario.
type Climb struct{ ladder.Document }

// ReadClimb reads what `ladder --json` wrote.
func ReadClimb(file string) (*Climb, error) {
	b, err := limits.ReadFile(file, limits.Index)
	if err != nil {
		return nil, err
	}
	c := &Climb{}
	if err := json.Unmarshal(b, &c.Document); err != nil {
		return nil, fmt.Errorf("reading %q: %w", file, err)
	}
	if c.Schema != ladder.Schema || len(c.Scenarios) == 0 {
		return nil, fmt.Errorf("reading %q: its schema is %q, want that of ladder --json, %s", file, c.Schema,
			ladder.Schema)
	}
	return c, nil
}

// classes are the difficulties of what a rule of a class solves, with what such rules look at.
var classes = []key{
	{"d1", "counts, errors, pace"},
	{"d2", "context, relations, own past"},
	{"d3", "accounts side by side, learned"},
	{"d4", "detectors of others"},
}

// classOf is the place of a result among classes.
func classOf(r *ladder.Result) int {
	i := slices.Index([]string{ladder.Easy, ladder.Medium, ladder.Hard}, r.Class)
	if i < 0 {
		return len(classes) - 1
	}
	return i
}

// Write writes the page.
func (c *Climb) Write(w io.Writer) error {
	p := page{Title: "How far detectors get",
		Lead: fmt.Sprintf("Exposure averted 24 h after the first true alert, at %g false incidents per 1,000 "+
			"practitioner-days, a threshold that another world fixed.", c.Budget),
		Facts: []string{fmt.Sprintf("%d scenarios", len(c.Scenarios)), fmt.Sprintf("%d seeds of each", c.Seeds),
			fmt.Sprintf("dataset version %d", c.DatasetVersion)},
		Foot: foot}
	counts := map[string]int{}
	for _, s := range c.Scenarios {
		counts[s.Measured]++
	}
	about := map[string]string{
		ladder.Easy: "counts, errors or pace suffice", ladder.Medium: "one rule on context, relations or the past does",
		ladder.Hard: "only what compares accounts or learns does", ladder.Open: "nothing that was tried does",
	}
	for i, name := range []string{ladder.Easy, ladder.Medium, ladder.Hard, ladder.Open} {
		p.Tiles = append(p.Tiles,
			tile{Class: class(i), Name: name, Value: grouped(counts[name]), Notes: []string{about[name]}})
	}
	p.Sections = append(p.Sections, climbed("ladder", "Scenario by scenario", c.Scenarios))
	if len(c.Larger) > 0 {
		p.Sections = append(p.Sections, climbed("larger", "In larger worlds", c.Larger))
	}
	return p.write(w)
}

// climbed draws some scenarios.
func climbed(id, title string, rows []ladder.Row) section {
	x := section{ID: id, Title: title, Key: append([]key{{"gap", "what could be averted"}}, classes...),
		Lead: "Each dot is a rule or model; a bar reaches to what an alert at each account's first malicious event " +
			"would avert. A rule works where it averts half of that, beyond the mark in the middle of the bar."}
	label := draw.Label{ID: id + "-dots", Title: title,
		About: "One row a scenario with a dot for each rule; the table has the figures."}
	height := 40 + 26*len(rows)
	x.Pictures = []picture{drawn(label, func(c *draw.Canvas, wide bool) { drawClimb(c, rows, wide) },
		size{1000, height}, size{340, height})}
	t := table{Caption: "Best of each class", Open: true,
		Head: []string{"scenario", "accounts", "measured", "its story says"}}
	for _, k := range classes[:3] {
		t.Head = append(t.Head, k.Text)
	}
	t.Head = append(t.Head, "can be averted", "attack days")
	for i := range rows {
		t.Rows = append(t.Rows, climbRow(&rows[i]))
	}
	x.Tables = []table{t}
	return x
}

// climbRow is a scenario with the rule of each class that averts most.
func climbRow(s *ladder.Row) []cell {
	measured, story := s.Measured, s.Story
	if measured == "" {
		measured = "too small to say"
	}
	if story == "" {
		story = "–"
	}
	row := append(words(s.Scenario), count(s.Accounts), cell{Text: measured}, cell{Text: story})
	all := slices.Concat(s.Rules, s.Added)
	for k := range classes[:3] {
		best := -1
		for i := range all {
			if classOf(&all[i]) == k && (best < 0 || all[i].Averted > all[best].Averted) {
				best = i
			}
		}
		if best < 0 {
			row = append(row, cell{Text: "not run"})
			continue
		}
		r := &all[best]
		x := cell{Text: fmt.Sprintf("%s %s at %s", r.Rule, percent(r.Averted), r.Falses)}
		if r.Works {
			x.Class = "s3"
		}
		row = append(row, x)
	}
	return append(row, number(percent(s.Attainable)), number(fmt.Sprintf("%.2f %%", 100*s.Prevalence)))
}

func drawClimb(c *draw.Canvas, rows []ladder.Row, wide bool) {
	f := frame{left: 180 * draw.Px, right: c.W - 24*draw.Px, top: 8 * draw.Px, bottom: c.H - 26*draw.Px}
	letters := 26
	if !wide {
		f.left, letters = 112*draw.Px, 16
	}
	tx := draw.Scale{Lo: 0, Hi: 1, From: f.left, To: f.right}
	for _, share := range []float64{0, 0.25, 0.5, 0.75, 1} {
		at := tx.At(share)
		c.Line("grid", draw.Point{X: at, Y: f.top}, draw.Point{X: at, Y: f.bottom})
		c.Text("faint", draw.Point{X: at, Y: f.bottom + 18*draw.Px}, draw.Middle, fmt.Sprintf("%.0f%%", 100*share))
	}
	for i := range rows {
		s := &rows[i]
		y := f.top + (26*i+13)*draw.Px
		c.Text("", draw.Point{X: 0, Y: y + 4*draw.Px}, draw.Start, cut(s.Scenario, letters))
		most := max(s.Attainable, 0)
		c.Rect("gap", draw.Point{X: f.left, Y: y - 8*draw.Px}, draw.Point{X: tx.At(most), Y: y + 8*draw.Px})
		half := tx.At(most / 2)
		c.Line("axis", draw.Point{X: half, Y: y - 8*draw.Px}, draw.Point{X: half, Y: y + 8*draw.Px})
		all := slices.Concat(s.Rules, s.Added)
		for k := range all {
			r := &all[k]
			c.Dot("fill "+classes[classOf(r)].Class, draw.Point{X: tx.At(max(r.Averted, 0)), Y: y}, 4*draw.Px,
				fmt.Sprintf("%s: %s, %s false", r.Rule, percent(r.Averted), r.Falses))
		}
	}
}

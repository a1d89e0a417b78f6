package htmlreport

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/output/htmlreport/internal/draw"
	"github.com/breachsim/breachsim/output/htmlreport/internal/survey"
	"github.com/breachsim/breachsim/output/read"
)

// Cell is one dataset of a sweep, with what it was made with.
type Cell struct {
	Name   string            // of its directory
	Values map[string]string // by path
	Seed   uint64
	*Story
}

// Sweep is what a page of several datasets is made from.
type Sweep struct {
	Scenario string
	Paths    []string // of the values that differ
	Cells    []Cell
}

// ReadCell reads of a dataset what a page of several shows: the exposure, and what detectors
// make of it. Errors are those of packages read and score.
func ReadCell(ctx context.Context, d *read.Dataset, o Options) (*Story, error) {
	s := &Story{}
	var err error
	if s.Survey, err = survey.Outline(d); err != nil {
		return nil, err
	}
	return s, s.judge(ctx, o)
}

// mostCurves is how many datasets have a picture; the table has all of them.
const mostCurves = 60

// Write writes the page.
func (s *Sweep) Write(w io.Writer) error {
	first := s.Cells[0]
	p := page{Title: first.Scenario.Title, Lead: first.Scenario.Summary,
		Facts: []string{s.Scenario, fmt.Sprintf("%d datasets", len(s.Cells)), scaleOf(first.Data.Manifest.Options),
			first.worldName(), first.Data.Manifest.Tool},
		Foot: foot,
	}
	exposed := make([]int, len(s.Cells))
	for i := range s.Cells {
		exposed[i] = s.Cells[i].Exposed
	}
	p.Tiles = append(p.Tiles, tile{Name: "Persons exposed", Harm: true, Value: rangeOf(exposed, grouped),
		Notes: []string{"from the least to the most of the datasets"}})
	for d, j := range first.Judged {
		saved := make([]int, 0, len(s.Cells))
		for i := range s.Cells {
			if r := s.Cells[i].Judged[d].Report.Result.Persons; r.Exposed > 0 {
				saved = append(saved, r.Averted24h*1000/r.Exposed)
			}
		}
		p.Tiles = append(p.Tiles, tile{Class: class(d), Name: j.Name,
			Value: rangeOf(saved, func(n int) string { return percent(float64(n) / 1000) }),
			Notes: []string{"of the persons saved, 24 h after the first alert"}})
	}
	p.Sections = []section{s.curves(), s.table()}
	return p.write(w)
}

// rangeOf writes the least and the most of a list.
func rangeOf(list []int, write func(n int) string) string {
	if len(list) == 0 {
		return "–"
	}
	least, most := write(slices.Min(list)), write(slices.Max(list))
	if least == most {
		return least
	}
	return least + " to " + most
}

// named is what a dataset was made with, in few words.
func (s *Sweep) named(c *Cell) string {
	var list []string
	for _, path := range s.Paths {
		short := path[strings.LastIndexByte(path, '.')+1:]
		list = append(list, short+" "+c.Values[path])
	}
	list = append(list, "seed "+strconv.FormatUint(c.Seed, 10))
	return strings.Join(list, ", ")
}

// curves are the exposures of the datasets, all on one scale.
func (s *Sweep) curves() section {
	x := section{ID: "curves", Title: "Persons exposed over time, dataset by dataset",
		Lead: "All pictures have the same scales. The lines are those of the page of one dataset: what happened, and " +
			"what is left where every stolen account is cut off " + exposureLag + " after its first true alert.",
		Key: []key{{"attack", s.Cells[0].worldName()}}}
	for d, j := range s.Cells[0].Judged {
		x.Key = append(x.Key, key{class(d), j.Name})
	}
	most := 1
	for i := range s.Cells {
		most = max(most, s.Cells[i].Exposed)
	}
	for i := range s.Cells[:min(len(s.Cells), mostCurves)] {
		c := &s.Cells[i]
		x.Pictures = append(x.Pictures, small(s.named(c), draw.Label{ID: "curve-" + strconv.Itoa(i), Title: s.named(c),
			About: fmt.Sprintf("%s persons exposed.", grouped(c.Exposed))}, several,
			func(canvas *draw.Canvas) { c.drawSmall(canvas, most) }))
	}
	if n := len(s.Cells); n > mostCurves {
		x.Notes = append(x.Notes, fmt.Sprintf("Drawn are the first %d of %d; the table has all.", mostCurves, n))
	}
	t := table{Caption: "Where each curve ends", Head: []string{"dataset", "persons"}}
	for _, j := range s.Cells[0].Judged {
		t.Head = append(t.Head, "left by "+j.Name)
	}
	for i := range s.Cells {
		row := words(s.Cells[i].Name)
		for _, l := range s.Cells[i].lines() {
			row = append(row, count(l.y[len(l.y)-1]))
		}
		t.Rows = append(t.Rows, row)
	}
	x.Tables = []table{t}
	return x
}

// drawSmall draws the curves of one dataset, up to so many persons.
func (s *Story) drawSmall(c *draw.Canvas, most int) {
	f := frame{left: 38 * draw.Px, right: c.W - 24*draw.Px, top: 8 * draw.Px, bottom: c.H - 24*draw.Px}
	tx := draw.Scale{Lo: float64(s.From), Hi: float64(s.To), From: f.left, To: f.right}
	ty := draw.Scale{Lo: 0, Hi: float64(most), From: f.bottom, To: f.top}
	drawAxes(c, f, tx.Times(s.Scenario.Time.Location, 3), ty.Round(4))
	lines := s.lines()
	for i := len(lines) - 1; i >= 0; i-- {
		c.Steps("line "+lines[i].class, s.points(&lines[i], &tx, &ty))
	}
}

// table has a row for each dataset.
func (s *Sweep) table() section {
	t := table{Caption: "Each dataset in figures", Open: true, Head: []string{"dataset"}}
	t.Head = append(t.Head, s.Paths...)
	t.Head = append(t.Head, "seed", "accounts stolen", "persons exposed")
	for _, j := range s.Cells[0].Judged {
		t.Head = append(t.Head, j.Name+": saved", j.Name+": false alerts per 1,000 days")
	}
	for i := range s.Cells {
		c := &s.Cells[i]
		row := words(c.Name)
		for _, path := range s.Paths {
			row = append(row, number(c.Values[path]))
		}
		row = append(row, number(strconv.FormatUint(c.Seed, 10)), count(c.Stolen), count(c.Exposed))
		for d := range c.Judged {
			res := &c.Judged[d].Report.Result
			saved, falses := number("–"), number("–")
			if res.Persons.Exposed > 0 {
				share := share(res.Persons.Averted24h, res.Persons.Exposed)
				saved = number(percent(share))
				saved.Class = fmt.Sprintf("s%d", min(1+int(4*share), 4))
			}
			if f := res.Find("false_alerts_per_1000"); f != nil {
				falses = number(f.Shown())
			}
			row = append(row, saved, falses)
		}
		t.Rows = append(t.Rows, row)
	}
	return section{ID: "table", Title: "In figures", Tables: []table{t}}
}

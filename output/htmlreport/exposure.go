package htmlreport

import (
	"fmt"
	"slices"
	"time"

	"github.com/breachsim/breachsim/output/htmlreport/internal/draw"
	"github.com/breachsim/breachsim/output/htmlreport/internal/survey"
	"github.com/breachsim/breachsim/output/truth"
)

// line is how an exposure grows, with a name.
type line struct {
	class, name string
	y           []int // by survey.At
}

// exposureLag is how long after an alert an account is cut off, on the curve.
const exposureLag = "24 h"

// lines are the curves of a story: what happened first.
func (s *Story) lines() []line {
	list := []line{{"attack", s.worldName(), s.Curve[:]}}
	if s.Loop != nil {
		list = append(list, inLoop{s}.undefended())
	}
	for i, j := range s.Judged {
		list = append(list, line{class(i), j.Name, j.Report.Timeline.Kept24h})
	}
	return list
}

// worldName is what the curve of the data is called.
func (s *Story) worldName() string {
	if s.Loop != nil {
		return "with " + s.Loop.Detector
	}
	if s.Data.Manifest.Options["without_controls"] == "true" {
		return "nobody defends"
	}
	return "as it happened"
}

// exposure is the picture of the product: persons exposed over time.
func (s *Story) exposure() section {
	x := section{ID: "exposure", Title: "Persons exposed over time"}
	if mostOf(s.lines()) == 0 {
		x.Lead = "Nobody was exposed in this dataset."
		return x
	}
	lines := s.lines()
	x.Lead = fmt.Sprintf("How many of the %s persons had been exposed by when.", grouped(s.Exposed))
	if s.Loop != nil {
		x.Lead += " The other curve is the same world without the detector in the loop."
	}
	if len(s.Judged) > 0 {
		x.Lead += fmt.Sprintf(" Of each detector: had every stolen account been cut off %s after its first true "+
			"alert. What is shaded is what the best of them saves.", exposureLag)
	}
	about := fmt.Sprintf("Curves from %s to %s. ", s.day(s.From), s.day(s.To))
	rows := [][]cell{}
	for _, l := range lines {
		end := l.y[len(l.y)-1]
		about += fmt.Sprintf("%s ends at %s persons. ", l.name, grouped(end))
		half := slices.IndexFunc(l.y, func(n int) bool { return 2*n >= end && n > 0 })
		when := "–"
		if half >= 0 {
			when = s.moment(s.At[half])
		}
		rows = append(rows, append(words(l.name), count(end), number(percent(float64(end)/float64(mostOf(lines)))),
			number(when)))
	}
	x.Pictures = []picture{drawn(draw.Label{ID: "exposure-curve", Title: "Persons exposed over time", About: about},
		func(c *draw.Canvas, wide bool) { s.drawExposure(c, lines, wide) }, size{1000, 400}, size{340, 300})}
	x.Zooms = true
	x.Tables = []table{
		{Caption: "The curves in figures", Head: []string{"curve", "persons", "of all", "half of them by"}, Rows: rows},
		s.byDay(lines),
	}
	return x
}

// byDay are the curves at the end of each day.
func (s *Story) byDay(lines []line) table {
	t := table{Caption: "Persons exposed by the end of each day", Head: []string{"day"}}
	for _, l := range lines {
		t.Head = append(t.Head, l.name)
	}
	zone := s.Scenario.Time.Location
	for at := time.UnixMicro(s.From).In(zone).AddDate(0, 0, 1); at.UnixMicro() <= s.To; at = at.AddDate(0, 0, 1) {
		k, _ := slices.BinarySearch(s.At[:], at.UnixMicro())
		k = min(k, survey.Parts)
		row := words(at.AddDate(0, 0, -1).Format("Mon 2 Jan"))
		for _, l := range lines {
			row = append(row, count(l.y[k]))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// frame is where a curve is drawn, in tenths of a pixel.
type frame struct{ left, right, top, bottom int }

func (s *Story) drawExposure(c *draw.Canvas, lines []line, wide bool) {
	f := frame{left: 46 * draw.Px, right: c.W - 170*draw.Px, top: 34 * draw.Px, bottom: c.H - 26*draw.Px}
	ticks := 8
	if !wide {
		f.left, f.right, ticks = 36*draw.Px, c.W-70*draw.Px, 3
	}
	tx := draw.Scale{Lo: float64(s.From), Hi: float64(s.To), From: f.left, To: f.right}
	ty := draw.Scale{Lo: 0, Hi: float64(mostOf(lines)), From: f.bottom, To: f.top}
	drawAxes(c, f, tx.Times(s.Scenario.Time.Location, ticks), ty.Round(5))
	places := make([][]draw.Point, len(lines))
	for i, l := range lines {
		places[i] = s.points(&l, &tx, &ty)
	}
	if worst, best := endsOf(lines); worst != best {
		c.Between("gap", places[worst], places[best])
	}
	s.drawMarks(c, f, &tx, wide)
	for i := len(lines) - 1; i >= 0; i-- {
		c.Steps("line "+lines[i].class, places[i])
	}
	for i, j := range s.Judged {
		if first := firstOf(j.Report.Timeline.First); first != 0 {
			k, _ := slices.BinarySearch(s.At[:], first)
			at := draw.Point{X: tx.At(float64(first)), Y: ty.At(float64(s.Curve[min(k, survey.Parts)]))}
			c.Dot("fill "+class(i), at, 5*draw.Px, fmt.Sprintf("%s: first true alert, %s", j.Name, s.moment(first)))
		}
	}
	n := names{f: f, lines: lines, wide: wide}
	for i := range places {
		n.ends = append(n.ends, places[i][len(places[i])-1].Y)
	}
	n.draw(c)
}

// points are where a curve goes.
func (s *Story) points(l *line, tx, ty *draw.Scale) (list []draw.Point) {
	for k, n := range l.y {
		list = append(list, draw.Point{X: tx.At(float64(s.At[k])), Y: ty.At(float64(n))})
	}
	return list
}

// firstOf is the first of some moments; 0 where there is none.
func firstOf(list map[string]int64) (first int64) {
	for _, t := range list {
		if first == 0 || t < first {
			first = t
		}
	}
	return first
}

// endsOf are the curve that ends highest and the one that ends lowest, of several the first.
func endsOf(lines []line) (worst, best int) {
	last := len(lines[0].y) - 1
	for i := range lines {
		if lines[i].y[last] > lines[worst].y[last] {
			worst = i
		}
		if lines[i].y[last] < lines[best].y[last] {
			best = i
		}
	}
	return worst, best
}

// mostOf is the largest number of any curve.
func mostOf(lines []line) (most int) {
	for _, l := range lines {
		most = max(most, slices.Max(l.y))
	}
	return most
}

// drawAxes draws a grid with its texts.
func drawAxes(c *draw.Canvas, f frame, across, up []draw.Tick) {
	for _, t := range up {
		c.Line("grid", draw.Point{X: f.left, Y: t.At}, draw.Point{X: f.right, Y: t.At})
		c.Text("faint", draw.Point{X: f.left - 6*draw.Px, Y: t.At + 4*draw.Px}, draw.End, t.Text)
	}
	for _, t := range across {
		c.Line("axis", draw.Point{X: t.At, Y: f.bottom}, draw.Point{X: t.At, Y: f.bottom + 5*draw.Px})
		c.Text("faint", draw.Point{X: t.At, Y: f.bottom + 18*draw.Px}, draw.Middle, t.Text)
	}
	c.Line("axis", draw.Point{X: f.left, Y: f.bottom}, draw.Point{X: f.right, Y: f.bottom})
}

// actNames are the measures that are marked, as they are called on the page.
func actName(action string) string {
	switch truth.Text(action) {
	case truth.Alerted:
		return "alert"
	case truth.AddressBanned:
		return "addresses banned"
	case truth.AccountReset:
		return "accounts reset"
	}
	return ""
}

// drawMarks marks when the defender first took each measure.
func (s *Story) drawMarks(c *draw.Canvas, f frame, tx *draw.Scale, wide bool) {
	told := map[string]bool{}
	var names []string
	var at []int64
	for _, a := range s.Acts {
		name := actName(a.Action)
		if name == "" || told[name] || a.T < s.From || a.T > s.To {
			continue
		}
		told[name] = true
		if n := len(at); n > 0 && tx.At(float64(a.T))-tx.At(float64(at[n-1])) < 12*draw.Px {
			names[n-1] += ", " + name
			continue
		}
		names, at = append(names, name), append(at, a.T)
	}
	for i, t := range at {
		x := tx.At(float64(t))
		c.Line("mark", draw.Point{X: x, Y: f.top - 14*draw.Px}, draw.Point{X: x, Y: f.bottom})
		anchor := draw.End
		if x < (f.left+f.right)/2 {
			anchor = draw.Start
		}
		text := names[i]
		if !wide && len(at) > 1 {
			text = fmt.Sprint(i + 1)
		}
		c.Text("faint", draw.Point{X: x, Y: f.top - 18*draw.Px}, anchor, text)
	}
}

// names are those of curves, written at their ends.
type names struct {
	f     frame
	lines []line
	ends  []int // where each curve ends
	wide  bool
}

// apart is how far names lie from one another at least.
const apart = 30 * draw.Px

// heights puts each name near the end of its curve, and none over another.
func (n *names) heights() []int {
	order := make([]int, len(n.lines))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return n.ends[a] - n.ends[b] })
	y := make([]int, len(n.lines))
	for k, i := range order {
		y[i] = n.ends[i] + 4*draw.Px
		if k > 0 {
			y[i] = max(y[i], y[order[k-1]]+apart)
		}
	}
	for k := len(order) - 1; k >= 0; k-- { // none below the axis
		y[order[k]] = min(y[order[k]], n.f.bottom-14*draw.Px-(len(order)-1-k)*apart)
	}
	return y
}

func (n *names) draw(c *draw.Canvas) {
	y := n.heights()
	x := n.f.right + 8*draw.Px
	for i, l := range n.lines {
		persons := l.y[len(l.y)-1]
		first, second := cut(l.name, 24), grouped(persons)+" persons"
		if !n.wide {
			first, second = draw.Short(float64(persons)), cut(l.name, 8)
		}
		c.Text("strong "+l.class, draw.Point{X: x, Y: y[i]}, draw.Start, first)
		c.Text("faint", draw.Point{X: x, Y: y[i] + 14*draw.Px}, draw.Start, second)
	}
}

// cut shortens a text to so many letters.
func cut(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return text
}

// day and moment write a time as people of the place do.
func (s *Story) day(t int64) string {
	return time.UnixMicro(t).In(s.Scenario.Time.Location).Format("2 January 2006")
}

func (s *Story) moment(t int64) string {
	return time.UnixMicro(t).In(s.Scenario.Time.Location).Format("Mon 2 Jan 15:04")
}

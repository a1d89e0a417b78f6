package htmlreport

import (
	_ "embed"
	"html/template"
	"io"
	"strconv"

	"github.com/breachsim/breachsim/output/columns"
	"github.com/breachsim/breachsim/output/htmlreport/internal/draw"
)

//go:embed page.html
var pageText string

//go:embed style.css
var styleText string

// page is what the template fills in.
type page struct {
	Title    string
	Lead     string
	Facts    []string // one after the other, below the title
	Style    template.CSS
	Tiles    []tile
	Sections []section
	Zoom     *zoom // nil = nothing to zoom into
	Foot     string
}

// tile is a figure of the strip at the top.
type tile struct {
	Class string // of the detector; "" = none
	Name  string
	Value string
	Notes []string
	Harm  bool // it is about harm
}

// section is a part of the page with a heading.
type section struct {
	ID, Title, Lead string
	Key             []key
	Pictures        []picture
	Tables          []table
	Notes           []string
	Zooms           bool // its pictures can be zoomed into
}

// key says what a colour stands for.
type key struct{ Class, Text string }

// picture is drawn twice: for wide pages and for narrow ones.
type picture struct {
	Name         string // of its file, where it is one by itself
	Title        string // above it; "" = none
	Wide, Narrow template.HTML
	Small        bool // several beside each other; Narrow is not used
}

// table is what a picture shows, in figures.
type table struct {
	Caption string
	Head    []string
	Rows    [][]cell
	Open    bool // shown at once
}

// cell is a cell of a table.
type cell struct {
	Text  string
	Class string // how dark it is; "" = plain
	Right bool   // a number
}

// words are plain cells.
func words(list ...string) (row []cell) {
	for _, s := range list {
		row = append(row, cell{Text: s})
	}
	return row
}

// number is a cell with a number.
func number(text string) cell { return cell{Text: text, Right: true} }

// count writes 510000 as 510,000.
func count(n int) cell { return number(grouped(n)) }

func grouped(n int) string { return columns.Thousands(int64(n)) }

// percent is a share in whole per cent; nothing and all only where it is so.
func percent(share float64) string {
	switch {
	case share > 0 && share < 0.005:
		return "< 1 %"
	case share < 1 && share > 0.995:
		return "> 99 %"
	}
	return strconv.FormatFloat(100*share, 'f', 0, 64) + " %"
}

// drawn is a picture in both sizes.
func drawn(l draw.Label, draws func(c *draw.Canvas, wide bool), wide, narrow size) picture {
	p := picture{Name: l.ID}
	c := draw.New(wide.w, wide.h)
	draws(c, true)
	label := l
	label.ID += "-w"
	p.Wide = c.SVG("wide", label)
	c = draw.New(narrow.w, narrow.h)
	draws(c, false)
	label.ID = l.ID + "-n"
	p.Narrow = c.SVG("narrow", label)
	return p
}

// small is a picture that fits a narrow page as it is.
func small(title string, l draw.Label, s size, draws func(c *draw.Canvas)) picture {
	c := draw.New(s.w, s.h)
	draws(c)
	return picture{Name: l.ID, Title: title, Small: true, Wide: c.SVG("small", l)}
}

// size is that of a picture, in pixels.
type size struct{ w, h int }

// write fills the template.
func (p *page) write(w io.Writer) error {
	t, err := template.New("page").Parse(pageText)
	if err != nil {
		return err
	}
	p.Style = template.CSS(styleText)
	return t.Execute(w, p)
}

// class is that of the i-th detector.
func class(i int) string { return "d" + strconv.Itoa(i+1) }

// uPlot 1.6.32 (MIT, see uplot/LICENSE), as its npm package has it.
var (
	//go:embed uplot/uPlot.iife.min.js
	uplotText string
	//go:embed uplot/uPlot.min.css
	uplotStyle string
	//go:embed zoom.js
	zoomText string
)

// zoom lets a reader with scripts zoom into curves and read their values.
type zoom struct {
	Data             zoomData
	Library, Program template.JS
	Style            template.CSS
}

// zoomData is what the program draws.
type zoomData struct {
	Zone  string     `json:"zone"`
	At    []float64  `json:"at"` // seconds since 1970 UTC
	Lines []zoomLine `json:"lines"`
}

type zoomLine struct {
	Name   string `json:"name"`
	Colour string `json:"colour"` // a variable of the style sheet
	Y      []int  `json:"y"`
}

// newZoom prepares the program for curves over moments, which are microseconds since 1970 UTC.
func newZoom(zone string, at []int64, lines []zoomLine) *zoom {
	z := &zoom{Library: template.JS(uplotText), Program: template.JS(zoomText), Style: template.CSS(uplotStyle),
		Data: zoomData{Zone: zone, Lines: lines}}
	for _, t := range at {
		z.Data.At = append(z.Data.At, float64(t/1000)/1000)
	}
	return z
}

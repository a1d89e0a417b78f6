package htmlreport

import (
	_ "embed"
	"html/template"
)

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

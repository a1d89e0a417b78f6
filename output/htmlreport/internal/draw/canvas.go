package draw

import (
	"html"
	"html/template"
	"strconv"
	"strings"
)

// Px is tenths of a pixel.
const Px = 10

// Anchor is where a text stands at its place.
type Anchor string

// The anchors.
const (
	Start  Anchor = "start"
	Middle Anchor = "middle"
	End    Anchor = "end"
)

// Point is a place on a canvas, in tenths of a pixel from the upper left corner.
type Point struct{ X, Y int }

// Canvas collects the shapes of one picture. Sizes and places are tenths of a pixel.
type Canvas struct {
	W, H int
	b    []byte
}

// New is an empty canvas of so many pixels.
func New(w, h int) *Canvas { return &Canvas{W: w * Px, H: h * Px} }

// Line draws a straight line.
func (c *Canvas) Line(class string, from, to Point) {
	c.open("line", class)
	c.attr("x1", from.X)
	c.attr("y1", from.Y)
	c.attr("x2", to.X)
	c.attr("y2", to.Y)
	c.close()
}

// Rect fills a rectangle between two corners.
func (c *Canvas) Rect(class string, from, to Point) {
	c.RectSaying(class, from, to, "")
}

// RectSaying is Rect with a text that is shown to who points at it; "" = none.
func (c *Canvas) RectSaying(class string, from, to Point, text string) {
	c.open("rect", class)
	c.attr("x", min(from.X, to.X))
	c.attr("y", min(from.Y, to.Y))
	c.attr("width", max(from.X, to.X)-min(from.X, to.X))
	c.attr("height", max(from.Y, to.Y)-min(from.Y, to.Y))
	c.say("rect", text)
}

// Dot draws a disc, with a text that is shown to who points at it; "" = none.
func (c *Canvas) Dot(class string, at Point, radius int, text string) {
	c.open("circle", class)
	c.attr("cx", at.X)
	c.attr("cy", at.Y)
	c.attr("r", radius)
	c.say("circle", text)
}

// Text writes a text.
func (c *Canvas) Text(class string, at Point, anchor Anchor, text string) {
	c.open("text", class)
	c.attr("x", at.X)
	c.attr("y", at.Y)
	if anchor != Start {
		c.b = append(c.b, ` text-anchor="`...)
		c.b = append(c.b, anchor...)
		c.b = append(c.b, '"')
	}
	c.b = append(c.b, '>')
	c.b = append(c.b, html.EscapeString(text)...)
	c.b = append(c.b, "</text>\n"...)
}

// Steps draws a line through points that goes across first and up or down then.
func (c *Canvas) Steps(class string, points []Point) {
	if len(points) == 0 {
		return
	}
	c.open("path", class)
	c.b = append(c.b, ` d="`...)
	c.steps(points)
	c.b = append(c.b, `"/>`+"\n"...)
}

// Polyline draws straight lines from point to point.
func (c *Canvas) Polyline(class string, points []Point) { c.poly("polyline", class, points) }

// Polygon fills what lies within points.
func (c *Canvas) Polygon(class string, points []Point) { c.poly("polygon", class, points) }

func (c *Canvas) poly(name, class string, points []Point) {
	if len(points) == 0 {
		return
	}
	c.open(name, class)
	c.b = append(c.b, ` points="`...)
	for i, p := range points {
		if i > 0 {
			c.b = append(c.b, ' ')
		}
		c.b = appendPx(c.b, p.X)
		c.b = append(c.b, ',')
		c.b = appendPx(c.b, p.Y)
	}
	c.b = append(c.b, `"/>`+"\n"...)
}

// Between fills what lies between two lines of steps over the same places.
func (c *Canvas) Between(class string, upper, lower []Point) {
	if len(upper) == 0 || len(lower) == 0 {
		return
	}
	c.open("path", class)
	c.b = append(c.b, ` d="`...)
	c.steps(upper)
	last := lower[len(lower)-1]
	c.b = append(c.b, 'L')
	c.place(last)
	for i := len(lower) - 2; i >= 0; i-- { // back, so up or down first
		c.b = append(c.b, 'H')
		c.b = appendPx(c.b, lower[i+1].X)
		c.b = append(c.b, 'V')
		c.b = appendPx(c.b, lower[i].Y)
		c.b = append(c.b, 'H')
		c.b = appendPx(c.b, lower[i].X)
	}
	c.b = append(c.b, `Z"/>`+"\n"...)
}

func (c *Canvas) steps(points []Point) {
	c.b = append(c.b, 'M')
	c.place(points[0])
	for i := 1; i < len(points); i++ {
		p, before := points[i], points[i-1]
		if i+1 < len(points) && p.Y == before.Y {
			continue // straight on
		}
		if p.X != before.X || p.Y == before.Y {
			c.b = append(c.b, 'H')
			c.b = appendPx(c.b, p.X)
		}
		if p.Y != before.Y {
			c.b = append(c.b, 'V')
			c.b = appendPx(c.b, p.Y)
		}
	}
}

func (c *Canvas) place(p Point) {
	c.b = appendPx(c.b, p.X)
	c.b = append(c.b, ' ')
	c.b = appendPx(c.b, p.Y)
}

func (c *Canvas) open(name, class string) {
	c.b = append(c.b, '<')
	c.b = append(c.b, name...)
	c.b = append(c.b, ` class="`...)
	c.b = append(c.b, class...)
	c.b = append(c.b, '"')
}

func (c *Canvas) attr(name string, v int) {
	c.b = append(c.b, ' ')
	c.b = append(c.b, name...)
	c.b = append(c.b, `="`...)
	c.b = appendPx(c.b, v)
	c.b = append(c.b, '"')
}

// say ends an element, with a text for who points at it.
func (c *Canvas) say(name, text string) {
	if text == "" {
		c.close()
		return
	}
	c.b = append(c.b, "><title>"...)
	c.b = append(c.b, html.EscapeString(text)...)
	c.b = append(c.b, "</title></"...)
	c.b = append(c.b, name...)
	c.b = append(c.b, ">\n"...)
}

func (c *Canvas) close() { c.b = append(c.b, "/>\n"...) }

func appendPx(dst []byte, v int) []byte {
	if v < 0 {
		dst, v = append(dst, '-'), -v
	}
	dst = strconv.AppendInt(dst, int64(v/Px), 10)
	if v%Px != 0 {
		dst = append(dst, '.', byte('0'+v%Px))
	}
	return dst
}

// Label is what a picture is called and what it shows, for who cannot see it. The id must
// be its own on the page.
type Label struct{ ID, Title, About string }

// SVG is the picture as an element of a page.
func (c *Canvas) SVG(class string, l Label) template.HTML {
	b := []byte(`<svg class="`)
	b = append(b, class...)
	b = append(b, `" role="img" viewBox="0 0 `...)
	b = appendPx(b, c.W)
	b = append(b, ' ')
	b = appendPx(b, c.H)
	b = append(b, `" aria-labelledby="`...)
	b = append(b, l.ID+`-title `+l.ID+`-about">`...)
	b = append(b, `<title id="`+l.ID+`-title">`...)
	b = append(b, html.EscapeString(l.Title)...)
	b = append(b, `</title><desc id="`+l.ID+`-about">`...)
	b = append(b, html.EscapeString(l.About)...)
	b = append(b, "</desc>\n"...)
	b = append(b, c.b...)
	b = append(b, "</svg>"...)
	return template.HTML(b)
}

// Bar is an upright line from a place, up where its height is below zero.
type Bar struct{ X, Y, Height int }

// Bars draws bars of one width as one shape.
func (c *Canvas) Bars(class string, width int, list []Bar) {
	if len(list) == 0 {
		return
	}
	c.open("path", class)
	c.attr("stroke-width", width)
	c.b = append(c.b, ` d="`...)
	for _, bar := range list {
		c.b = append(c.b, 'M')
		c.place(Point{bar.X, bar.Y})
		c.b = append(c.b, 'v')
		c.b = appendPx(c.b, bar.Height)
	}
	c.b = append(c.b, `"/>`+"\n"...)
}

// Alone is a picture as a file of its own, with the style sheet of the page.
func Alone(svg template.HTML, style string) []byte {
	head, rest, _ := strings.Cut(string(svg), ">")
	return []byte(head + ` xmlns="http://www.w3.org/2000/svg"><style>` + style +
		"svg { background: var(--paper); }</style>" + rest + "\n")
}

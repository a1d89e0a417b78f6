package htmlreport

import (
	"fmt"
	"io"

	"github.com/breachsim/breachsim/output/htmlreport/internal/draw"
)

// foot stands at the end of every page.
const foot = "All of it is invented: persons, numbers, accounts, addresses and places. Made by breachsim; not " +
	"affiliated with or endorsed by Assurance Maladie."

// Write writes the page.
func (s *Story) Write(w io.Writer) error {
	m := s.Data.Manifest
	p := page{
		Title: s.Scenario.Title, Lead: s.Scenario.Summary,
		Facts: []string{m.Scenario, fmt.Sprintf("seed %d", m.Seed), scaleOf(m.Options),
			fmt.Sprintf("%s to %s", s.day(s.From), s.day(s.To-1)), s.worldName(), m.Tool},
		Tiles:    s.tiles(),
		Sections: s.sections(),
		Foot:     foot,
	}
	if lines := s.lines(); mostOf(lines) > 0 {
		var curves []zoomLine
		for _, l := range lines {
			curves = append(curves, zoomLine{l.name, l.class, l.y})
		}
		p.Zoom = newZoom(s.Scenario.Time.Location.String(), s.At[:], curves)
	}
	return p.write(w)
}

// sections are the parts of the page, from what matters most to what the data are.
func (s *Story) sections() []section {
	list := []section{s.exposure()}
	if s.Loop != nil {
		list = append(list, inLoop{s}.section())
	}
	list = append(list, s.lanes(), s.matrix(), s.multiples(), s.places(), s.ages())
	if s.Audit != nil {
		list = append(list, s.audits())
	}
	return append(list, s.card())
}

// Picture is a picture of the page as an SVG file of its own.
type Picture struct {
	Name string // such as exposure-curve
	SVG  []byte
}

// Pictures are those of the page, as wide as they are drawn there, in its order.
func (s *Story) Pictures() (list []Picture) {
	for _, x := range s.sections() {
		for _, p := range x.Pictures {
			list = append(list, Picture{p.Name, draw.Alone(p.Wide, styleText)})
		}
	}
	return list
}

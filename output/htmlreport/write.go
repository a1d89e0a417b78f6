package htmlreport

import (
	"fmt"
	"io"
)

// Write writes the page.
func (s *Story) Write(w io.Writer) error {
	m := s.Data.Manifest
	p := page{
		Title: s.Scenario.Title, Lead: s.Scenario.Summary,
		Facts: []string{m.Scenario, fmt.Sprintf("seed %d", m.Seed), scaleOf(m.Options),
			fmt.Sprintf("%s to %s", s.day(s.From), s.day(s.To-1)), s.worldName(), m.Tool},
		Tiles:    s.tiles(),
		Sections: []section{s.exposure(), s.lanes(), s.matrix(), s.multiples(), s.places(), s.ages()},
		Foot: "All of it is invented: persons, numbers, accounts, addresses and places. Made by breachsim; not " +
			"affiliated with or endorsed by Assurance Maladie.",
	}
	if s.Audit != nil {
		p.Sections = append(p.Sections, s.audits())
	}
	p.Sections = append(p.Sections, s.card())
	return p.write(w)
}

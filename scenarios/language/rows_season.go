package language

import (
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/quantity"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
)

// What changes in the course of a year or of a period.

func seasonRows() *schema.Group {
	return &schema.Group{Rows: []schema.Row{
		key("name", schema.Identifier(), func(s *scenarios.Season) any { return &s.Name },
			"Name of the season.").Needed("before-christmas"),
		key("from", schema.Moment(), func(s *scenarios.Season) any { return &s.From },
			"First day; a day whose noon is earlier is an ordinary one.").Needed("2021-12-13"),
		key("to", schema.Moment(), func(s *scenarios.Season) any { return &s.To },
			"First day that is an ordinary one again.").Needed("2021-12-25"),
		key("gain", schema.Factor(quantity.One, 10*quantity.One), func(s *scenarios.Season) any { return &s.Gain },
			"Demand on these days; 1.2 is a fifth more than usual.").Needed("1.2"),
		key("profiles", setOf(&schema.Enum{Words: profiles()}, int(scenarios.NumProfiles)),
			func(s *scenarios.Season) any { return &s.Profiles },
			"Classes of account that have it. Left out: all.").Like("[pharmacy, gp]"),
	}}
}

func closingRows() *schema.Group {
	return &schema.Group{Rows: []schema.Row{
		key("name", schema.Identifier(), func(c *scenarios.Closing) any { return &c.Name },
			"Name of the time; who is shut is drawn by it.").Needed("christmas"),
		key("from", schema.Moment(), func(c *scenarios.Closing) any { return &c.From },
			"First day on which they are shut; a day whose noon is earlier is an ordinary one.").Needed("2021-12-24"),
		key("to", schema.Moment(), func(c *scenarios.Closing) any { return &c.To },
			"First day on which they are open again.").Needed("2022-01-03"),
		key("share", schema.Share(1), func(c *scenarios.Closing) any { return &c.Share },
			"Share of the accounts.").Needed("0.4"),
		key("profiles", setOf(&schema.Enum{Words: profiles()}, int(scenarios.NumProfiles)),
			func(c *scenarios.Closing) any { return &c.Profiles },
			"Classes of account that they are of. Left out: all.").Like("[gp, other]"),
	}}
}

func newcomerRows() *schema.Group {
	return &schema.Group{Rows: []schema.Row{
		key("share", schema.Share(1), func(n *scenarios.Newcomers) any { return &n.Share },
			"Share of the accounts of each class that somebody works with.").Needed("0.05"),
		key("from", schema.Moment(), func(n *scenarios.Newcomers) any { return &n.From },
			"The first day on which one is opened.").Needed("2022-03-28"),
		key("over", schema.Duration(), func(n *scenarios.Newcomers) any { return &n.Over },
			"Days over which they are opened, whole days.").Or("1d"),
	}}
}

package language

import (
	"github.com/breachsim/breachsim/scenarios"
	"github.com/breachsim/breachsim/scenarios/internal/schema"
)

// sourceRows are the leaked file that a list comes from.
func sourceRows() *schema.Group {
	return &schema.Group{Rows: []schema.Row{
		key("laboratories", schema.Whole(1, 1000), func(s *scenarios.Source) any { return &s.Laboratories },
			"Laboratories whose patients stand in the file.").Needed("28"),
		key("departments", setOf(departmentCode(), 101), func(s *scenarios.Source) any { return &s.Departments },
			"Codes of the départements in which they lie, in quotes; where too few people live there, they lie in the "+
				"nearest others too. Left out: anywhere.").Like(`["56", "27"]`),
		key("rows", schema.Whole(1, scenarios.MaxPersons), func(s *scenarios.Source) any { return &s.Rows },
			"Rows of the file, one a number. Left out: as many as the campaign would look up.").Like("491840"),
		key("visits_from", schema.Moment(), func(s *scenarios.Source) any { return &s.From },
			"The earliest day on which a patient was last there.").Needed("2015-01-01"),
		key("visits_to", schema.Moment(), func(s *scenarios.Source) any { return &s.To },
			"The first day after the latest such day.").Needed("2020-11-01"),
		key("outdated", schema.Share(0), func(s *scenarios.Source) any { return &s.Outdated },
			"Share of rows whose telephone and address are no longer the person's.").Or("0.25").EvenZero(),
		key("wrong", schema.Share(0), func(s *scenarios.Source) any { return &s.Wrong },
			"Share of rows with a name or a date of birth that was taken down wrongly.").Or("0.02").EvenZero(),
	}}
}

// departmentCode is the code of a département, which YAML would read as a number
// without its quotes.
func departmentCode() schema.Kind {
	s := schema.Word("a département", `the code of a département, such as "56", "2A" or "971"`,
		`^(0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[12346])$`)
	s.Quoted = true
	return s
}

// relations are what a target is to the user of an account.
func relations() []schema.EnumWord {
	return []schema.EnumWord{
		word(scenarios.Relative, "Who lives with the user, and people of the user's surname nearby."),
		word(scenarios.Colleague, "Who works at the user's site, and lives near it."),
		word(scenarios.Neighbour, "Who lives next door, or in the same part of the town."),
		word(scenarios.Acquaintance, "Somebody of the user's age in the same département: a friend, a former partner."),
		word(scenarios.Famous, "One of forty people that everybody has heard of; each is looked up once."),
	}
}

// relationMix keeps the shares of relations in their order.
type relationMix struct{ *scenarios.Targets }

func (x relationMix) Take(v any) {
	for w, s := range shares(v, relations()) {
		r, _ := w.Value.(scenarios.Relation)
		x.Relations = append(x.Relations, scenarios.RelationShare{Relation: r, Share: s})
	}
}

func (x relationMix) Give() any {
	return mapping(x.Relations, func(r scenarios.RelationShare) (string, string) {
		return r.Relation.String(), r.Share.String()
	})
}

package generator

import (
	"iter"

	"github.com/breachsim/breachsim/generator/internal/leak"
	"github.com/breachsim/breachsim/generator/record"
)

// LeakedLists tells whether the scenario wants the leaked files written that its
// campaigns' lists come from.
func (p *Plan) LeakedLists() bool { return p.scenario.Output.LeakedList }

// LeakedList ranges over the rows of the leaked files that the campaigns' lists come
// from, in the order of the campaigns, whether or not these are played.
func (p *Plan) LeakedList() iter.Seq[record.LeakedRow] {
	return func(yield func(record.LeakedRow) bool) {
		people := p.NewPeople()
		for i := range p.leaked {
			f := &p.leaked[i]
			file := leak.File{
				Key: f.Key, Number: i + 1, List: f.List, Source: f.Source, Rows: f.Rows,
				Persons: p.persons.Len(), Refs: p.refs(),
			}
			for row := range file.Each(people.q) {
				if !yield(row) {
					return
				}
			}
		}
	}
}

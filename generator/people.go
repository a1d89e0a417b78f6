package generator

import (
	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/record"
)

// People reads insured persons as records. It belongs to one goroutine.
type People struct{ q *population.People }

// NewPeople returns a new reader.
func (p *Plan) NewPeople() *People {
	doctor := func(i uint32) string {
		rpps, _ := p.accounts.Doctor(i)
		return rpps
	}
	return &People{q: p.persons.People(p.refs(), doctor)}
}

// Person fills r with person i, 0 to [Plan.Persons]-1: civil status, rights
// and referring doctor, which the portal shows.
func (q *People) Person(i uint32, r *record.Person) { q.q.Record(i, r) }

// Contact fills c with what the portal never shows of person i.
func (q *People) Contact(i uint32, c *record.Contact) { q.q.Contact(i, c) }

// Fill fills r and c, of which one may be empty, with persons by rising index, in less
// time than one after the other; best is to ask for some dozens at a time. Texts are valid
// until the next call.
func (q *People) Fill(persons []uint32, r []record.Person, c []record.Contact) {
	q.q.Fill(persons, r, c)
}

// Persons returns the size of the insured population.
func (p *Plan) Persons() int { return p.persons.Len() }

package fidelity

import "github.com/breachsim/breachsim/generator/internal/population"

// sampleSize is how many persons a Card counts at most.
const sampleSize = 1_000_000

// Card counts a population and returns its lines, in a fixed order. A
// population of more than a million is sampled evenly.
func Card(p *population.Persons) []Line { return Sample(p, sampleSize) }

// Sample is Card from at most the given number of persons, evenly spread; the
// bounds follow from how many were counted.
func Sample(p *population.Persons, most int) []Line {
	c := count(p, uint32(max(most, 1)))
	lines := c.civil()
	lines = append(lines, c.illness()...)
	lines = append(lines, c.cover()...)
	lines = append(lines, c.doctors()...)
	return append(lines, c.home.lines()...)
}

package residence

import (
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/random"
)

const (
	// Ages counts the years of age told apart, 0 to 109; the published 99 and
	// over is spread over the last eleven.
	Ages = 110
	// Cells counts (age, sex): cell 2·age for men, 2·age+1 for women.
	Cells = 2 * Ages
	// Centenarian is the first cell of those aged 100, who share their two-digit
	// year with the newborn.
	Centenarian = 200
	// HolderAge is the age from which a person has a look-up of their own.
	HolderAge = 16
)

const depts = facts.DepartmentCount

// Streams of the draws about residence. Their numbers are part of the output and
// belong to the first hundred, of which package population keeps the list.
const (
	streamPyramid  random.Stream = 100 // phase of a department's ages and sexes
	streamResident random.Stream = 101 // order of persons inside a department
)

// Spot is a person's place in the tables: rank inside the cell of a department.
type Spot struct {
	Rank uint32
	Dept uint8
	Cell uint8
}

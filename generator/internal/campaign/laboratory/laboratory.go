// Package laboratory places the medical laboratories whose patients stand in a leaked
// file.
//
// It stands below targets, which takes the persons of a list from their surroundings,
// and below leak, which writes the file. The laboratories lie in the départements that
// the scenario names; where too few people live there, in the nearest others too. Each
// has the people around it, no two the same ones:
//
//	the area: persons of the départements, one after the other
//	│     ████████      │  ██████████████  │       ████       │ …
//	      laboratory 0        laboratory 1         laboratory 2
//
// It is pure: the places follow from the key, the persons and the scenario.
package laboratory

import (
	"cmp"
	"slices"
	"sort"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/geo"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// Covered is the share of the persons around a laboratory who stand in its file, in
// millionths: assumed.
const Covered = 350_000

// sigma is the spread of the sizes of laboratories, 16 binary places: 0.5, assumed.
const sigma = random.One / 2

// Persons says where the persons of a population live.
type Persons interface {
	Len() int
	// DeptRange is the range [from, to) of the persons of a département.
	DeptRange(d uint8) (from, to uint32)
	// Dept is the département of a person.
	Dept(i uint32) uint8
}

// Places are the laboratories and the people around them. They are read-only and safe
// for concurrent use.
type Places struct {
	persons Persons
	before  map[uint8]int64 // persons of the area before each of its départements
	list    []place
	depts   []uint8
}

// place is one laboratory: its people are those of the area from one place on up to
// another.
type place struct{ from, to int64 }

// New places the laboratories of a source among the persons so that people live around
// them, as far as there are so many.
func New(key random.Key, persons Persons, source *scenarios.Source, people int) *Places {
	p := &Places{persons: persons, before: map[uint8]int64{}}
	need := min(int64(people), int64(persons.Len()))
	area := int64(0)
	for _, d := range order(source) {
		if area >= need*11/10 && len(p.depts) >= len(source.Departments) {
			break
		}
		from, to := persons.DeptRange(d)
		p.before[d] = area
		p.depts = append(p.depts, d)
		area += int64(to - from)
	}
	p.spread(key, int64(source.Laboratories), min(need, area))
	return p
}

// order lists the départements of a source, then the others by their distance from the
// first; all of them in their own order where the source names none.
func order(source *scenarios.Source) (out []uint8) {
	named := map[uint8]bool{}
	for _, code := range source.Departments {
		if d, ok := facts.DepartmentIndex(code); ok && !named[d] {
			out, named[d] = append(out, d), true
		}
	}
	first := len(out)
	for d := range uint8(facts.DepartmentCount) {
		if !named[d] {
			out = append(out, d)
		}
	}
	if first > 0 {
		slices.SortStableFunc(out[first:], func(a, b uint8) int {
			return cmp.Compare(geo.Distance(out[0], a), geo.Distance(out[0], b))
		})
	}
	return out
}

// spread divides the area evenly among n laboratories and gives each a part of its
// piece, of unequal sizes that come to as many people as are needed.
func (p *Places) spread(key random.Key, n, need int64) {
	area := p.size()
	weights, sizes := make([]int64, n), make([]int64, n)
	for i := range weights {
		r := key.At(uint64(i)).Rand()
		weights[i] = r.LogNormal(1_000, sigma)
	}
	piece := func(i int64) (from, to int64) { return area * i / n, area * (i + 1) / n }
	for left := need; left > 0; { // whoever has the whole piece leaves the rest to the others
		sum := int64(0)
		for i := range n {
			if from, to := piece(i); sizes[i] < to-from {
				sum += weights[i]
			}
		}
		if sum == 0 {
			break
		}
		given := int64(0)
		for i := range n {
			from, to := piece(i)
			if sizes[i] == to-from {
				continue
			}
			more := min(max(left*weights[i]/sum, 1), to-from-sizes[i], left-given)
			sizes[i], given = sizes[i]+more, given+more
		}
		left -= given
	}
	for i := range n {
		from, to := piece(i)
		at := from + (to-from-sizes[i])/2
		p.list = append(p.list, place{at, at + sizes[i]})
	}
}

// size is how many persons live in the area.
func (p *Places) size() int64 {
	if len(p.depts) == 0 {
		return 0
	}
	last := p.depts[len(p.depts)-1]
	from, to := p.persons.DeptRange(last)
	return p.before[last] + int64(to-from)
}

// Len is the number of laboratories.
func (p *Places) Len() int { return len(p.list) }

// Of returns the laboratory around which a person lives, from 0; ok is false where the
// person lives around none.
func (p *Places) Of(i uint32) (lab int, ok bool) {
	d := p.persons.Dept(i)
	before, in := p.before[d]
	if !in {
		return 0, false
	}
	from, _ := p.persons.DeptRange(d)
	at := before + int64(i-from)
	lab = sort.Search(len(p.list), func(n int) bool { return p.list[n].to > at })
	return lab, lab < len(p.list) && p.list[lab].from <= at
}

// Each visits the persons around a laboratory.
func (p *Places) Each(lab int, visit func(i uint32)) {
	x := p.list[lab]
	for _, d := range p.depts {
		from, to := p.persons.DeptRange(d)
		first, last := max(x.from-p.before[d], 0), min(x.to-p.before[d], int64(to-from))
		for at := first; at < last; at++ {
			visit(from + uint32(at))
		}
	}
}

// Dept is the département in which a laboratory lies.
func (p *Places) Dept(lab int) uint8 {
	middle := (p.list[lab].from + p.list[lab].to) / 2
	for k := len(p.depts) - 1; k > 0; k-- {
		if p.before[p.depts[k]] <= middle {
			return p.depts[k]
		}
	}
	return p.depts[0]
}

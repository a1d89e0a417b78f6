package population

import (
	"sync"

	"breachsim/generator/facts"
	"breachsim/generator/internal/random"
)

// Places with invented names. A department has as many communes as the real
// one (Paris: its twenty arrondissements), of very unequal size. Each is a
// contiguous range of the department's persons, so that persons with
// neighbouring indices live near each other; children live with their mother,
// and a man who has a partner lives with her.

// geoKey orders the names of communes. It is no draw of the simulation: places
// keep their names whatever the seed.
const geoKey random.Key = 0x6f6d6d756e65

// communeLadders holds, per department, where each commune begins as a
// cumulative share.
var communeLadders = sync.OnceValue(func() *[depts][]uint32 {
	var out [depts][]uint32
	for d, dep := range facts.Departments() {
		n := dep.Communes
		if dep.Code == "75" {
			n = 20
		}
		order := newShuffle(geoKey.At(uint64(d)), uint32(n))
		weights := make([]uint64, n)
		for rank := range n {
			// Zipf's law, flattened at the top: the largest of 350 communes
			// holds about a tenth of the department.
			weights[order.At(uint32(rank))] = 1_000_000 / uint64(rank+2)
		}
		out[d] = cumulate(make([]uint32, 0, n+1), weights)
	}
	return &out
})

// Communes returns the number of communes of a department.
func Communes(d uint8) int { return len(communeLadders()[d]) - 1 }

// CommuneName returns the invented name of commune c of a department.
func CommuneName(d uint8, c int) string { return communeNames()[d][c] }

// communeNames holds the names of the communes of each department.
var communeNames = sync.OnceValue(func() *[depts][]string {
	var out [depts][]string
	for d := range out {
		out[d] = make([]string, Communes(uint8(d)))
		for c := range out[d] {
			out[d][c] = string(appendCommune(nil, uint8(d), uint32(c)))
		}
	}
	return &out
})

// Commune returns the commune in which person i lives, below Communes(Dept(i)).
// Couples live in one commune.
func (p *Persons) Commune(i uint32) int {
	s := p.subject(i)
	return p.communeOf(s.home)
}

// communeOf returns the commune of the person by whom a home is placed.
func (p *Persons) communeOf(holder uint32) int {
	d := p.Dept(holder)
	from, to := p.DeptRange(d)
	ladder := communeLadders()[d]
	share := cutShare(to-from, holder-from, 0)
	lo, hi := 0, len(ladder)-1
	for lo+1 < hi {
		if m := (lo + hi) / 2; share >= ladder[m] {
			lo = m
		} else {
			hi = m
		}
	}
	return lo
}

// communePairs is the number of names that a department chooses from, before
// what may follow them; twice the communes of any department.
const communePairs = len(communeStems) * len(communeEndings)

// appendCommune appends the name of commune c of a department; columns of
// birth count as departments here, and their places count from the end.
func appendCommune(dst []byte, d uint8, c uint32) []byte {
	k := geoKey.At(uint64(d)).At(orderOfNames)
	order := newShuffle(k, uint32(communePairs))
	form := communeForms[k.At(uint64(c)).Below(uint64(len(communeForms)))]
	if form == "*" {
		dst, form = append(dst, "Saint-"...), ""
	}
	x := int(order.At(c))
	dst = append(dst, communeStems[x/len(communeEndings)]...)
	dst = append(dst, communeEndings[x%len(communeEndings)]...)
	return append(dst, form...)
}

// appendBirthplace appends the invented name of the place that stands behind a
// code of a column of birth.
func appendBirthplace(dst []byte, col uint8, code uint16) []byte {
	if col < colAbroad {
		return appendCommune(dst, col, uint32(communePairs)-1-uint32(code%100))
	}
	g := int(col) - colAbroad
	starts, ends := foreignStarts[g], foreignEnds[g]
	j := int(code - countryBlocks[g][0])
	dst = append(dst, starts[j%len(starts)]...)
	dst = append(dst, ends[(j/len(starts)+j)%len(ends)]...)
	dst = append(dst, " ("...)
	dst = append(dst, originLabels[g]...)
	return append(dst, ')')
}

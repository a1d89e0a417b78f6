package geo

import (
	"sync"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/chain"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// Places with invented names. A department has as many communes as the real
// one (Paris: its twenty arrondissements), of very unequal size. Each is a
// contiguous range of the department's persons, so that persons with
// neighbouring indices live near each other; children live with their mother,
// and a man who has a partner lives with her.

const depts = facts.DepartmentCount

// Key orders the names of communes. It is no draw of the simulation: places keep
// their names whatever the seed. Package names and package rights draw by it too,
// what is the same for every seed: the former has the draws from 1<<32 on, and the
// latter those of pairs (department, commune).
const Key random.Key = 0x6f6d6d756e65

// communeLadders holds, per department, where each commune begins as a
// cumulative share.
var communeLadders = sync.OnceValue(func() *[depts][]uint32 {
	var out [depts][]uint32
	for d, dep := range facts.Departments() {
		n := dep.Communes
		if dep.Code == "75" {
			n = 20
		}
		order := chain.NewShuffle(Key.At(uint64(d)), uint32(n))
		weights := make([]uint64, n)
		for rank := range n {
			// Zipf's law, flattened at the top: the largest of 350 communes
			// holds about a tenth of the department.
			weights[order.At(uint32(rank))] = 1_000_000 / uint64(rank+2)
		}
		out[d] = chain.Cumulate(make([]uint32, 0, n+1), weights)
	}
	return &out
})

// Communes returns the number of communes of a department.
func Communes(d uint8) int { return len(communeLadders()[d]) - 1 }

// ShareBits is the number of binary places of a position among a department's
// persons.
const ShareBits = chain.CutBits

// CommuneAt returns the commune at a position of a department's persons, as a
// share of 1<<ShareBits.
func CommuneAt(d uint8, share uint32) int {
	ladder := communeLadders()[d]
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

// CommuneEnd returns the position at which commune c of a department ends.
func CommuneEnd(d uint8, c int) uint32 { return communeLadders()[d][c+1] }

// CommuneName returns the invented name of commune c of a department.
func CommuneName(d uint8, c int) string { return communeNames()[d][c] }

// communeNames holds the names of the communes of each department.
var communeNames = sync.OnceValue(func() *[depts][]string {
	var out [depts][]string
	for d := range out {
		out[d] = make([]string, Communes(uint8(d)))
		for c := range out[d] {
			out[d][c] = string(AppendCommune(nil, uint8(d), uint32(c)))
		}
	}
	return &out
})

// CommunePairs is the number of names that a department chooses from, before
// what may follow them; twice the communes of any department.
const CommunePairs = len(communeStems) * len(communeEndings)

// AppendCommune appends the name of commune c of a department; columns of
// birth count as departments here, and their places count from the end.
func AppendCommune(dst []byte, d uint8, c uint32) []byte {
	k := Key.At(uint64(d)).At(orderOfNames)
	order := chain.NewShuffle(k, uint32(CommunePairs))
	form := communeForms[k.At(uint64(c)).Below(uint64(len(communeForms)))]
	if form == "*" {
		dst, form = append(dst, "Saint-"...), ""
	}
	x := int(order.At(c))
	dst = append(dst, communeStems[x/len(communeEndings)]...)
	dst = append(dst, communeEndings[x%len(communeEndings)]...)
	return append(dst, form...)
}

// orderOfNames, under a department: the order and forms of its communes' names.
const orderOfNames = 1

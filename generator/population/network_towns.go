package population

import (
	"slices"
	"sync"

	"breachsim/generator/facts"
)

// townsOf says which communes of a département have places of their own in
// the map of networks. As in real address tables, the small ones are said to
// be in a larger one.
type townsOf struct {
	main [numTowns]uint16 // the largest communes, largest first
	of   []uint8          // by commune: the town that stands for it
}

// towns lists the towns of all départements. They are the same in every world.
var towns = sync.OnceValue(func() *[depts]townsOf {
	var out [depts]townsOf
	for d := range facts.Departments() {
		ladder := communeLadders()[d]
		order := make([]uint16, len(ladder)-1)
		for c := range order {
			order[c] = uint16(c)
		}
		slices.SortStableFunc(order, func(a, b uint16) int {
			return int(int64(ladder[b+1]-ladder[b]) - int64(ladder[a+1]-ladder[a]))
		})
		out[d].of = make([]uint8, len(order))
		for rank, c := range order {
			out[d].of[c] = uint8(rank % numTowns)
		}
		copy(out[d].main[:], order)
	}
	return &out
})

// communeAt returns the commune at a position of a département's persons, a
// share of 2^32.
func communeAt(d uint8, share uint32) uint16 {
	ladder := communeLadders()[d]
	c, found := slices.BinarySearch(ladder[:len(ladder)-1], share>>(32-cutBits))
	if !found {
		c--
	}
	return uint16(c)
}

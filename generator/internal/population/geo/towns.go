package geo

import (
	"slices"
	"sync"

	"github.com/breachsim/breachsim/generator/facts"
)

// Towns is the number of towns of a département: its communes that have a place of
// their own in the map of networks.
const Towns = 8

// townsOf says which communes of a département have places of their own in
// the map of networks. As in real address tables, the small ones are said to
// be in a larger one.
type townsOf struct {
	main [Towns]uint16 // the largest communes, largest first
	of   []uint8       // by commune: the town that stands for it
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
			out[d].of[c] = uint8(rank % Towns)
		}
		copy(out[d].main[:], order)
	}
	return &out
})

// Town returns the commune after which a town of a département is named: the
// largest first.
func Town(d uint8, town int) int { return int(towns()[d].main[town]) }

// TownOf returns the town that stands for a commune.
func TownOf(d uint8, commune uint16) uint8 { return towns()[d].of[commune] }

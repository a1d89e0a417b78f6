package habit

import (
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/geo"
	"github.com/breachsim/breachsim/generator/internal/random"
)

const depts = facts.DepartmentCount

// catchment is where those come from who live in another département than an
// account's: neighbours, who work, shop or were born on this side of the border,
// and visitors from anywhere. Neighbours follow a law of gravity, their number over
// the fourth power of the distance (assumed; it leaves one in ten to départements
// that do not touch); visitors follow the number of inhabitants, with a little more
// from nearby.
type catchment struct{ neighbours, visitors [depts]random.Ladder }

func newCatchment() *catchment {
	c := new(catchment)
	for d := range uint8(depts) {
		var near, far [depts]uint64
		for e, dep := range facts.Departments() {
			if uint8(e) == d {
				continue
			}
			x := uint64(geo.Distance(d, uint8(e))) // 10,000 is some 110 kilometres
			near[e] = uint64(dep.Population)<<24/((x+400)*(x+400)) + 1
			far[e] = uint64(dep.Population) << 16 / (x + 60_000)
		}
		c.neighbours[d], c.visitors[d] = random.NewLadder(near[:]), random.NewLadder(far[:])
	}
	return c
}

// neighbour draws the département of a neighbour of d.
func (c *catchment) neighbour(d uint8, draw *random.Rand) uint8 {
	return uint8(c.neighbours[d].Pick(uint32(draw.Uint64() >> 32)))
}

// visitor draws the département of somebody who is in d for a time.
func (c *catchment) visitor(d uint8, draw *random.Rand) uint8 {
	return uint8(c.visitors[d].Pick(uint32(draw.Uint64() >> 32)))
}

package network

import (
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/geo"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

const feb14 = 19_037 // 2022-02-14

// testLines connects accounts of an ordinary mix of profiles. In each block of
// eight about half work at one site of their own; one in a hundred is a desk of a
// hospital.
func testLines(n int) *Lines { return linesOf(n, true) }

// linesOf is testLines for a portal with IPv6 or without.
func linesOf(n int, ipv6 bool) *Lines {
	mix := [...]scenarios.Profile{
		scenarios.GP, scenarios.Pharmacy, scenarios.Nurse, scenarios.Other, scenarios.GP, scenarios.Pharmacy, scenarios.Nurse,
		scenarios.Other, scenarios.GP, scenarios.Pharmacy,
	}
	weights := make([]uint64, depts)
	for d, dep := range facts.Departments() {
		weights[d] = uint64(dep.Population)
	}
	where := random.NewAlias(weights)
	s := NewSetup(random.New(7), n, ipv6)
	for k := range uint32(n) {
		r := random.New(4).At(uint64(k)).Rand()
		c := Customer{Profile: mix[r.Below(uint64(len(mix)))]}
		switch block := k >> 3 << 4; {
		case r.Chance(10_000):
			c.Profile, c.Site, c.Hospital = scenarios.HospitalDesk, k>>10<<11+10, true
		case r.Chance(450_000):
			c.Site = block + 8
		default:
			c.Site, c.Alone = block+k&7, true
		}
		at := random.New(9).At(uint64(c.Site)).Rand()
		c.Dept = uint8(where.Pick(at.Uint64()))
		c.Town = geo.TownOf(c.Dept, uint16(at.Below(uint64(geo.Communes(c.Dept)))))
		s.Connect(&c)
	}
	return s.Lines()
}

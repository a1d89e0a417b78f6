package network

import (
	"iter"
	"sort"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/population/geo"
)

// Where an address is said to be is where its provider uses its pool, and that is
// not where the customer lives: pools serve several towns, now and then those of
// the next département, and carriers let telephones out in a few large cities. So
// an account whose lease ends seems to move.
//
//	site ─► lease ─► the same number in a pool of the town, of another town of the
//	                 département, or of the département beside it ─► place
//
// For one number the pools are exchanged alike for all towns, so no two sites ever
// meet on an address.

// Shares of leases by provider of the grid, in 1/65536, whose pool serves another
// town: databases place about two thirds of French addresses in the right city
// (assumed after the accuracy figures that their makers publish, 50 km); lines of
// copper are pooled by larger areas.
var otherTown = [numFixed]uint64{19_700, 22_900, 26_200, 36_000, 32_800}

// besideShare is the share of leases whose pool serves the département beside, in
// 1/65536 (assumed).
const besideShare = 5_200

// poolAt returns the town whose pool has a number of a line.
func (n *Map) poolAt(line *Line, number uint32) (dept, town uint8) {
	grid := line.grid()
	u := n.key.At2(poolOfNumber, uint64(grid)<<32|uint64(number)).Uint64()
	dept, town = line.dept, line.town
	if u&0xffff < otherTown[grid] {
		town = uint8((uint64(town) + 1 + u>>16%(geo.Towns-1)) % geo.Towns)
	}
	if u>>48 < besideShare {
		dept = n.beside[dept]
	}
	return dept, town
}

// Find returns the autonomous system and the place of an address, as the indices of
// the catalog. ok is false where no block of the map has it.
func (n *Map) Find(addr event.Addr) (net, place uint16, ok bool) {
	before := func(i int) bool {
		b := n.blocks[i].addr
		return addr.Hi < b.Hi || addr.Hi == b.Hi && addr.Lo < b.Lo
	}
	i := sort.Search(len(n.blocks), before) - 1
	if i < 0 || !n.blocks[i].has(addr) {
		return 0, 0, false
	}
	return n.blocks[i].net, n.blocks[i].place, true
}

// has reports whether an address is in the block.
func (b *netBlock) has(addr event.Addr) bool {
	if b.addr.Is4() {
		return addr.Is4() && (addr.Lo^b.addr.Lo)>>(32-b.bits) == 0
	}
	return !addr.Is4() && (addr.Hi^b.addr.Hi)>>(64-b.bits) == 0
}

// linkPairs joins each département of the mainland with one near it: of those that
// are left, the first takes the nearest.
func (n *Map) linkPairs() {
	n.beside = make([]uint8, depts)
	for d := range n.beside {
		n.beside[d] = uint8(d)
	}
	for d := range uint8(depts) {
		if n.beside[d] != d || n.overseas(d) {
			continue
		}
		best := int64(1) << 62
		for e := d + 1; e < depts; e++ {
			if dist := geo.Distance(d, e); n.beside[e] == e && !n.overseas(e) && dist < best {
				best, n.beside[d] = dist, e
			}
		}
		n.beside[n.beside[d]] = d
	}
}

// overseas reports whether a département leaves by a gateway overseas.
func (n *Map) overseas(dept uint8) bool { return n.gateway[dept] >= firstIslandGateway }

// Shares of a telephone's days by gateway, in 1/65536 (assumed): the others are at
// any gateway of the mainland.
const (
	ownGateway  = 42_600
	mainGateway = 9_800 // Paris
)

// exitOf returns the gateway by which a telephone of a département leaves on a day,
// as the day's draw u has it.
func (n *Map) exitOf(dept uint8, u uint64) int {
	switch way := u >> 8 & 0xffff; {
	case n.overseas(dept) || way < ownGateway:
		return int(n.gateway[dept])
	case way < ownGateway+mainGateway:
		return 0
	}
	return int(u >> 48 % firstIslandGateway)
}

// Places lists where the addresses of account k's fixed lines are said to be, over
// all their leases; the places of carriers and providers belong to every world.
func (l *Lines) Places(k uint32) iter.Seq[uint16] {
	return func(yield func(uint16) bool) {
		line := &l.list[k]
		if !yield(townPlace(line.dept, int(line.town))) {
			return
		}
		for _, line := range l.linesOf(k) {
			for lease := range uint32(leasesPerSite) {
				if _, place := l.lineAddress(line, lease); !yield(place) {
					return
				}
			}
			if line.v6 && !yield(line.place) {
				return
			}
		}
	}
}

// linesOf lists the fixed lines of an account: that of the site, and a second one.
func (l *Lines) linesOf(k uint32) [2]*Line {
	line := &l.list[k]
	if line.second == 0 {
		return [2]*Line{line, line}
	}
	return [2]*Line{line, &l.seconds[line.second-1]}
}

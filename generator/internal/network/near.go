package network

import (
	"iter"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/population/geo"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// Zone numbers the places that count as near each other for a kind of network:
// départements for lines of households, the regions of a gateway for mobile
// carriers. Other kinds are near nobody: ok is false.
func (n *Map) Zone(kind scenarios.NetworkKind, dept uint8) (zone uint8, ok bool) {
	switch kind {
	case scenarios.ResidentialProxy:
		return dept, true
	case scenarios.MobileCGNAT:
		return n.gateway[dept], true
	}
	return 0, false
}

// HostingNear is [Map.Hosting] for the addresses of one zone: distinct
// for distinct i below the zone's number of addresses, 20,480 lines of a
// département and 192 addresses of a gateway, and over again beyond it.
func (n *Map) HostingNear(kind scenarios.NetworkKind, zone uint8, key random.Key, i int) (event.Addr, uint16, uint16) {
	p, use, _ := poolOf(kind)
	blocks := uint64(numCarriers)
	if kind == scenarios.ResidentialProxy {
		blocks = numFixed * geo.Towns
	}
	perm := random.NewPerm(key.Stream(stHosting).At(zonesOrder+uint64(zone)), blocks*use)
	x := perm.At(uint64(i) % perm.Len())
	b := n.nearBlock(p, zone, int(x/use))
	bits := 32 - b.bits
	host := uint32(1)<<bits - 1 - uint32(x%use)
	return event.V4(uint32(b.addr.Lo) | n.scatter(uint32(b.addr.Lo), host, bits)), b.net, b.place
}

// nearBlock is block i of a zone.
func (n *Map) nearBlock(p poolKind, zone uint8, i int) *netBlock {
	if p == mobilePool {
		return &n.blocks[n.firstNAT+i*len(gatewayDepts)+int(zone)]
	}
	grid, town := i/geo.Towns, i%geo.Towns
	return &n.blocks[(grid*depts+int(zone))*geo.Towns+town] // the grid comes first
}

// Serves reports whether an address of an autonomous system (index into
// Catalog.Networks) can be one of a campaign's kind of network.
func (n *Map) Serves(kind scenarios.NetworkKind, net uint16) bool {
	switch kind {
	case scenarios.ResidentialProxy:
		return net >= netFixed && net < netFixed+numFixed
	case scenarios.MobileCGNAT:
		return net >= netMobile && net <= netIslands
	case scenarios.VPN:
		return net >= netVPN && net < netVPN+numVPN
	}
	return false
}

// Providers lists the autonomous systems (indices into Catalog.Networks) of providers of fixed
// lines in the country.
func (n *Map) Providers() iter.Seq[uint16] {
	return func(yield func(uint16) bool) {
		for i := range uint16(numFixed) {
			if !yield(netFixed + i) {
				return
			}
		}
	}
}

// CountryOf returns the country of a place, index into Catalog.Places.
func (n *Map) CountryOf(place uint16) string { return n.places[place].Country }

package network

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/population/geo"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// NewMap draws the map that the key names. Blocks, owners and towns are
// always the same; the key says where the towns lie and how each block's
// addresses are shuffled.
func NewMap(key random.Key) *Map {
	n := &Map{key: key.Stream(stNetworks)}
	n.drawPlaces()
	n.linkGateways()
	n.linkPairs()
	n.addGrid()
	n.addMobile()
	n.addHosting()
	n.addVPN()
	n.addRelays()
	n.addAbroad()
	n.addOutside()
	n.addIPv6()
	n.sortPools()
	return n
}

// addGrid lays out the fixed lines.
func (n *Map) addGrid() {
	kinds := [numGrids]blockKind{fibreBlock, fibreBlock, fibreBlock, dslBlock, dslBlock, hospitalBlock}
	for grid := range numGrids {
		n.fixed[grid] = uint16(netFixed + grid)
		for d := range depts {
			for t := range geo.Towns {
				b := netBlock{addr: event.V4(cellAt(grid, uint8(d), t)), bits: 32 - cellBits,
					kind: kinds[grid], net: n.fixed[grid], place: townPlace(uint8(d), t)}
				n.add(b)
				if grid < numFixed {
					n.pools[homePool] = append(n.pools[homePool], b)
				}
			}
		}
	}
}

// addMobile lays out the gateways of the carriers. Overseas one carrier
// serves each of the three places.
func (n *Map) addMobile() {
	n.firstNAT = len(n.blocks)
	for c := range numCarriers {
		for g, dept := range gatewayDepts {
			net := uint16(netMobile + c)
			if g >= firstIslandGateway {
				net = netIslands
			}
			n.addPool(mobilePool, netBlock{addr: event.V4(natAt(c, uint8(g))), bits: 32 - natBits,
				kind: mobileBlock, net: net, place: townPlace(dept, 0)})
		}
	}
}

// addHosting lays out the hosting providers.
func (n *Map) addHosting() {
	i := uint32(0)
	for p, sites := range hostingSites {
		for j, s := range sites {
			place := n.placeOf(s, p+j)
			n.addPool(hostingPool, netBlock{addr: event.V4(247<<24 | i<<poolBits4), bits: 32 - poolBits4,
				kind: hostingBlock, net: uint16(netHosting + p), place: place})
			i++
		}
	}
}

// addVPN lays out the VPN providers: each has one pool of exits a country.
func (n *Map) addVPN() {
	n.firstVPN = len(n.blocks)
	for p := range numVPN {
		for i := range vpnCountries {
			n.addPool(vpnPool, netBlock{addr: event.V4(vpnAt(p, i)), bits: 32 - exitBits,
				kind: vpnBlock, net: uint16(netVPN + p), place: n.placeOf(vpnCountries[i], p)})
		}
	}
}

// addRelays lays out the anonymity network.
func (n *Map) addRelays() {
	for i, c := range []string{"DE", "NL", "US", "FR:67", "CH", "RO", "GB", "LU"} {
		n.addPool(relayPool, netBlock{addr: event.V4(249<<24 | uint32(i)<<exitBits), bits: 32 - exitBits,
			kind: relayBlock, net: netRelay, place: n.placeOf(c, i)})
	}
}

// addAbroad lays out the fixed lines abroad.
func (n *Map) addAbroad() {
	for c := range netCountries {
		for city := range numCities {
			i := uint32(c*numCities + city)
			n.addPool(homePool, netBlock{addr: event.V4(250<<24 | i<<cellBits), bits: 32 - cellBits,
				kind: abroadBlock, net: uint16(netAbroad + netCountries[c].home), place: abroadPlace(c, city)})
		}
	}
}

func (n *Map) addIPv6() {
	for grid := range v6Providers {
		for d := range depts {
			for t := range geo.Towns {
				n.add(netBlock{addr: event.Addr{Hi: cell6At(grid, uint8(d), t)}, bits: 36,
					kind: fibreBlock, net: n.fixed[grid], place: townPlace(uint8(d), t)})
			}
		}
	}
}

// Where the blocks of the background lie: households in 251/8, one /18 for each of the
// larger providers and gateway département; servers in 252/8, one /20 for each site of
// a hosting provider beside the one that it has in 247/8.
const (
	outsideHomes   = 251
	outsideServers = 252
	outsideLines   = 3 // providers of fixed lines
)

// addOutside lays out the blocks of machines that only the background has. Lines
// abroad have none of their own: campaigns take the upper halves of theirs.
func (n *Map) addOutside() {
	n.outside[Abroad] = n.blocks[len(n.blocks)-len(netCountries)*numCities:]
	from := len(n.blocks)
	for grid := range outsideLines {
		for g, dept := range gatewayDepts {
			i := uint32(grid*len(gatewayDepts) + g)
			n.add(netBlock{addr: event.V4(outsideHomes<<24 | i<<cellBits), bits: 32 - cellBits,
				kind: householdBlock, net: n.fixed[grid], place: townPlace(dept, 0)})
		}
	}
	n.outside[Homes] = n.blocks[from:]
	from = len(n.blocks)
	i := uint32(0)
	for p, sites := range hostingSites {
		for j, s := range sites {
			n.add(netBlock{addr: event.V4(outsideServers<<24 | i<<poolBits4), bits: 32 - poolBits4,
				kind: hostingBlock, net: uint16(netHosting + p), place: n.placeOf(s, p+j)})
			i++
		}
	}
	n.outside[Servers] = n.blocks[from:]
}

package network

import (
	"breachsim/generator/event"
	"breachsim/generator/population/geo"
)

// asText is one autonomous system of the plan.
type asText struct {
	number uint32
	org    string // invented
}

// asList holds the autonomous systems: the 32 numbers of RFC 5398, each once.
// Index + 1 is the index into Catalog.Networks.
var asList = [...]asText{
	{64496, "Fibrelis Reseaux"}, {64497, "Lignaval Telecom"}, {64498, "Ondexia Internet"},
	{64499, "Celtarmor Haut Debit"}, {64500, "Toutoreso SAS"}, {64501, "Interhopital Reseau"},
	{64502, "Mobilane"}, {64503, "Cellune Mobile"}, {64504, "Arpento Mobile"}, {64505, "Alizoa Mobile"},
	{65536, "Hebergia"}, {65537, "Nuagora Cloud"}, {65538, "Serveris Datacentres"}, {65539, "Polderrack BV"},
	{65540, "Rechenwald GmbH"}, {65541, "Thamesgrid Hosting"}, {65542, "Iberacks SL"}, {65543, "Alpinode AG"},
	{65544, "Wislahost"}, {65545, "Prairie Metal Cloud"},
	{65546, "Tunnelia"}, {65547, "Veilpath"}, {65548, "Graupelz Privacy"}, {65549, "Relais Libres"},
	{65550, "Benelande Home"}, {65551, "Hausleitung Kabel"}, {64506, "Islesloop Broadband"}, {64507, "Mesetafibra"},
	{64508, "Pianura Linea"}, {64509, "Vistudana Home"}, {64510, "Midloop Cable"}, {64511, "Atlasenet"},
}

// Where the parts of asList begin, as indices into Catalog.Networks.
const (
	netFixed   = 1
	netMobile  = 7
	netIslands = 10
	netHosting = 11
	netVPN     = 21
	netRelay   = 24
	netAbroad  = 25
)

// Sizes of the grid of fixed lines.
const (
	numFixed  = 5 // providers of fixed lines
	hospitals = 5 // number of the hospital network in the grid
	numGrids  = 6
	cellBits  = 14
	poolBits4 = 12 // hosting
	exitBits  = 8  // VPN, relays
	natBits   = 6  // mobile
)

// numCarriers is the number of carriers of a mainland gateway.
const numCarriers = 3

// cellAt returns the first address of the cell of a provider in a town.
func cellAt(grid int, dept uint8, town int) uint32 {
	return uint32(240+grid)<<24 | uint32(dept)<<(cellBits+3) | uint32(town)<<cellBits
}

// townPlace returns the place of a town of a département.
func townPlace(dept uint8, town int) uint16 { return uint16(1 + int(dept)*geo.Towns + town) }

// abroadPlace returns the place of a city abroad.
func abroadPlace(country, city int) uint16 {
	return uint16(1 + depts*geo.Towns + country*numCities + city)
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

// natAt returns the first address of a carrier's gateway.
func natAt(carrier int, gateway uint8) uint32 {
	return 246<<24 | uint32(carrier)<<16 | uint32(gateway)<<8
}

// hostingSites says where the hosting providers have machines, by provider:
// country codes, and for FR the département of the town.
var hostingSites = [...][]string{
	{"FR:59", "FR:67"}, {"FR:75", "DE", "NL"}, {"FR:13", "BE", "LU"}, {"NL", "NL", "GB"}, {"DE", "DE", "CH"},
	{"GB", "GB"}, {"ES", "IT", "ES"}, {"CH", "IT"}, {"PL", "RO", "PL"}, {"US", "US", "DE"},
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

// numVPN is the number of VPN providers.
const numVPN = 3

// vpnCountries are where VPN providers have exits; the home country first.
var vpnCountries = [...]string{"FR:75", "BE", "CH", "DE", "ES", "GB", "IT", "LU", "NL", "PL", "RO", "US", "MA"}

// vpnAt returns the first address of a provider's exits in a country.
func vpnAt(provider, country int) uint32 {
	return 248<<24 | uint32(provider)<<16 | uint32(country)<<exitBits
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

// v6Providers is the number of providers of the grid that hand out IPv6.
const v6Providers = 2

// cell6At returns the upper half of the first IPv6 address of a cell.
func cell6At(grid int, dept uint8, town int) uint64 {
	return 0x3fff<<48 | uint64(grid)<<40 | uint64(dept)<<32 | uint64(town)<<28
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

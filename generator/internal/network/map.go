package network

import (
	"iter"
	"net/netip"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/generator/record"
)

const depts = facts.DepartmentCount

// Map is the invented map of the internet on which a dataset plays: who
// owns which block of addresses, and where its users are said to be.
//
//	240 to 244/8  fixed lines of five providers   one /18 per provider, département and town
//	245/8         hospital network                 the same grid
//	246/8         mobile carriers                  246.carrier.gateway.0/26, shared by many (carrier-grade NAT)
//	247/8         hosting                          /20 per provider, country and city
//	248/8         VPN providers                    /24 per provider and country
//	249/8         anonymity relays                 /24 per country
//	250/8         fixed lines abroad               /18 per country and city
//	251/8         households without an account    /18 per provider and gateway's département
//	252/8         more hosting                     /20 per provider, country and city
//	3fff::/20     the first two providers          /36 per provider, département and town; a site has a /56
//
// 240.0.0.0/4 is reserved for future use and routed nowhere (RFC 1112,
// section 4); 3fff::/20 is kept for documentation (RFC 9637); the 32
// autonomous systems are those kept for documentation (RFC 5398). Owners and
// towns are invented; only the centres of départements and countries are real.
//
// A Networks is read-only after [NewNetworks] and may be shared.
type Map struct {
	key        random.Key
	places     []event.PlaceText    // index 0 is none
	continents []string             // by place
	blocks     []netBlock           // in address order, IPv4 before IPv6
	fixed      [numGrids]uint16     // index in asList of each provider of the grid
	pools      [numPools][]netBlock // what Hosting draws from, by country
	inCountry  [numPools]spans
	outside    [numOutside][]netBlock // what OutsideAddress draws from
	firstNAT   int                    // first mobile gateway among the blocks
	firstVPN   int                    // first block of VPN exits
	gateway    []uint8                // by département: the gateway its phones leave by
	beside     []uint8                // by département: the one that its pools also serve
}

// netBlock is one prefix of the plan with one owner and one place.
type netBlock struct {
	addr  event.Addr
	bits  uint8 // prefix length
	kind  blockKind
	net   uint16 // index into Catalog.Networks
	place uint16 // index into Catalog.Places
}

// blockKind is what a block serves.
type blockKind uint8

// The kinds of blocks.
const (
	fibreBlock blockKind = iota
	dslBlock
	hospitalBlock
	mobileBlock
	hostingBlock
	vpnBlock
	relayBlock
	abroadBlock
	householdBlock
)

var blockKindNames = [...]string{
	"fibre", "dsl", "hospital", "mobile_cgnat", "hosting", "vpn", "anonymity_relay", "residential", "fibre",
}

// poolKind numbers the pools that a campaign can draw addresses from.
type poolKind uint8

// The pools.
const (
	hostingPool poolKind = iota
	vpnPool
	homePool // fixed lines of households
	mobilePool
	relayPool
	numPools
)

// Outside is a sort of machines of the internet that no account and no campaign has:
// none of their addresses is anybody else's.
type Outside uint8

// The sorts.
const (
	Servers Outside = iota // rented at the hosting providers of the map
	Homes                  // lines of households at home
	Abroad                 // lines of households in other countries, of those with a bot in them
	numOutside
)

// span is the blocks [from, to) of a pool that lie in one country.
type span struct{ from, to int32 }

// spans is a choice of countries.
type spans [len(netCountries) + 1]span

// add puts a block into the plan.
func (n *Map) add(b netBlock) { n.blocks = append(n.blocks, b) }

// addPool puts a block into the plan and into a pool of [Map.Hosting].
func (n *Map) addPool(p poolKind, b netBlock) {
	n.add(b)
	n.pools[p] = append(n.pools[p], b)
}

// country returns the country of a block.
func (n *Map) country(b *netBlock) string { return n.places[b.place].Country }

// FillCatalog puts the autonomous systems and places into the catalog.
func (n *Map) FillCatalog(c *event.Catalog) {
	c.Networks = append(c.Networks[:0], event.NetworkText{})
	for _, as := range asList {
		c.Networks = append(c.Networks, event.NetworkText{ASN: as.number, Org: as.org})
	}
	c.Places = append(c.Places[:0], n.places...)
}

// Region says which places of the catalog a world has anything to do with. The
// fixed lines of other towns are left out of its records and its database; nil
// is everywhere.
type Region []bool

func (r Region) covers(b *netBlock) bool {
	return r == nil || b.kind > hospitalBlock || r[b.place]
}

// Records ranges over the blocks of the plan in address order.
func (n *Map) Records(r Region) iter.Seq[record.Network] {
	return func(yield func(record.Network) bool) {
		for i := range n.blocks {
			if r.covers(&n.blocks[i]) && !yield(n.record(&n.blocks[i])) {
				return
			}
		}
	}
}

func (n *Map) record(b *netBlock) record.Network {
	p, as := &n.places[b.place], &asList[b.net-1]
	return record.Network{
		Prefix: netip.PrefixFrom(b.addr.Netip(), int(b.bits)).String(),
		ASN:    as.number, Org: as.org, Kind: blockKindNames[b.kind],
		Country: p.Country, Continent: n.continents[b.place],
		City: p.City, Lat: p.Lat, Lon: p.Lon,
	}
}

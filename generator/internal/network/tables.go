package network

import (
	"github.com/breachsim/breachsim/generator/internal/population/geo"
	"github.com/breachsim/breachsim/generator/internal/socket"
)

// numCities is the number of cities of a country abroad.
const numCities = 4

// netCountry is one country abroad.
type netCountry struct {
	code, continent string
	lat, lon        int32 // hundredths of a degree
	home            int   // its provider of fixed lines, counted from netAbroad
	cities          [numCities]string
}

// netCountries lists the countries of the plan, in the order of their codes. The
// cities do not exist.
var netCountries = [...]netCountry{
	{"BE", "EU", 5070, 440, 0,
		[...]string{"Oudermeulen-aan-Lirre", "Brakelvoorde", "Sint-Ellenhoek", "Montvesdre-le-Val"}},
	{
		"CH",
		"EU",
		4690,
		780,
		1,
		[...]string{"Oberlirrenthal", "Rosswilden am See", "Vauterens-le-Lac", "Monte Ciavenno"},
	},
	{"DE", "EU", 5080, 990, 1, [...]string{"Neulirrenstadt", "Bad Ehrenfurten", "Waldmoosburg", "Oberhafenau"}},
	{
		"ES",
		"EU",
		4010,
		-370,
		3,
		[...]string{"Villarrosal del Lirio", "Puertolindo de Mar", "Castroverdal", "Montealmena"},
	},
	{"GB", "EU", 5240, -150, 2, [...]string{"Wexhamford-on-Lirr", "Little Orchester", "Norbrickton", "Kelderham"}},
	{
		"IT",
		"EU",
		4380,
		1110,
		4,
		[...]string{"Borgolirio", "Castelventoso Marino", "San Vettore sul Lirro", "Pianalunga"},
	},
	{"LU", "EU", 4970, 610, 0, [...]string{"Esch-op-der-Lirr", "Waldersbach", "Ettelmoos", "Rosenport-Lirre"}},
	{"MA", "AF", 3300, -690, 7, [...]string{"Ain Lirana", "Sidi Benmessar", "Dar Oulmane", "Tizi Lalmane"}},
	{"NL", "EU", 5220, 530, 0, [...]string{"Lirrendam", "Nieuw-Oostwoude", "Waterhoek aan Zee", "Grotebrink"}},
	{"PL", "EU", 5200, 1930, 5, [...]string{"Nowolirsk", "Brzozowiec Wielki", "Lipowa Wolica", "Zamostek"}},
	{"RO", "EU", 4570, 2490, 5, [...]string{"Valea Lirului", "Satu Brazilor", "Târgu Lirei", "Podul Ulmilor"}},
	{"US", "NA", 3980, -9860, 6, [...]string{"Lirrville", "Fort Amberly", "Prairie Notch", "Eastwick Falls"}},
}

// gatewayDepts are the départements (by index) whose first town is the exit
// of a region's mobile traffic.
var gatewayDepts = [...]uint8{75, 12, 69, 31, 33, 44, 35, 59, 67, 21, 45, 76, 63, 96, 97, 98, 99, 100}

// firstIslandGateway is the first gateway overseas.
const firstIslandGateway = 13

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

// numVPN is the number of VPN providers.
const numVPN = 3

// vpnCountries are where VPN providers have exits; the home country first.
var vpnCountries = [...]string{"FR:75", "BE", "CH", "DE", "ES", "GB", "IT", "LU", "NL", "PL", "RO", "US", "MA"}

// vpnAt returns the first address of a provider's exits in a country.
func vpnAt(provider, country int) uint32 {
	return 248<<24 | uint32(provider)<<16 | uint32(country)<<exitBits
}

// v6Providers is the number of providers of the grid that hand out IPv6.
const v6Providers = 2

// dualStack is the share of their sites that use it where the portal can be reached
// over it, in millionths: with the providers' own shares, half of all lines, as Arcep
// found in France in the middle of 2022.
var dualStack = [v6Providers]int64{830_000, 750_000}

// cell6At returns the upper half of the first IPv6 address of a cell.
func cell6At(grid int, dept uint8, town int) uint64 {
	return 0x3fff<<48 | uint64(grid)<<40 | uint64(dept)<<32 | uint64(town)<<28
}

// homeCountry is the country of the portal and its users.
const homeCountry = "FR"

// countryCodes are the countries of the plan: abroad, then home.
var countryCodes = func() (codes [len(netCountries) + 1]string) {
	for i := range netCountries {
		codes[i] = netCountries[i].code
	}
	codes[len(netCountries)] = homeCountry
	return codes
}()

// Translations says of each autonomous system, as Catalog.Networks, what it does to
// the ports of its customers. The boxes of homes and practices keep a port where it
// is free; hospitals are behind a firewall (assumed).
func Translations() []socket.Translation {
	out := make([]socket.Translation, 1+len(asList))
	for net := range out {
		switch {
		case net == netFixed+hospitals, net >= netVPN && net < netVPN+numVPN:
			out[net] = socket.Rewritten
		case net >= netMobile && net <= netIslands:
			out[net] = socket.Shared
		case net == netRelay:
			out[net] = socket.Relayed
		}
	}
	return out
}

// Repute is what lists of bad networks are made from.
type Repute uint8

// The kinds of repute.
const (
	Homely   Repute = iota // lines of homes, practices and hospitals
	Shared                 // carriers whose customers share addresses
	Rented                 // servers for whoever pays
	Disguise               // VPN and relays
)

// ReputeOf returns what sort of network one of Catalog.Networks is; none is Homely.
func ReputeOf(net uint16) Repute {
	switch {
	case net >= netMobile && net <= netIslands:
		return Shared
	case net >= netHosting && net < netVPN:
		return Rented
	case net >= netVPN && net < netAbroad:
		return Disguise
	}
	return Homely
}

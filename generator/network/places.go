package network

import (
	"strconv"

	"breachsim/generator/event"
	"breachsim/generator/facts"
	"breachsim/generator/internal/random"
	"breachsim/generator/population/geo"
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
	{"BE", "EU", 5070, 440, 0, [...]string{"Oudermeulen-aan-Lirre", "Brakelvoorde", "Sint-Ellenhoek", "Montvesdre-le-Val"}},
	{"CH", "EU", 4690, 780, 1, [...]string{"Oberlirrenthal", "Rosswilden am See", "Vauterens-le-Lac", "Monte Ciavenno"}},
	{"DE", "EU", 5080, 990, 1, [...]string{"Neulirrenstadt", "Bad Ehrenfurten", "Waldmoosburg", "Oberhafenau"}},
	{"ES", "EU", 4010, -370, 3, [...]string{"Villarrosal del Lirio", "Puertolindo de Mar", "Castroverdal", "Montealmena"}},
	{"GB", "EU", 5240, -150, 2, [...]string{"Wexhamford-on-Lirr", "Little Orchester", "Norbrickton", "Kelderham"}},
	{"IT", "EU", 4380, 1110, 4, [...]string{"Borgolirio", "Castelventoso Marino", "San Vettore sul Lirro", "Pianalunga"}},
	{"LU", "EU", 4970, 610, 0, [...]string{"Esch-op-der-Lirr", "Waldersbach", "Ettelmoos", "Rosenport-Lirre"}},
	{"MA", "AF", 3300, -690, 7, [...]string{"Ain Lirana", "Sidi Benmessar", "Dar Oulmane", "Tizi Lalmane"}},
	{"NL", "EU", 5220, 530, 0, [...]string{"Lirrendam", "Nieuw-Oostwoude", "Waterhoek aan Zee", "Grotebrink"}},
	{"PL", "EU", 5200, 1930, 5, [...]string{"Nowolirsk", "Brzozowiec Wielki", "Lipowa Wolica", "Zamostek"}},
	{"RO", "EU", 4570, 2490, 5, [...]string{"Valea Lirului", "Satu Brazilor", "Târgu Lirei", "Podul Ulmilor"}},
	{"US", "NA", 3980, -9860, 6, [...]string{"Lirrville", "Fort Amberly", "Prairie Notch", "Eastwick Falls"}},
}

// gatewayDepts are the départements (by index) whose first town is the exit
// of a region's mobile traffic.
var gatewayDepts = [...]uint8{
	75, 12, 69, 31, 33, 44, 35, 59, 67, 21, 45, 76, 63, 96, 97, 98, 99, 100,
}

// firstIslandGateway is the first gateway overseas.
const firstIslandGateway = 13

// drawPlaces lists every place of the plan and draws where it lies.
func (n *Map) drawPlaces() {
	total := 1 + depts*geo.Towns + len(netCountries)*numCities
	n.places = make([]event.PlaceText, 1, total)
	n.continents = make([]string, 1, total)
	for d := range uint8(depts) {
		c := geo.CentreOf(d)
		at := area{c.Lat, c.Lon, c.Spread}
		for t := range geo.Towns {
			r := n.key.Stream(stTowns).At2(uint64(d), uint64(t)).Rand()
			n.addPlace(event.PlaceText{Country: homeCountry, City: geo.CommuneName(d, geo.Town(d, t))}, c.Continent, at, &r)
		}
	}
	for i := range netCountries {
		c := &netCountries[i]
		for t, name := range c.cities {
			r := n.key.Stream(stTowns).At2(townsAbroad+uint64(i), uint64(t)).Rand()
			n.addPlace(event.PlaceText{Country: c.code, City: name}, c.continent, area{c.lat, c.lon, 60}, &r)
		}
	}
}

// area is a centre and how far the places around it lie, in hundredths of a
// degree.
type area struct {
	lat, lon int32
	spread   int64
}

// addPlace appends a place somewhere in an area.
func (n *Map) addPlace(p event.PlaceText, continent string, in area, r *random.Rand) {
	p.Lat = coordinate(int64(in.lat)*100 + r.Between(-in.spread*100, in.spread*100))
	p.Lon = coordinate(int64(in.lon)*100 + r.Between(-in.spread*100, in.spread*100))
	n.places = append(n.places, p)
	n.continents = append(n.continents, continent)
}

// coordinate prints ten-thousandths of a degree with four places.
func coordinate(v int64) string {
	b := make([]byte, 0, 9)
	if v < 0 {
		b, v = append(b, '-'), -v
	}
	b = strconv.AppendInt(b, v/10_000, 10)
	b = append(b, '.')
	for unit := int64(1000); unit > 0; unit /= 10 {
		b = append(b, byte('0'+v/unit%10))
	}
	return string(b)
}

// linkGateways gives each département the nearest gateway.
func (n *Map) linkGateways() {
	n.gateway = make([]uint8, depts)
	for d := range depts {
		best := int64(1) << 62
		for g, dept := range gatewayDepts {
			if dist := geo.Distance(uint8(d), dept); dist < best {
				best, n.gateway[d] = dist, uint8(g)
			}
		}
	}
}

// placeOf returns the place of a country's city, or for "FR:dd" of the first
// town of a département.
func (n *Map) placeOf(code string, city int) uint16 {
	if len(code) > 3 {
		if d, ok := facts.DepartmentIndex(code[3:]); ok {
			return townPlace(d, 0)
		}
	}
	for i := range netCountries {
		if netCountries[i].code == code {
			return abroadPlace(i, city%numCities)
		}
	}
	panic("network: no such country in the plan: " + code)
}

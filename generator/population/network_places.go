package population

import (
	"strconv"

	"breachsim/generator/event"
	"breachsim/generator/internal/random"
)

// deptCentre is where a département lies: its code and approximate centre, in
// hundredths of a degree. Overseas the inhabited coast counts.
type deptCentre struct {
	code     string
	lat, lon int32
}

// deptCentres lists the départements in canonical order, as
// Catalog.Departments does. Coordinates are read off a map; two decimals.
var deptCentres = [...]deptCentre{
	{"01", 4610, 535}, {"02", 4956, 356}, {"03", 4639, 319}, {"04", 4411, 624}, {"05", 4466, 626},
	{"06", 4394, 712}, {"07", 4475, 442}, {"08", 4962, 464}, {"09", 4292, 150}, {"10", 4830, 416},
	{"11", 4310, 241}, {"12", 4428, 268}, {"13", 4354, 509}, {"14", 4910, -36}, {"15", 4505, 267},
	{"16", 4572, 20}, {"17", 4578, -67}, {"18", 4706, 249}, {"19", 4536, 188}, {"2A", 4186, 899},
	{"2B", 4239, 921}, {"21", 4742, 477}, {"22", 4844, -286}, {"23", 4609, 202}, {"24", 4510, 74},
	{"25", 4717, 636}, {"26", 4468, 517}, {"27", 4911, 99}, {"28", 4839, 137}, {"29", 4826, -406},
	{"30", 4399, 418}, {"31", 4336, 117}, {"32", 4369, 45}, {"33", 4483, -58}, {"34", 4358, 337},
	{"35", 4815, -164}, {"36", 4678, 158}, {"37", 4726, 69}, {"38", 4526, 558}, {"39", 4673, 570},
	{"40", 4397, -78}, {"41", 4762, 143}, {"42", 4573, 417}, {"43", 4513, 381}, {"44", 4736, -168},
	{"45", 4791, 234}, {"46", 4462, 160}, {"47", 4437, 46}, {"48", 4452, 350}, {"49", 4739, -56},
	{"50", 4908, -133}, {"51", 4895, 424}, {"52", 4811, 523}, {"53", 4815, -66}, {"54", 4879, 617},
	{"55", 4899, 538}, {"56", 4785, -281}, {"57", 4904, 666}, {"58", 4712, 350}, {"59", 5045, 322},
	{"60", 4941, 243}, {"61", 4862, 13}, {"62", 5049, 229}, {"63", 4573, 314}, {"64", 4326, -76},
	{"65", 4305, 16}, {"66", 4260, 252}, {"67", 4867, 755}, {"68", 4786, 727}, {"69", 4587, 464},
	{"70", 4764, 609}, {"71", 4665, 454}, {"72", 4800, 22}, {"73", 4548, 644}, {"74", 4603, 643},
	{"75", 4886, 234}, {"76", 4966, 103}, {"77", 4863, 293}, {"78", 4882, 184}, {"79", 4656, -32},
	{"80", 4996, 228}, {"81", 4379, 217}, {"82", 4409, 128}, {"83", 4346, 622}, {"84", 4401, 519},
	{"85", 4667, -130}, {"86", 4656, 46}, {"87", 4589, 124}, {"88", 4820, 638}, {"89", 4784, 356},
	{"90", 4763, 693}, {"91", 4852, 224}, {"92", 4885, 225}, {"93", 4892, 248}, {"94", 4878, 247},
	{"95", 4908, 213}, {"971", 1620, -6155}, {"972", 1465, -6100}, {"973", 490, -5245},
	{"974", -2112, 5553}, {"976", -1282, 4515},
}

// spread is how far towns lie from the centre, in hundredths of a degree.
func (d *deptCentre) spread() int64 {
	switch d.code {
	case "75":
		return 3
	case "92", "93", "94":
		return 6
	case "90", "971", "972", "974", "976":
		return 9
	}
	return 22
}

// continent returns the two-letter code of the continent.
func (d *deptCentre) continent() string {
	switch d.code {
	case "971", "972":
		return "NA"
	case "973":
		return "SA"
	case "974", "976":
		return "AF"
	}
	return "EU"
}

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
func (n *Networks) drawPlaces() {
	total := 1 + len(deptCentres)*numTowns + len(netCountries)*numCities
	n.places = make([]event.PlaceText, 1, total)
	n.continents = make([]string, 1, total)
	for d := range deptCentres {
		c := &deptCentres[d]
		for t := range numTowns {
			r := n.key.Stream(stTowns).At2(uint64(d), uint64(t)).Rand()
			name := CommuneName(uint8(d), int(towns()[d].main[t]))
			n.addPlace(homeCountry, c.continent(), name, c.lat, c.lon, c.spread(), &r)
		}
	}
	for i := range netCountries {
		c := &netCountries[i]
		for t, name := range c.cities {
			r := n.key.Stream(stTowns).At2(townsAbroad+uint64(i), uint64(t)).Rand()
			n.addPlace(c.code, c.continent, name, c.lat, c.lon, 60, &r)
		}
	}
}

// addPlace appends a place near a centre, spread in hundredths of a degree.
func (n *Networks) addPlace(code, continent, city string, lat, lon int32, spread int64, r *random.Rand) {
	n.places = append(n.places, event.PlaceText{Country: code, City: city,
		Lat: coordinate(int64(lat)*100 + r.Between(-spread*100, spread*100)),
		Lon: coordinate(int64(lon)*100 + r.Between(-spread*100, spread*100))})
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
func (n *Networks) linkGateways() {
	n.gateway = make([]uint8, len(deptCentres))
	for d := range deptCentres {
		best := int64(1) << 62
		for g, dept := range gatewayDepts {
			if dist := deptDistance(d, int(dept)); dist < best {
				best, n.gateway[d] = dist, uint8(g)
			}
		}
	}
}

// deptDistance compares distances between départements: a squared length on
// a flat map, in squared hundredths of a degree of latitude.
func deptDistance(a, b int) int64 {
	x, y := &deptCentres[a], &deptCentres[b]
	lat, lon := int64(x.lat-y.lat), int64(x.lon-y.lon)*7/10 // cos 45° is about 7/10
	return lat*lat + lon*lon
}

// placeOf returns the place of a country's city, or for "FR:dd" of the first
// town of a département.
func (n *Networks) placeOf(code string, city int) uint16 {
	if len(code) > 3 {
		for d := range deptCentres {
			if deptCentres[d].code == code[3:] {
				return townPlace(uint8(d), 0)
			}
		}
	}
	for i := range netCountries {
		if netCountries[i].code == code {
			return abroadPlace(i, city%numCities)
		}
	}
	panic("population: no such country in the plan: " + code)
}

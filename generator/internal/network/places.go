package network

import (
	"strconv"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/geo"
	"github.com/breachsim/breachsim/generator/internal/random"
)

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
			n.addPlace(
				event.PlaceText{Country: homeCountry, City: geo.CommuneName(d, geo.Town(d, t))},
				c.Continent,
				at,
				&r,
			)
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

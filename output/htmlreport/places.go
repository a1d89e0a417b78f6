package htmlreport

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/breachsim/breachsim/output/htmlreport/internal/draw"
	"github.com/breachsim/breachsim/output/htmlreport/internal/survey"
)

// Corners of the map, degrees: mainland France and what is near it. What lies outside is in
// the table.
const (
	south, north = 41.0, 51.5
	west, east   = -5.5, 10.0
)

// kindOfPlaces is what came from a kind of network in a country.
type kindOfPlaces struct {
	kind, country string
	events        [survey.Sides]int64
}

// places draw where requests come from.
func (s *Story) places() section {
	x := section{ID: "places", Title: "Where requests come from",
		Lead: "Each dot is a field of a quarter of a degree, its area the number of requests; the places are " +
			"invented and lie in their départements. Requests of the attack are drawn over those of honest users."}
	kinds := byKind(s.Places)
	t := table{Caption: "Requests by kind of network and country",
		Head: []string{"network", "country", "honest", "attack", "share of attack"}}
	for _, k := range kinds {
		honest, attack := k.events[survey.Honest], k.events[survey.Attack]
		t.Rows = append(t.Rows, append(words(cmp.Or(k.kind, "unknown"), cmp.Or(k.country, "–")), count(int(honest)),
			count(int(attack)), number(tenths(survey.Share{Of: attack, All: honest + attack}))))
	}
	x.Key = []key{{"", "honest"}, {"attack", "attack"}}
	label := draw.Label{ID: "map", Title: "Where requests come from",
		About: "Dots on a map of France; the table has the figures by kind of network."}
	x.Pictures = []picture{drawn(label, s.drawPlaces, size{1000, 520}, size{340, 340})}
	x.Tables = []table{t}
	return x
}

// byKind adds up the places by kind of network and country, those with most attack first.
func byKind(places []survey.Place) (list []*kindOfPlaces) {
	for i := range places {
		p := &places[i]
		k := slices.IndexFunc(list, func(x *kindOfPlaces) bool { return x.kind == p.Kind && x.country == p.Country })
		if k < 0 {
			k = len(list)
			list = append(list, &kindOfPlaces{kind: p.Kind, country: p.Country})
		}
		for side, n := range p.Events {
			list[k].events[side] += n
		}
	}
	slices.SortStableFunc(list, func(a, b *kindOfPlaces) int {
		return cmp.Or(cmp.Compare(b.events[survey.Attack], a.events[survey.Attack]),
			cmp.Compare(b.events[survey.Honest], a.events[survey.Honest]), cmp.Compare(a.kind, b.kind),
			cmp.Compare(a.country, b.country))
	})
	return list
}

// field adds up the kinds of network of one field of the map.
type field struct {
	lat, lon float64
	events   [survey.Sides]int64
}

func fieldsOf(places []survey.Place) (list []field) {
	for i := range places {
		p := &places[i]
		if n := len(list); n == 0 || list[n-1].lat != p.Lat || list[n-1].lon != p.Lon {
			list = append(list, field{lat: p.Lat, lon: p.Lon})
		}
		for side, n := range p.Events {
			list[len(list)-1].events[side] += n
		}
	}
	return list
}

func (s *Story) drawPlaces(c *draw.Canvas, wide bool) {
	// A degree of longitude at 46° is .69 of one of latitude.
	high := c.H - 10*draw.Px
	across := int(float64(high) * (east - west) / (north - south) * 0.69)
	left := 0
	if wide {
		left = (c.W - across) / 2
	}
	tx := draw.Scale{Lo: west, Hi: east, From: left, To: left + across}
	ty := draw.Scale{Lo: south, Hi: north, From: high, To: 0}
	fields := fieldsOf(s.Places)
	var most [survey.Sides]int64
	for _, f := range fields {
		for side, n := range f.events {
			most[side] = max(most[side], n)
		}
	}
	largest := 14.0
	if !wide {
		largest = 8
	}
	for side := range most {
		outside := int64(0)
		for _, f := range fields {
			n := f.events[side]
			if n == 0 {
				continue
			}
			if f.lat < south || f.lat > north || f.lon < west || f.lon > east {
				outside += n
				continue
			}
			r := max(int(10*largest*math.Sqrt(float64(n)/float64(most[side]))), 12)
			opacity := "o2"
			if side == int(survey.Attack) {
				opacity = "o3"
			}
			c.Dot("heat "+sides[side].Class+" "+opacity, draw.Point{X: tx.At(f.lon), Y: ty.At(f.lat)}, r,
				fmt.Sprintf("%s requests, %s", grouped(int(n)), sides[side].Text))
		}
		if outside > 0 {
			c.Text("faint", draw.Point{X: 0, Y: (16 + 16*side) * draw.Px}, draw.Start,
				fmt.Sprintf("elsewhere: %s %s", grouped(int(outside)), sides[side].Text))
		}
	}
}

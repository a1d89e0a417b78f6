package origin

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Distances between cities as atlases have them, to a kilometre or a thousandth.
func TestDistances(t *testing.T) {
	for _, x := range []struct {
		what                   string
		lat1, lon1, lat2, lon2 float64
	}{
		{"Paris to Marseille", 48.8566, 2.3522, 43.2965, 5.3698},
		{"Lille to Perpignan", 50.6292, 3.0573, 42.6887, 2.8948},
		{"Paris to Saint-Denis de La Réunion", 48.8566, 2.3522, -20.8789, 55.4481},
		{"Brest to Fort-de-France", 48.3904, -4.4861, 14.6161, -61.0588},
		{"over the date line", 10, 179.9, 10, -179.9},
		{"nowhere", 45, 3, 45, 3},
		{"to the other side", 0, 0, 0, 180},
	} {
		got, want := spotOf(x.lat1, x.lon1).apart(spotOf(x.lat2, x.lon2)), haversine(x.lat1, x.lon1, x.lat2, x.lon2)
		if math.Abs(float64(got)-want) > max(1.5, want/1000) {
			t.Errorf("%s: %d km, want %.1f", x.what, got, want)
		}
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		a, b, c, d := r.Float64()*180-90, r.Float64()*360-180, r.Float64()*180-90, r.Float64()*360-180
		got, want := spotOf(a, b).apart(spotOf(c, d)), haversine(a, b, c, d)
		if math.Abs(float64(got)-want) > max(1.5, want/1000) {
			t.Errorf("%v %v to %v %v: %d km, want %.1f", a, b, c, d, got, want)
		}
	}
}

// haversine is the same in floating point, by another formula.
func haversine(lat1, lon1, lat2, lon2 float64) float64 {
	rad := math.Pi / 180
	s, c := math.Sin((lat2-lat1)*rad/2), math.Sin((lon2-lon1)*rad/2)
	return 2 * 6371 * math.Asin(math.Sqrt(min(1, s*s+math.Cos(lat1*rad)*math.Cos(lat2*rad)*c*c)))
}

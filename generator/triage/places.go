package triage

import (
	"strconv"
	"strings"

	"github.com/breachsim/breachsim/generator/event"
)

// spot is a place in ten-thousandths of a degree.
type spot struct{ lat, lon int64 }

// spots reads the places of a catalog. One that has no position is at zero.
func spots(places []event.PlaceText) []spot {
	list := make([]spot, len(places))
	for i := range places {
		list[i] = spot{degrees(places[i].Lat), degrees(places[i].Lon)}
	}
	return list
}

// degrees reads decimal degrees with four places, in ten-thousandths.
func degrees(text string) int64 {
	whole, fraction, _ := strings.Cut(text, ".")
	n, err := strconv.ParseInt(whole+(fraction + "0000")[:4], 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// to returns the distance to another place in kilometres: that of the equirectangular
// projection, within one in a hundred over the distances at which it matters. All is
// in whole numbers, so that every machine finds the same.
//
//	km² = (111.2 Δlat)² + (111.2 Δlon cos mean lat)²
func (a *spot) to(b *spot) int64 {
	dlat, dlon := a.lat-b.lat, a.lon-b.lon
	if dlon > 180*10_000 {
		dlon -= 360 * 10_000
	} else if dlon < -180*10_000 {
		dlon += 360 * 10_000
	}
	x, y := dlat*1112/100_000, dlon*1112/100_000*cosine((a.lat+b.lat)/2)/1_000_000
	return root(x*x + y*y)
}

// cosine returns the cosine of an angle of at most a right one, in ten-thousandths of a
// degree, times a million: Bhaskara's formula of the seventh century, within 0.0017.
//
//	cos x° ≈ (32,400 − 4x²) / (32,400 + x²)
func cosine(x int64) int64 {
	square := x * x / 10_000 // degrees squared, times 10,000
	return (324_000_000 - 4*square) * 1_000 / ((324_000_000 + square) / 1_000)
}

// root is the whole part of a square root (Newton).
func root(n int64) int64 {
	if n < 2 {
		return n
	}
	x := n
	for y := (x + 1) / 2; y < x; y = (x + n/x) / 2 {
		x = y
	}
	return x
}

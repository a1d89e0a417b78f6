package past

import (
	"github.com/breachsim/breachsim/output/features/internal/fixed"
	"github.com/breachsim/breachsim/scenarios/measure"
)

// tenThousandth of a degree is how finely places are counted; a degree of
// latitude is 111.2 km.
const (
	degree       = 10_000
	metresDegree = 111_195
)

// Move goes to a place, in degrees, and returns the way from the account's last
// one in kilometres and whether it is too fast to have been travelled: 500 km or
// more at 800 km/h or more, as detectors of impossible travel have it (Elastic's
// rules for Entra ID). Which places are known is for the caller to say.
func (p *Past) Move(ts int64, lat, lon float64) (km int64, fast bool) {
	const far, speed = 500, 800
	at := [2]int64{int64(lat * degree), int64(lon * degree)}
	if p.hasPlaces && (at[0] != p.lat || at[1] != p.lon) {
		km = distance(at, [2]int64{p.lat, p.lon})
		fast = km >= far && km*measure.Hour >= speed*max(ts-p.at, 1)
	}
	p.at, p.lat, p.lon, p.hasPlaces = ts, at[0], at[1], true
	return km, fast
}

// distance is that of two places in kilometres, on a plane at their mean
// latitude; for places of one continent it is right within some percent.
func distance(a, b [2]int64) int64 {
	north := (a[0] - b[0]) * metresDegree / degree
	east := a[1] - b[1]
	if east = max(east, -east); east > 180*degree {
		east = 360*degree - east
	}
	middle := (a[0] + b[0]) / 2 / degree
	east = east * metresDegree / degree * cosine(max(middle, -middle)) / 1000
	return int64(fixed.Root(uint64(north*north+east*east))) / 1000
}

// cosine of whole degrees from 0 to 90 in thousandths, by Bhāskara's
// approximation, which is right within two of them:
//
//	cos x = (32400 − 4x²) / (32400 + x²)
func cosine(degrees int64) int64 {
	square := min(degrees, 90) * min(degrees, 90)
	return 1000 * (32_400 - 4*square) / (32_400 + square)
}

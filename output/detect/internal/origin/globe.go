package origin

import "math"

// Distances on the globe in whole numbers, so that a verdict is the same on every
// processor. Angles are in millionths of a degree, sines in 1/2³⁰; what is cut off
// is less than a kilometre.

// spot is a place as a point on the unit sphere, in 1/2³⁰.
type spot [3]int64

const unit = 30 // bits

// spotOf is the place at degrees north and east.
func spotOf(lat, lon float64) spot {
	north, east := micro(lat), micro(lon)
	c := cos(north)
	return spot{c * cos(east) >> unit, c * sin(east) >> unit, sin(north)}
}

// micro is an angle in millionths of a degree.
func micro(degrees float64) int64 { return int64(math.Round(degrees * 1e6)) }

const circle = 360_000_000 // millionths of a degree

// sin of an angle in millionths of a degree.
func sin(a int64) int64 {
	if a %= circle; a < 0 {
		a += circle
	}
	sign := int64(1)
	if a >= circle/2 {
		a, sign = a-circle/2, -1
	}
	if a > circle/4 {
		a = circle/2 - a
	}
	// π/180·2³⁰ is 18740330.1; the factor is 64 times that, per million.
	x := a * 1_199_381_127 / (64 * 1_000_000)
	// x - x³/3! + x⁵/5! - …, each term from the one before.
	sum, term := x, x
	for n := int64(2); n <= 12; n += 2 {
		term = -(term * (x * x >> unit) >> unit) / (n * (n + 1))
		sum += term
	}
	return sign * sum
}

func cos(a int64) int64 { return sin(a + circle/4) }

const halfway = 20_016 // kilometres, half of the circumference

// apart is the distance of two places along the surface, in whole kilometres, on a
// sphere of 6371 km: the largest whose chord, 2·sin(d/2R), is not above theirs.
func (s spot) apart(o spot) int64 {
	chord := int64(0) // squared
	for i := range s {
		chord += (s[i] - o[i]) * (s[i] - o[i])
	}
	low, high := int64(0), int64(halfway)
	for low < high {
		mid := (low + high + 1) / 2
		if half := 2 * sin(mid*4_496_608/1000); half*half <= chord {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return low
}

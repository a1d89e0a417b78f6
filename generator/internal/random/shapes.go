package random

//go:generate go run ./tablegen

import "math/bits"

// One is the fixed-point unit of shape parameters: 16 binary places.
const One = 1 << 16

// quantile reads a table of n+1 quantiles at equal steps of probability, with
// linear interpolation: the inverse-transform method (Devroye 1986, II.2).
func quantile(table []int32, u uint64) int64 {
	n := uint64(len(table) - 1)
	hi, lo := bits.Mul64(u, n)
	a, b := int64(table[hi]), int64(table[hi+1])
	return a + ((b-a)*int64(lo>>40))>>24
}

// Normal returns a standard normal draw in units of 1/65536, within ±3.84.
func (r *Rand) Normal() int64 { return quantile(normalTable[:], r.Uint64()) }

// Exp returns an exponential draw with the given mean, at most 9.7 times it.
func (r *Rand) Exp(mean int64) int64 {
	return mulFixed(mean, quantile(expTable[:], r.Uint64()))
}

// LogNormal returns a draw with the given median and shape sigma (in units of
// 1/65536): median · e^(sigma·z), z standard normal.
func (r *Rand) LogNormal(median, sigma int64) int64 {
	return ScaleExp(median, (sigma*r.Normal())>>16)
}

// ScaleExp returns v · e^x for x in units of 1/65536 and |x| below 20; results
// beyond 2^62 are cut off there.
func ScaleExp(v, x int64) int64 {
	const log2e = 94548 // log2(e) · 65536
	y := (x * log2e) >> 16
	whole, frac := y>>16, uint64(y&0xffff)
	hi, lo := frac>>6, int64(frac&63)
	f := int64(exp2Table[hi]) + (int64(exp2Table[hi+1])-int64(exp2Table[hi]))*lo>>6
	p, q := bits.Mul64(uint64(v), uint64(f)) // f has 30 binary places
	shift := 30 - whole
	switch {
	case shift >= 128 || shift < -32:
		if shift > 0 {
			return 0
		}
		return 1 << 62
	case shift >= 64:
		return int64(p >> (shift - 64))
	case shift <= 0:
		return 1 << 62
	}
	if p>>(shift-1) != 0 {
		return 1 << 62
	}
	return int64(p<<(64-shift) | q>>shift)
}

// mulFixed returns v · f for f with 16 binary places.
func mulFixed(v, f int64) int64 {
	hi, lo := bits.Mul64(uint64(v), uint64(f))
	return int64(hi<<48 | lo>>16)
}

// Poisson returns a count with the given mean in thousandths: by adding
// exponential gaps below 40, by the rounded normal law above (its error in
// distribution is below 1 % there).
func (r *Rand) Poisson(milli int64) int {
	if milli <= 0 {
		return 0
	}
	if milli > 40_000 {
		// mean + sqrt(mean)·z + 1/2, with the square root in thousandths.
		root := int64(isqrt(uint64(milli) * 1000))
		n := (milli + (root*r.Normal())>>16 + 500) / 1000
		return int(max(n, 0))
	}
	n := 0
	for t := r.Exp(1_000_000); t < milli*1000; t += r.Exp(1_000_000) {
		n++
	}
	return n
}

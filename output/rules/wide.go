package rules

import "math/bits"

// wide is a whole number of 320 bits, the least significant part first: as much
// as five factors of 64 bits.
type wide [5]uint64

// square is v².
func square(v uint64) wide {
	hi, lo := bits.Mul64(v, v)
	return wide{lo, hi}
}

// below reports whether a·b is less than c·d.
func below(a, b, c, d uint64) bool {
	hi1, lo1 := bits.Mul64(a, b)
	hi2, lo2 := bits.Mul64(c, d)
	return hi1 < hi2 || hi1 == hi2 && lo1 < lo2
}

// product multiplies five factors.
func product(f [5]uint64) wide {
	hi, lo := bits.Mul64(f[0], f[1])
	return wide{lo, hi}.times(f[2], 2).times(f[3], 3).times(f[4], 4)
}

// times multiplies w, which fills the first n parts, by f.
func (w wide) times(f uint64, n int) wide {
	carry := uint64(0)
	for i := range n {
		hi, lo := bits.Mul64(w[i], f)
		var c uint64
		w[i], c = bits.Add64(lo, carry, 0)
		carry = hi + c
	}
	w[n] = carry
	return w
}

// plus adds v; the sum must fit.
func (w wide) plus(v wide) wide {
	c := uint64(0)
	for i := range w {
		w[i], c = bits.Add64(w[i], v[i], c)
	}
	return w
}

// less reports whether w is less than v.
func (w *wide) less(v *wide) bool {
	for i := len(w) - 1; i >= 0; i-- {
		if w[i] != v[i] {
			return w[i] < v[i]
		}
	}
	return false
}

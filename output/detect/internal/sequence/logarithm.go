package sequence

import "math/bits"

// One bit of surprise is 256 units.
const bit = 256

// logarithms is log2 of 1 + i/1024 in units, cut, for i from 0 to 1023.
type logarithms [1024]int16

// newLogarithms makes the table by squaring: where x² reaches 2, the next binary digit
// of log2 x is 1, and x goes on at half of it.
func newLogarithms() *logarithms {
	var t logarithms
	for i := range t {
		const one = 1 << 31
		x := uint64(one + i*(one/len(t)))
		for range 8 {
			x = x * x / one
			t[i] *= 2
			if x >= 2*one {
				x /= 2
				t[i]++
			}
		}
	}
	return &t
}

// of is log2 v in units, of v above 0, at most one unit and a half too low.
func (t *logarithms) of(v uint64) int64 {
	n := bits.Len64(v) - 1
	return int64(n)*bit + int64(t[v<<(63-n)>>53&1023])
}

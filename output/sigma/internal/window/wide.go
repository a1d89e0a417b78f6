package window

import "math/bits"

// wide is a sum of 128 bits, two's complement.
type wide struct {
	hi int64
	lo uint64
}

func (w *wide) add(n int64) {
	var carry uint64
	w.lo, carry = bits.Add64(w.lo, uint64(n), 0)
	w.hi += n>>63 + int64(carry)
}

func (w *wide) take(n int64) {
	var borrow uint64
	w.lo, borrow = bits.Sub64(w.lo, uint64(n), 0)
	w.hi -= n>>63 + int64(borrow)
}

// product is n·times, where times is not negative.
func product(n, times int64) wide {
	size := uint64(n)
	if n < 0 {
		size = -size
	}
	hi, lo := bits.Mul64(size, uint64(times))
	if n >= 0 {
		return wide{int64(hi), lo}
	}
	lo, borrow := bits.Sub64(0, lo, 0)
	return wide{-int64(hi) - int64(borrow), lo}
}

// compare is -1, 0 or 1.
func (w wide) compare(o wide) int {
	switch {
	case w.hi < o.hi, w.hi == o.hi && w.lo < o.lo:
		return -1
	case w == o:
		return 0
	}
	return 1
}

package chain

import (
	"math/bits"
)

// CutBits is the number of binary places of cumulative shares and phases.
const CutBits = 31

// Cumulate turns weights into cumulative shares with CutBits binary places,
// appended to dst: one more than the weights, 0 first and 1<<CutBits last. The
// sum must be positive; weights of nothing stay empty.
func Cumulate(dst []uint32, weights []uint64) []uint32 {
	var sum, run uint64
	for _, w := range weights {
		sum += w
	}
	shift := max(bits.Len64(sum)-32, 0) // keeps run<<CutBits inside 64 bits
	dst = append(dst, 0)
	for _, w := range weights {
		run += w
		dst = append(dst, uint32(run>>shift<<CutBits/max(sum>>shift, 1)))
	}
	return dst
}

// CutAt returns how many of n fall before the cumulative share: systematic
// rounding (Madow 1949), so that every step gets its expectation rounded up or
// down and the steps sum to n. phase has CutBits binary places.
func CutAt(n, share, phase uint32) uint32 {
	return uint32((uint64(n)*uint64(share) + uint64(phase)) >> CutBits)
}

// CutShare returns the largest cumulative share whose CutAt is at most r, for
// r below n: the step of position r is the last one that begins at or below it.
func CutShare(n, r, phase uint32) uint32 {
	return uint32((uint64(r+1)<<CutBits - uint64(phase) - 1) / uint64(n))
}

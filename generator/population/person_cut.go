package population

import "math/bits"

// cutBits is the number of binary places of cumulative shares and phases.
const cutBits = 31

// cumulate turns weights into cumulative shares with cutBits binary places,
// appended to dst: one more than the weights, 0 first and 1<<cutBits last. The
// sum must be positive; weights of nothing stay empty.
func cumulate(dst []uint32, weights []uint64) []uint32 {
	var sum, run uint64
	for _, w := range weights {
		sum += w
	}
	shift := max(bits.Len64(sum)-32, 0) // keeps run<<cutBits inside 64 bits
	dst = append(dst, 0)
	for _, w := range weights {
		run += w
		dst = append(dst, uint32(run>>shift<<cutBits/max(sum>>shift, 1)))
	}
	return dst
}

// cutAt returns how many of n fall before the cumulative share: systematic
// rounding (Madow 1949), so that every step gets its expectation rounded up or
// down and the steps sum to n. phase has cutBits binary places.
func cutAt(n, share, phase uint32) uint32 {
	return uint32((uint64(n)*uint64(share) + uint64(phase)) >> cutBits)
}

// cutShare returns the largest cumulative share whose cutAt is at most r, for
// r below n: the step of position r is the last one that begins at or below it.
func cutShare(n, r, phase uint32) uint32 {
	return uint32((uint64(r+1)<<cutBits - uint64(phase) - 1) / uint64(n))
}

package random

// Alias draws from a list of weights in constant time (Walker 1977, built as
// by Vose 1991) on integers: the shares are exact to 1/2^32.
type Alias struct {
	cut   []uint32
	other []uint32
}

// NewAlias builds the table for weights; their sum must be positive and below
// 2^63/len.
func NewAlias(weights []uint64) Alias {
	n := uint64(len(weights))
	var sum uint64
	for _, w := range weights {
		sum += w
	}
	if sum == 0 {
		panic("random: no weight")
	}
	a := Alias{cut: make([]uint32, n), other: make([]uint32, n)}
	scaled := make([]uint64, n) // weight · n, to be compared with sum
	var small, large []uint32
	for i, w := range weights {
		scaled[i] = w * n
		if scaled[i] < sum {
			small = append(small, uint32(i))
		} else {
			large = append(large, uint32(i))
		}
	}
	for len(small) > 0 && len(large) > 0 {
		s, l := small[len(small)-1], large[len(large)-1]
		small = small[:len(small)-1]
		a.cut[s] = share32(scaled[s], sum)
		a.other[s] = l
		if scaled[l] -= sum - scaled[s]; scaled[l] < sum {
			large = large[:len(large)-1]
			small = append(small, l)
		}
	}
	for _, rest := range [][]uint32{small, large} {
		for _, i := range rest {
			a.cut[i], a.other[i] = 1<<32-1, i
		}
	}
	return a
}

// share32 returns x/sum with 32 binary places, rounded down, x < sum.
func share32(x, sum uint64) uint32 {
	for sum >= 1<<31 {
		x, sum = x>>1, sum>>1
	}
	return uint32(min(x<<32/max(sum, 1), 1<<32-1))
}

// Pick maps 64 random bits to an index.
func (a *Alias) Pick(u uint64) int {
	hi := (u >> 32) * uint64(len(a.cut))
	i := hi >> 32
	if uint32(u) < a.cut[i] {
		return int(i)
	}
	return int(a.other[i])
}

// Ladder turns weights into cumulative shares with 32 binary places, for laws
// that must be cut the same way every time: share i is [l[i], l[i+1]).
type Ladder []uint64

// NewLadder builds the cumulative shares of weights, the last exactly 2^32.
func NewLadder(weights []uint64) Ladder {
	var sum, run uint64
	for _, w := range weights {
		sum += w
	}
	if sum == 0 {
		panic("random: no weight")
	}
	l := make(Ladder, len(weights)+1)
	for i, w := range weights {
		run += w
		x, s := run, sum
		for s >= 1<<31 {
			x, s = x>>1, s>>1
		}
		l[i+1] = x << 32 / s
	}
	l[len(weights)] = 1 << 32
	return l
}

// Pick returns the step of a draw u in [0, 2^32).
func (l Ladder) Pick(u uint32) int {
	lo, hi := 0, len(l)-1
	for lo+1 < hi {
		if m := (lo + hi) / 2; uint64(u) >= l[m] {
			lo = m
		} else {
			hi = m
		}
	}
	return lo
}

// Counts shares n out over the steps by systematic rounding (Madow 1949):
// step i gets floor(n·l[i+1]+phase) - floor(n·l[i]+phase). The counts sum to
// n, each is within one of its expectation, and over many phases each equals
// it on average. phase has 32 binary places.
func (l Ladder) Counts(n uint32, phase uint32, dst []uint32) []uint32 {
	last := uint64(0)
	for i := 1; i < len(l); i++ {
		next := (uint64(n)*l[i] + uint64(phase)) >> 32
		dst = append(dst, uint32(next-last))
		last = next
	}
	return dst
}

// Interpolate maps a draw u to a point of the pieces' axis, in units of 1/2^16
// of a piece: the piece by its weight, the place inside it evenly. It inverts
// a piecewise-linear distribution function.
func (l Ladder) Interpolate(u uint32) int64 {
	i := l.Pick(u)
	width := l[i+1] - l[i]
	if width == 0 {
		return int64(i) << 16
	}
	return int64(i)<<16 + int64((uint64(u)-l[i])<<16/width)
}

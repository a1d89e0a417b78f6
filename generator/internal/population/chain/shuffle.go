package chain

import (
	"math/bits"

	"github.com/breachsim/breachsim/generator/internal/random"
)

// Shuffle is a keyed permutation of [0, n) like random.Perm, made for the case
// that a permutation is used once and thrown away: it costs nothing to set up
// and splits a value by a shift instead of a division. random.Perm prepares
// its round keys and a square root, which takes longer than the walk itself.
//
// A value is (l, r) with r the low bits and l below b; in turns l gets a keyed
// hash of r added modulo b, and r one of l modulo a power of two. Results
// beyond n go round again.
type Shuffle struct {
	n, b  uint64
	round uint64 // key
	mask  uint64 // of r
	low   uint   // bits of r
	small bool   // eight half-rounds, not four
}

// Four keyed half-rounds make a Feistel network a strong pseudo-random
// permutation (Luby and Rackoff 1988), but the theorem wants halves of many
// values: sets of up to 64 get twice as many, or their positions would be
// uneven by up to 6 % over many keys.
const shuffleSmall = 64

// NewShuffle returns the permutation of [0, n) that the key names.
func NewShuffle(k random.Key, n uint32) Shuffle {
	s := Shuffle{n: uint64(n), round: uint64(k), small: n <= shuffleSmall}
	if n > 1 {
		s.low = uint(bits.Len32(n-1)) / 2
	}
	s.mask = 1<<s.low - 1
	s.b = (s.n + 1<<s.low - 1) >> s.low
	return s
}

// Of returns the permutation of as many values that another key names.
func (s Shuffle) Of(k random.Key) Shuffle {
	s.round = uint64(k)
	return s
}

// step64 is added to the key from one half-round to the next; so many times of it,
// modulo 2^64.
const (
	step64   = 0x9e3779b97f4a7c15
	step64x2 = 2 * step64 & (1<<64 - 1)
	step64x3 = 3 * step64 & (1<<64 - 1)
	step64x4 = 4 * step64 & (1<<64 - 1)
	step64x5 = 5 * step64 & (1<<64 - 1)
	step64x6 = 6 * step64 & (1<<64 - 1)
	step64x7 = 7 * step64 & (1<<64 - 1)
)

// At returns the image of i, which must be below n. The half-rounds are written out.
func (s *Shuffle) At(i uint32) uint32 {
	mask, low, up, b, k := s.mask, s.low&63, -s.low&63, s.b, s.round // of no bits, mask leaves nothing
	x := uint64(i)
	for {
		l, r := x>>low, x&mask
		l = plus(l, b, mixHalf(k+r))
		r = (r + mixHalf(k+l+step64)>>up) & mask
		l = plus(l, b, mixHalf(k+r+step64x2))
		r = (r + mixHalf(k+l+step64x3)>>up) & mask
		if s.small {
			l = plus(l, b, mixHalf(k+r+step64x4))
			r = (r + mixHalf(k+l+step64x5)>>up) & mask
			l = plus(l, b, mixHalf(k+r+step64x6))
			r = (r + mixHalf(k+l+step64x7)>>up) & mask
		}
		if x = l<<low | r; x < s.n {
			return uint32(x)
		}
	}
}

// Find is the inverse of At.
func (s *Shuffle) Find(i uint32) uint32 {
	mask, low, up, b, k := s.mask, s.low&63, -s.low&63, s.b, s.round // of no bits, mask leaves nothing
	x := uint64(i)
	for {
		l, r := x>>low, x&mask
		if s.small {
			r = (r - mixHalf(k+l+step64x7)>>up) & mask
			l = minus(l, b, mixHalf(k+r+step64x6))
			r = (r - mixHalf(k+l+step64x5)>>up) & mask
			l = minus(l, b, mixHalf(k+r+step64x4))
		}
		r = (r - mixHalf(k+l+step64x3)>>up) & mask
		l = minus(l, b, mixHalf(k+r+step64x2))
		r = (r - mixHalf(k+l+step64)>>up) & mask
		l = minus(l, b, mixHalf(k+r))
		if x = l<<low | r; x < s.n {
			return uint32(x)
		}
	}
}

// plus adds a hash, mapped to [0, b), modulo b.
func plus(l, b, hash uint64) uint64 {
	h, _ := bits.Mul64(hash, b)
	if l += h; l >= b {
		l -= b
	}
	return l
}

// minus is the inverse of plus.
func minus(l, b, hash uint64) uint64 {
	h, _ := bits.Mul64(hash, b)
	if l < h {
		l += b
	}
	return l - h
}

// mixHalf hashes one half with a half-round's key.
func mixHalf(x uint64) uint64 {
	x *= 0x9fb21c651e98df25
	x ^= x >> 32
	return x * 0xbf58476d1ce4e5b9
}

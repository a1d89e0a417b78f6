package population

import (
	"math/bits"

	"breachsim/generator/internal/random"
)

// shuffle is a keyed permutation of [0, n) like random.Perm, made for the case
// that a permutation is used once and thrown away: it costs nothing to set up
// and splits a value by a shift instead of a division. random.Perm prepares
// its round keys and a square root, which takes longer than the walk itself.
//
// A value is (l, r) with r the low bits and l below b; in turns l gets a keyed
// hash of r added modulo b, and r one of l modulo a power of two. Results
// beyond n go round again.
type shuffle struct {
	n, b  uint64
	round uint64 // key
	turns uint64 // half-rounds, even
	low   uint   // bits of r
}

// Four keyed half-rounds make a Feistel network a strong pseudo-random
// permutation (Luby and Rackoff 1988), but the theorem wants halves of many
// values: sets of up to 64 get twice as many, or their positions would be
// uneven by up to 6 % over many keys.
const (
	shuffleTurns      = 4
	shuffleTurnsSmall = 8
	shuffleSmall      = 64
)

func newShuffle(k random.Key, n uint32) shuffle {
	s := shuffle{n: uint64(n), round: uint64(k), turns: shuffleTurns}
	if n > 1 {
		s.low = uint(bits.Len32(n-1)) / 2
	}
	if n <= shuffleSmall {
		s.turns = shuffleTurnsSmall
	}
	s.b = (s.n + 1<<s.low - 1) >> s.low
	return s
}

// At returns the image of i, which must be below n.
func (s *shuffle) At(i uint32) uint32 {
	mask := uint64(1)<<s.low - 1
	x := uint64(i)
	for {
		l, r := x>>s.low, x&mask
		for j := uint64(0); j < s.turns; j += 2 {
			if l += s.hash(j, r, s.b); l >= s.b {
				l -= s.b
			}
			r = (r + s.hash(j+1, l, mask+1)) & mask
		}
		if x = l<<s.low | r; x < s.n {
			return uint32(x)
		}
	}
}

// Find is the inverse of At.
func (s *shuffle) Find(i uint32) uint32 {
	mask := uint64(1)<<s.low - 1
	x := uint64(i)
	for {
		l, r := x>>s.low, x&mask
		for j := s.turns; j > 0; j -= 2 {
			r = (r - s.hash(j-1, l, mask+1)) & mask
			h := s.hash(j-2, r, s.b)
			if l < h {
				l += s.b
			}
			l -= h
		}
		if x = l<<s.low | r; x < s.n {
			return uint32(x)
		}
	}
}

// hash maps one half to [0, m) under round j's key.
func (s *shuffle) hash(j, half, m uint64) uint64 {
	x := (s.round + half + j*0x9e3779b97f4a7c15) * 0x9fb21c651e98df25
	x ^= x >> 32
	x *= 0xbf58476d1ce4e5b9
	hi, _ := bits.Mul64(x, m)
	return hi
}

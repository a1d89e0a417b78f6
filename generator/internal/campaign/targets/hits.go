package targets

import (
	"math/bits"

	"github.com/breachsim/breachsim/generator/internal/random"
)

// blockSize is how many entries share out their hits: each block has its part
// of the batch's hits to the entry, at places that a keyed shuffle draws.
const blockSize = 1000

// hitBlock tells which entries of a block are hits.
type hitBlock struct {
	bits   [(blockSize + 63) / 64]uint64
	before [(blockSize + 63) / 64]uint16 // hits before each word
}

// isHit reports whether entry j of the block is a hit.
func (b *hitBlock) isHit(j uint64) bool { return b.bits[j/64]>>(j%64)&1 != 0 }

// count returns the hits before entry j of the block.
func (b *hitBlock) count(j uint64) uint64 {
	return uint64(b.before[j/64]) + uint64(bits.OnesCount64(b.bits[j/64]&(1<<(j%64)-1)))
}

// draw draws a block of size entries, in of them hits.
func (b *hitBlock) draw(key random.Key, size, in uint64) {
	*b = hitBlock{}
	perm := random.NewPerm(key, size)
	for j := range size {
		if perm.At(j) < in {
			b.bits[j/64] |= 1 << (j % 64)
		}
	}
	for i := 1; i < len(b.before); i++ {
		b.before[i] = b.before[i-1] + uint16(bits.OnesCount64(b.bits[i-1]))
	}
}

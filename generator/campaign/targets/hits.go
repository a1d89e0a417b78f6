package targets

import (
	"math/bits"
	"sort"

	"breachsim/generator/internal/random"
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

// hitsBefore returns the hits of a batch before its block n.
func (bt *batch) hitsBefore(n uint64) uint64 {
	return bt.hits * min(n*blockSize, bt.entries) / bt.entries
}

// hitsOf returns block n of a batch.
func (c *Cursor) hitsOf(b int, n uint64) *hitBlock {
	block, held := c.blocks.find(idOf(b, n))
	if !held {
		bt := &c.l.batches[b]
		size := min(blockSize, bt.entries-n*blockSize)
		block.draw(c.l.key.At2(drawHits, idOf(b, n)), size, bt.hitsBefore(n+1)-bt.hitsBefore(n))
	}
	return block
}

// split tells whether entry k of a batch is a hit, and how many hits are
// before it.
func (c *Cursor) split(b int, k uint64) (hit bool, h uint64) {
	n, j := k/blockSize, k%blockSize
	block := c.hitsOf(b, n)
	return block.isHit(j), c.l.batches[b].hitsBefore(n) + block.count(j)
}

// entryOf returns the entry of the list that is hit h of a batch: the inverse
// of split.
func (c *Cursor) entryOf(b int, h uint64) uint64 {
	bt := &c.l.batches[b]
	blocks := int((bt.entries + blockSize - 1) / blockSize)
	n := uint64(sort.Search(blocks, func(i int) bool { return bt.hitsBefore(uint64(i)+1) > h }))
	block, in := c.hitsOf(b, n), h-bt.hitsBefore(n)
	size := min(blockSize, bt.entries-n*blockSize)
	j := uint64(sort.Search(int(size)-1, func(j int) bool { return block.count(uint64(j)+1) > in }))
	return bt.first + n*blockSize + j
}

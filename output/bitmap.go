package output

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"sync/atomic"
)

// A bitmap holds one bit a person. Workers mark it at the same time.
type bitmap struct{ words []uint64 }

func newBitmap(n int) *bitmap { return &bitmap{make([]uint64, (n+63)/64)} }

// mark sets the bit of person i.
func (b *bitmap) mark(i uint32) {
	w, m := &b.words[i>>6], uint64(1)<<(i&63)
	if atomic.LoadUint64(w)&m == 0 { // most are marked already: reading is cheaper
		atomic.OrUint64(w, m)
	}
}

// bytes returns the map in a file's form. Marks made meanwhile may be in it.
func (b *bitmap) bytes() []byte {
	out := make([]byte, 0, 8*len(b.words))
	for i := range b.words {
		out = binary.LittleEndian.AppendUint64(out, atomic.LoadUint64(&b.words[i]))
	}
	return out
}

// merge adds a map in a file's form.
func (b *bitmap) merge(file []byte) error {
	if len(file) != 8*len(b.words) {
		return fmt.Errorf("%d bytes, want %d", len(file), 8*len(b.words))
	}
	for i := range b.words {
		b.words[i] |= binary.LittleEndian.Uint64(file[8*i:])
	}
	return nil
}

// markFirst sets the bits below n.
func (b *bitmap) markFirst(n int) {
	for i := range min(n, 64*len(b.words)) {
		b.words[i>>6] |= 1 << (i & 63)
	}
}

func (b *bitmap) count() (n int64) {
	for _, w := range b.words {
		n += int64(bits.OnesCount64(w))
	}
	return n
}

package state

import (
	"encoding/binary"
	"fmt"
	"math/bits"
	"sync/atomic"
)

// A Bitmap holds one bit a person. Workers mark it at the same time.
// Words may be read when nobody marks any more.
type Bitmap struct{ Words []uint64 }

// NewBitmap returns a map of n persons, none of them marked.
func NewBitmap(n int) *Bitmap { return &Bitmap{make([]uint64, (n+63)/64)} }

// Mark sets the bit of person i.
func (b *Bitmap) Mark(i uint32) {
	w, m := &b.Words[i>>6], uint64(1)<<(i&63)
	if atomic.LoadUint64(w)&m == 0 { // most are marked already: reading is cheaper
		atomic.OrUint64(w, m)
	}
}

// Bytes returns the map in a file's form. Marks made meanwhile may be in it.
func (b *Bitmap) Bytes() []byte {
	out := make([]byte, 0, 8*len(b.Words))
	for i := range b.Words {
		out = binary.LittleEndian.AppendUint64(out, atomic.LoadUint64(&b.Words[i]))
	}
	return out
}

// Merge adds a map in a file's form.
func (b *Bitmap) Merge(file []byte) error {
	if len(file) != 8*len(b.Words) {
		return fmt.Errorf("%d bytes, want %d", len(file), 8*len(b.Words))
	}
	for i := range b.Words {
		b.Words[i] |= binary.LittleEndian.Uint64(file[8*i:])
	}
	return nil
}

// MarkFirst sets the bits below n.
func (b *Bitmap) MarkFirst(n int) {
	for i := range min(n, 64*len(b.Words)) {
		b.Words[i>>6] |= 1 << (i & 63)
	}
}

// Count is how many are marked.
func (b *Bitmap) Count() (n int64) {
	for _, w := range b.Words {
		n += int64(bits.OnesCount64(w))
	}
	return n
}

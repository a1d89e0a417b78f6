package state

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
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

// FileBytes is the size of the map in a file's form: its words, and their digest.
func (b *Bitmap) FileBytes() int { return 8*len(b.Words) + sha256.Size }

// Bytes returns the map in a file's form. Marks made meanwhile may be in it.
func (b *Bitmap) Bytes() []byte {
	out := make([]byte, 0, b.FileBytes())
	for i := range b.Words {
		out = binary.LittleEndian.AppendUint64(out, atomic.LoadUint64(&b.Words[i]))
	}
	sum := sha256.Sum256(out)
	return append(out, sum[:]...)
}

// Merge adds a map in a file's form.
func (b *Bitmap) Merge(file []byte) error {
	if len(file) != b.FileBytes() {
		return fmt.Errorf("%d bytes, want %d", len(file), b.FileBytes())
	}
	words := file[:8*len(b.Words)]
	if sum := sha256.Sum256(words); !bytes.Equal(sum[:], file[len(words):]) {
		return errors.New("altered: its digest does not fit")
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

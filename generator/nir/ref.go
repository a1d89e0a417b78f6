package nir

import (
	"crypto/sha256"
	"encoding"
	"encoding/binary"
	"hash"
)

// Refs computes nir_ref, the name under which logs carry a NIR:
// the first eight bytes of HMAC-SHA-256 (RFC 2104) of the thirteen characters
// under a dataset key, printed as sixteen hex digits.
//
// It keeps the two half-finished digests of the key (RFC 2104, section 4), so
// that one reference costs two SHA-256 blocks and no allocation. One Refs
// serves one goroutine.
type Refs struct {
	h            hash.Hash
	restore      encoding.BinaryUnmarshaler
	inner, outer []byte
	sum          [sha256.Size]byte
	msg          [13]byte
}

// NewRefs prepares the references of a dataset key of at most 64 bytes.
func NewRefs(key []byte) *Refs {
	if len(key) > sha256.BlockSize {
		panic("nir: dataset key longer than a SHA-256 block")
	}
	h := sha256.New()
	r := &Refs{h: h, restore: h.(encoding.BinaryUnmarshaler)}
	r.inner = midstate(h, key, 0x36)
	r.outer = midstate(h, key, 0x5c)
	return r
}

func midstate(h hash.Hash, key []byte, pad byte) []byte {
	var block [sha256.BlockSize]byte
	copy(block[:], key)
	for i := range block {
		block[i] ^= pad
	}
	h.Reset()
	h.Write(block[:])
	state, err := h.(encoding.BinaryMarshaler).MarshalBinary()
	if err != nil {
		panic(err) // crypto/sha256 documents that it cannot fail
	}
	return state
}

// Ref returns the reference of n.
func (r *Refs) Ref(n NIR) uint64 {
	msg := n.Append(r.msg[:0])
	r.load(r.inner)
	r.h.Write(msg)
	sum := r.h.Sum(r.sum[:0])
	r.load(r.outer)
	r.h.Write(sum)
	sum = r.h.Sum(r.sum[:0])
	return binary.BigEndian.Uint64(sum)
}

func (r *Refs) load(state []byte) {
	if err := r.restore.UnmarshalBinary(state); err != nil {
		panic(err) // the state is this package's own
	}
}

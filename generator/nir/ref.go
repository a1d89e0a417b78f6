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
// that one reference costs two SHA-256 blocks and no allocation. The last block
// of each is padded here (FIPS 180-4, section 5.1.1) and its result read from
// the state, which is half the work of asking for the sum. One Refs serves one
// goroutine.
type Refs struct {
	h            state
	inner, outer []byte
	saved        []byte // reused
	msg, sum     [sha256.BlockSize]byte
}

// state is a digest that can be set and read.
type state interface {
	hash.Hash
	encoding.BinaryUnmarshaler
	encoding.BinaryAppender
}

// A saved digest begins with four letters and the eight words of its state.
const (
	stateAt = 4
	stateTo = stateAt + sha256.Size
)

// NewRefs prepares the references of a dataset key of at most 64 bytes.
func NewRefs(key []byte) *Refs {
	if len(key) > sha256.BlockSize {
		panic("nir: dataset key longer than a SHA-256 block")
	}
	r := &Refs{h: sha256.New().(state)}
	r.inner = r.midstate(key, 0x36)
	r.outer = r.midstate(key, 0x5c)
	pad(&r.msg, 13)
	pad(&r.sum, sha256.Size)
	return r
}

// pad completes a second block of n bytes.
func pad(block *[sha256.BlockSize]byte, n int) {
	block[n] = 0x80
	binary.BigEndian.PutUint64(block[sha256.BlockSize-8:], uint64(sha256.BlockSize+n)*8)
}

func (r *Refs) midstate(key []byte, with byte) []byte {
	var block [sha256.BlockSize]byte
	copy(block[:], key)
	for i := range block {
		block[i] ^= with
	}
	r.h.Reset()
	r.h.Write(block[:])
	return r.save(nil)
}

// save appends the state of the digest.
func (r *Refs) save(dst []byte) []byte {
	dst, err := r.h.AppendBinary(dst)
	if err != nil {
		panic(err) // crypto/sha256 documents that it cannot fail
	}
	return dst
}

// Ref returns the reference of n.
func (r *Refs) Ref(n NIR) uint64 {
	n.Append(r.msg[:0])
	copy(r.sum[:], r.after(r.inner, &r.msg))
	return binary.BigEndian.Uint64(r.after(r.outer, &r.sum))
}

// after returns the digest of a saved state and a last block, valid until the
// next one.
func (r *Refs) after(from []byte, block *[sha256.BlockSize]byte) []byte {
	if err := r.h.UnmarshalBinary(from); err != nil {
		panic(err) // the state is this package's own
	}
	r.h.Write(block[:])
	r.saved = r.save(r.saved[:0])
	return r.saved[stateAt:stateTo]
}

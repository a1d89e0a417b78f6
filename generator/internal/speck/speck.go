// Package speck is the block cipher SPECK64/128: a keyed permutation of 64 bits
// under a key of 128.
//
// Ids of the logs are numbers of 64 bits that must be told apart for certain and
// read back by nobody. A cipher whose block is as long as the id gives both: it is
// one to one, so ids never collide, and without the key it looks like a
// permutation drawn at random. A cipher of longer blocks, cut to 64 bits, would
// collide; the hash behind nir_ref may, as it is compared with nothing by order.
//
// Source: Beaulieu et al., The SIMON and SPECK Families of Lightweight Block
// Ciphers, 2013 (IACR ePrint 2013/404), section 4; ISO/IEC 29167-22. The best
// published attacks reach 20 of its 27 rounds. It is here for its block of 64 bits
// and its speed in plain Go, and hides nothing but ids of invented data: use a
// cipher of the standard library for anything else.
package speck

import (
	"encoding/binary"
	"math/bits"
)

// Rounds of SPECK64/128.
const rounds = 27

// KeySize is the length of a key in bytes.
const KeySize = 16

// Cipher is a permutation. The zero value is the one of a key schedule of zeros.
type Cipher [rounds]uint32

// New expands a key, its words least significant first, as the authors' vectors
// have them.
func New(key [KeySize]byte) Cipher {
	var c Cipher
	k := binary.LittleEndian.Uint32(key[:])
	var l [3]uint32
	for i := range l {
		l[i] = binary.LittleEndian.Uint32(key[4+4*i:])
	}
	for i := range c {
		c[i] = k
		l[i%3], k = round(l[i%3], k, uint32(i))
	}
	return c
}

// Encrypt returns the place of x in the permutation.
func (c *Cipher) Encrypt(x uint64) uint64 {
	a, b := uint32(x>>32), uint32(x)
	for _, k := range c {
		a, b = round(a, b, k)
	}
	return uint64(a)<<32 | uint64(b)
}

// Decrypt returns the number whose place is y.
func (c *Cipher) Decrypt(y uint64) uint64 {
	a, b := uint32(y>>32), uint32(y)
	for i := range c {
		b = bits.RotateLeft32(a^b, -3)
		a = bits.RotateLeft32((a^c[rounds-1-i])-b, 8)
	}
	return uint64(a)<<32 | uint64(b)
}

func round(a, b, k uint32) (uint32, uint32) {
	a = (bits.RotateLeft32(a, -8) + b) ^ k
	return a, bits.RotateLeft32(b, 3) ^ a
}

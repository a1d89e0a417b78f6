package speck

import (
	"math/bits"
	"testing"
)

// The authors' test vector of SPECK64/128 (appendix C of the paper).
func TestPublishedVector(t *testing.T) {
	c := New([KeySize]byte{0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27})
	const plain, sealed = 0x3b7265747475432d, 0x8c6fa548454e028b
	if got := c.Encrypt(plain); got != sealed {
		t.Errorf("%x becomes %x, want %x", uint64(plain), got, uint64(sealed))
	}
}

// What is put in comes out again, so no two numbers share a place.
func TestOneToOne(t *testing.T) {
	c := New([KeySize]byte{7, 1, 4})
	for i := range uint64(100_000) {
		for _, x := range []uint64{i, ^i, i << 40, i * 0x9e3779b97f4a7c15} {
			if got := c.Decrypt(c.Encrypt(x)); got != x {
				t.Fatalf("%x comes back as %x", x, got)
			}
		}
	}
}

// A bit of the number, and a bit of the key, change half of the bits, each alike.
func TestEveryBitTurnsHalf(t *testing.T) {
	const tries = 2_000
	c := New([KeySize]byte{1})
	for bit := range 64 {
		var turned [64]int
		for i := range uint64(tries) {
			for d := c.Encrypt(i) ^ c.Encrypt(i^1<<bit); d != 0; d &= d - 1 {
				turned[bits.TrailingZeros64(d)]++
			}
		}
		for at, n := range turned {
			if n < tries*43/100 || n > tries*57/100 { // six standard errors
				t.Errorf("bit %d turns bit %d in %d of %d", bit, at, n, tries)
			}
		}
	}
	for bit := range 8 * KeySize {
		var key [KeySize]byte
		key[0] = 1
		key[bit/8] ^= 1 << (bit % 8)
		other, turned := New(key), 0
		for i := range uint64(200) {
			turned += bits.OnesCount64(c.Encrypt(i) ^ other.Encrypt(i))
		}
		if mean := float64(turned) / 200; mean < 30 || mean > 34 {
			t.Errorf("bit %d of the key turns %.1f bits of 64", bit, mean)
		}
	}
}

func BenchmarkEncrypt(b *testing.B) {
	c := New([KeySize]byte{1})
	x := uint64(1)
	for b.Loop() {
		x = c.Encrypt(x)
	}
	_ = x
}

package secret

import (
	"math/bits"

	"github.com/breachsim/breachsim/generator/internal/speck"
)

// Perm is a keyed permutation of [0, n) for tokens of few digits, such as the
// numbers of accounts.
//
// It is a Feistel network over two halves of unequal size (Black and Rogaway,
// Ciphers with Arbitrary Finite Domains, 2002) whose rounds are a block cipher, with
// the ten rounds that NIST SP 800-38G asks of FF1; what falls beyond n is sent
// round again. It costs ten blocks a number: for lists, not for lines.
type Perm struct {
	n, a, b uint64
	cipher  speck.Cipher
}

const permRounds = 10

// Perm returns the permutation of [0, n) that label names; n is from 1 to 2^56.
func (s Secret) Perm(label string, n uint64) Perm {
	p := Perm{n: n, a: 1, cipher: speck.New([speck.KeySize]byte(s.Key(label, speck.KeySize)))}
	for p.a*p.a < n {
		p.a *= 2
	}
	p.b = (n + p.a - 1) / p.a
	return p
}

// At returns the place of i, which must be below n.
func (p *Perm) At(i uint64) uint64 {
	for {
		l, r := i/p.b, i%p.b
		for j := uint64(0); j < permRounds; j += 2 {
			l = (l + p.round(j, r, p.a)) % p.a
			r = (r + p.round(j+1, l, p.b)) % p.b
		}
		if i = l*p.b + r; i < p.n {
			return i
		}
	}
}

// round hashes a half into [0, m).
func (p *Perm) round(j, half, m uint64) uint64 {
	hi, _ := bits.Mul64(p.cipher.Encrypt(j<<56|half), m)
	return hi
}

// Package secret holds what a dataset's made-up tokens are made with: the ids of
// events, sessions and requests, and the references of persons.
//
// It stands beside package random. What random draws follows from the seed, which
// every ordinary dataset prints, so that anybody can make it again; a token that
// followed from random alone could be read back by anybody who knows the seed. A
// secret is apart from that: for ordinary datasets it is derived from the seed and
// hides the structure of tokens from learners only; a dataset made with a secret of
// its owner hides it from everybody else.
//
// Keys come from the secret by HKDF-Expand (RFC 5869), one for each label, so that
// no token tells of another's key.
package secret

import (
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/breachsim/breachsim/generator/internal/random"
)

// Size is the length of a secret in bytes.
const Size = 32

// Secret is 256 bits.
type Secret [Size]byte

// Derived is the secret of a dataset whose owner gave none. Who knows the seed
// knows it.
func Derived(seed random.Key) Secret {
	return Secret(sha256.Sum256(fmt.Appendf(nil, "breachsim secret of seed %016x", uint64(seed))))
}

// Given is the secret of one dataset from what its owner brought, exactly Size
// bytes. Datasets of other seeds have other ones, so that their ids differ too.
func Given(b []byte, seed random.Key) (Secret, error) {
	if len(b) != Size {
		return Secret{}, fmt.Errorf("a secret has %d bytes; this one has %d", Size, len(b))
	}
	return Secret(Secret(b).Key(fmt.Sprintf("seed %016x", uint64(seed)), Size)), nil
}

// Key returns n bytes of key for the tokens that label names; n is at most 8,160.
func (s Secret) Key(label string, n int) []byte {
	key, err := hkdf.Expand(sha256.New, s[:], "breachsim "+label, n)
	if err != nil {
		panic("secret: " + err.Error()) // only for an n above what HKDF can give
	}
	return key
}

// Commitment is a text of 64 hex digits that only this secret has, and that tells
// nothing of it.
func (s Secret) Commitment() string { return hex.EncodeToString(s.Key("commitment", Size)) }

package seal

import (
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// SecretSize is the length of a secret in bytes.
const SecretSize = 32

// Secret is what the tokens of a sealed dataset follow from.
type Secret [SecretSize]byte

// commitment is the digest of a text under a purpose.
func commitment(purpose string, text []byte) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "breachsim seal %s\n%x", purpose, text))
	return hex.EncodeToString(sum[:])
}

// derived returns n bytes that follow from the secret and tell nothing of it (HKDF-Expand,
// RFC 5869).
func (s Secret) derived(purpose string, n int) []byte {
	key, err := hkdf.Expand(sha256.New, s[:], "breachsim seal "+purpose, n)
	if err != nil {
		panic("seal: " + err.Error()) // only for more than 8,160 bytes
	}
	return key
}

// committed is the commitment to the secret.
func (s Secret) committed() string { return commitment("secret", s[:]) }

// committedSeed is the commitment to a seed. It is salted: else whoever tried all seeds
// would find it.
func (s Secret) committedSeed(seed uint64) string {
	return commitment("seed", fmt.Appendf(nil, "%x %d", s.derived("seed salt", SecretSize), seed))
}

// canary is a text that stands in the sealed dataset and nowhere else.
func (s Secret) canary() string { return fmt.Sprintf("breachsim-canary-%x", s.derived("canary", 16)) }

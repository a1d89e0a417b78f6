package scenarios

import (
	"crypto/sha256"
	"encoding/binary"
)

// Count is the number of cells of a scenario: 1 without a matrix.
func (s *Scenario) Count() int {
	n := 1
	for _, a := range s.Matrix {
		n *= len(a.Values)
	}
	return n
}

// ReplicateSeed is the seed of the n-th replicate, from 1, of a scenario: a
// keyed hash of its own seed, so that replicate 7 is the same whether 7 or 70
// are made, and the same in each cell of a matrix. It is below 2⁶³, as seeds
// are.
func ReplicateSeed(seed uint64, n int) uint64 {
	b := binary.BigEndian.AppendUint64([]byte("breachsim replicate\x00"), seed)
	sum := sha256.Sum256(binary.BigEndian.AppendUint64(b, uint64(n)))
	return binary.BigEndian.Uint64(sum[:8]) >> 1
}

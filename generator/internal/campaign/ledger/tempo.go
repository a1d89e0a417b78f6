package ledger

import (
	"math/bits"

	"github.com/breachsim/breachsim/generator/internal/integer"
)

// Million is one in shares and work.
const Million = 1_000_000

// Tempo is millionths of look-ups to a mass.
type Tempo struct{ Num, Per int64 }

// of returns the work that a mass makes, in millionths of look-ups.
func (t Tempo) of(mass int64) int64 {
	if t.Per == 0 {
		return 0
	}
	return min(integer.MulDiv(mass, t.Num, t.Per), mostWork)
}

// atMost returns the slower of two tempos; the zero value of most bounds nothing.
func (t Tempo) atMost(most Tempo) Tempo {
	if most.Per == 0 || t.Per == 0 {
		return t
	}
	hi, lo := bits.Mul64(uint64(t.Num), uint64(most.Per))
	mostHi, mostLo := bits.Mul64(uint64(most.Num), uint64(t.Per))
	if hi > mostHi || hi == mostHi && lo > mostLo {
		return most
	}
	return t
}

// mostWork bounds the work of an account, in millionths of look-ups.
const mostWork = 1 << 56

// tempoPer is the mass to which tempos are given that are worked out: much, so that slow ones do
// not round to nothing.
const tempoPer = 1 << 40

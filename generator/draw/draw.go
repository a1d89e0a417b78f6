// Package draw lends the named draws of the generator to what stands around it: the
// analysts of a detector in the loop, a search over campaigns, lines that get lost on
// their way.
//
//	seed ─► New ─► Stream(Desk) ─► At(entity) ─► …
//
// It has no draw of its own. What a [Key] is and why draws have names, the generator
// says where it keeps them; the numbers here continue its list of streams.
package draw

import (
	"hash/fnv"

	"github.com/breachsim/breachsim/generator/internal/random"
)

// Key names a stream of draws.
type Key = random.Key

// Stream numbers the purposes of draws under one parent.
type Stream = random.Stream

// Purposes outside of the generator.
const (
	Desk     Stream = 600 // what analysts make of an alert
	Search   Stream = 601 // which campaigns are tried
	Delivery Stream = 602 // which lines come late, twice or not at all
)

// Million is the unit of shares.
const Million = random.Million

// New returns the root key of a seed.
func New(seed uint64) Key { return random.New(seed) }

// Text is the number of an entity that has a name and no number: FNV-1a of 64 bits.
func Text(name string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name)) // never fails
	return h.Sum64()
}

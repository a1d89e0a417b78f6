// Package random gives every draw of the simulation its own name.
//
// It stands below everything that draws. A [Key] names a stream: it is derived
// from the seed, the stream's number and the entities that the draw is about,
// and never from how many draws came before. Two draws with different names
// are independent; the same name gives the same value in any slice, worker,
// shard or order of work. That is what makes one day by itself equal to that
// day inside the whole, and one account more leave all others alone.
//
//	seed ──► New ──► Stream(Day) ──► At(account) ──► At(day) ──► Rand
//	                                                              │
//	                          a short sequence for that day only ◄┘
//
// All arithmetic is on integers. The shapes (normal, exponential, powers of
// two) are committed quantile tables in tables.go, so results depend neither
// on the processor nor on a math library.
//
// Streams are numbered so that no two purposes share a name even where they
// share a parent: 1 to 99 the engine, 100 to 199 persons, 200 to 299 accounts
// and networks, 300 to 399 base traffic, 400 to 499 campaigns, 500 to 599 the
// portal, 600 to 699 what stands around the generator. A number that
// has been used in a released dataset version is not given to anything else.
//
// What to reach for:
//
//	one draw about an entity          key.At(i).Below(n), .Chance(ppm)
//	a few draws about an entity       r := key.At(i).Rand(); r.Below(n), …
//	a shape                           r.LogNormal, r.Exp, r.Normal, r.Poisson
//	one of many, by weight            Alias; by cumulative shares Ladder
//	counts that must sum to n         Ladder.Counts
//	an order without storing it       Perm, in both directions
//
// The mixers are the finalizers of SplitMix64 (Steele, Lea and Flood 2014) and
// of rrmxmx (Evensen 2018): fast and statistically sound, not cryptographic.
// The package holds no global source and reads no clock.
package random

import (
	"math/bits"

	"github.com/breachsim/breachsim/scenarios/measure"
)

// Key names a stream of draws.
type Key uint64

// Stream numbers the purposes of draws under one parent, so that two purposes
// never share a name. The packages that draw list theirs as constants.
type Stream uint16

// streams keeps the names of streams apart from those of entities.
const streams = 0xa5a5_0000_0000_0000

const golden = 0x9e3779b97f4a7c15

// New returns the root key of a seed.
func New(seed uint64) Key { return Key(mix(seed ^ 0x627265616368_73)) } // "breachs"

// Stream derives the key of a purpose.
func (k Key) Stream(s Stream) Key { return k.At(streams | uint64(s)) }

// At derives the key of entity i. For a fixed k it is one-to-one in i.
func (k Key) At(i uint64) Key {
	x := uint64(k) ^ (i+1)*0xd6e8feb86659fd93
	x ^= bits.RotateLeft64(x, 49) ^ bits.RotateLeft64(x, 24)
	x *= 0x9fb21c651e98df25
	x ^= x >> 28
	x *= 0x9fb21c651e98df25
	return Key(x ^ x>>28)
}

// At2 derives the key of a pair.
func (k Key) At2(i, j uint64) Key { return k.At(i).At(j) }

// Uint64 is the one draw that the key names, for entities that need only one.
func (k Key) Uint64() uint64 { return mix(uint64(k)) }

// Below is a single draw from [0, n); it returns 0 for n = 0.
func (k Key) Below(n uint64) uint64 {
	hi, _ := bits.Mul64(k.Uint64(), n)
	return hi
}

// Rand starts the sequence that the key names.
func (k Key) Rand() Rand { return Rand{state: uint64(k)} }

// Rand is a short sequence of draws. It is a value: copy it to look ahead.
type Rand struct{ state uint64 }

// Uint64 returns the next 64 bits.
func (r *Rand) Uint64() uint64 {
	r.state += golden
	return mix(r.state)
}

// Below returns a draw from [0, n) by multiplication (Lemire 2019, without the
// rejection step: the bias is below n/2^64). It returns 0 for n = 0.
func (r *Rand) Below(n uint64) uint64 {
	hi, _ := bits.Mul64(r.Uint64(), n)
	return hi
}

// Between returns a draw from [lo, hi], both included; lo if hi < lo.
func (r *Rand) Between(lo, hi int64) int64 {
	if hi <= lo {
		return lo
	}
	return lo + int64(r.Below(uint64(hi-lo)+1))
}

// Million is the unit of shares: a share of 1 is 1,000,000.
const Million = measure.Million

// Chance is true with probability ppm/1,000,000.
func (r *Rand) Chance(ppm int64) bool { return int64(r.Below(Million)) < ppm }

// Chance is the single draw of the key, as [Rand.Chance].
func (k Key) Chance(ppm int64) bool { return int64(k.Below(Million)) < ppm }

func mix(z uint64) uint64 {
	z ^= z >> 30
	z *= 0xbf58476d1ce4e5b9
	z ^= z >> 27
	z *= 0x94d049bb133111eb
	return z ^ z>>31
}

package past

import "github.com/breachsim/breachsim/output/features/internal/trail"

// The size of a Bloom filter (Bloom 1970): ten bits a person and four places in
// them, of which a person who was never added has all set once in 85 times,
// (1 − e^(−4/10))⁴, when the filter is full.
const (
	filterPersons = 2048
	filterWords   = filterPersons * 10 / 64
	filterPlaces  = 4
)

type filter [filterWords]uint64

// known remembers persons: all of the last 2,048 different ones, and at most
// 4,096. The zero value knows nobody.
type known struct {
	young, old *filter
	n          int // persons in the young one
}

// has reports whether a person is known. A stranger is taken for known once in
// 85 times at most, twice that with two filters.
func (k *known) has(person uint64) bool {
	return k.young.has(person) || k.old.has(person)
}

// add makes a person known.
func (k *known) add(person uint64) {
	if k.young.has(person) {
		return
	}
	if k.young == nil {
		k.young = new(filter)
	}
	if k.n == filterPersons {
		if k.old == nil {
			k.old = new(filter)
		}
		k.young, k.old, k.n = k.old, k.young, 0
		*k.young = filter{}
	}
	k.young.add(person)
	k.n++
}

// place is bit i of a person: double hashing (Kirsch and Mitzenmacher 2006).
func place(h uint64, i int) (word int, bit uint64) {
	at := (h>>32 + uint64(i)*(h|1)&0xffffffff) % (filterWords * 64)
	return int(at / 64), 1 << (at % 64)
}

func (f *filter) has(person uint64) bool {
	if f == nil {
		return false
	}
	h := trail.Mix(person)
	for i := range filterPlaces {
		if word, bit := place(h, i); f[word]&bit == 0 {
			return false
		}
	}
	return true
}

func (f *filter) add(person uint64) {
	h := trail.Mix(person)
	for i := range filterPlaces {
		word, bit := place(h, i)
		f[word] |= bit
	}
}

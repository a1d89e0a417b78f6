package emit

import (
	"math/bits"

	"breachsim/generator/population"
)

// known remembers what the directory answers about persons: users ask for their own
// patients again and again. It changes nothing but the speed.
type known struct {
	people  *population.Persons
	persons []uint32 // by place: 1 + the person that is there; 0 = nobody
	answers []population.Answer
	shift   int

	missed []uint32 // persons who are not known, and where they are asked for
	places []int
	found  []population.Answer
}

// mostKnown bounds how many persons are remembered, some 50 bytes each.
const mostKnown = 1 << 15

func newKnown(people *population.Persons) *known {
	return &known{people: people, shift: 32 - bits.Len32(uint32(min(people.Len(), mostKnown)-1))}
}

// Answers appends the answer about each person.
func (k *known) Answers(asked []uint32, dst []population.Answer) []population.Answer {
	if k.persons == nil {
		n := 1 << (32 - k.shift)
		k.persons, k.answers = make([]uint32, n), make([]population.Answer, n)
	}
	k.missed, k.places = k.missed[:0], k.places[:0]
	for _, i := range asked {
		if at := k.placeOf(i); k.persons[at] == i+1 {
			dst = append(dst, k.answers[at])
			continue
		}
		k.missed, k.places = append(k.missed, i), append(k.places, len(dst))
		dst = append(dst, population.Answer{})
	}
	k.found = k.people.Answers(k.missed, k.found[:0])
	for j, i := range k.missed {
		at := k.placeOf(i)
		k.persons[at], k.answers[at] = i+1, k.found[j]
		dst[k.places[j]] = k.found[j]
	}
	return dst
}

// placeOf spreads persons over the places: those of a practice have neighbouring numbers.
func (k *known) placeOf(i uint32) uint32 { return uint32(uint64(i*2_654_435_769) >> k.shift) }

package emit

import (
	"math/bits"

	"github.com/breachsim/breachsim/generator/nir"
	"github.com/breachsim/breachsim/generator/population"
)

// known remembers what the directory answers about persons, and how logs name the numbers:
// users ask for their own patients again and again. It changes nothing but the speed.
type known struct {
	people  *population.Persons
	refs    *nir.Refs // nil = the logs omit the number
	persons []known1  // by place
	shift   int
	new     int // persons remembered since there were so many places

	missed []uint32 // persons who are not known, and where they are asked for
	places []int
	found  []population.Answer
}

// known1 is a person who is remembered.
type known1 struct {
	of uint32 // 1 + the person; 0 = nobody
	reply
}

// reply is what the directory knows to a look-up, with the reference of the number.
type reply struct {
	population.Answer
	Ref uint64
}

// So many persons are remembered at first, and at most: some 16 MB. There are four times
// as many places when as many persons as there are places have been asked for anew.
const (
	leastKnown = 1 << 12
	mostKnown  = 1 << 18
)

func newKnown(people *population.Persons, refs *nir.Refs) *known {
	return &known{people: people, refs: refs}
}

// Replies appends the reply about each person.
func (k *known) Replies(asked []uint32, dst []reply) []reply {
	k.makeRoom()
	k.missed, k.places = k.missed[:0], k.places[:0]
	for _, i := range asked {
		if p := &k.persons[k.placeOf(i)]; p.of == i+1 {
			dst = append(dst, p.reply)
			continue
		}
		k.missed, k.places = append(k.missed, i), append(k.places, len(dst))
		dst = append(dst, reply{})
	}
	k.found = k.people.Answers(k.missed, k.found[:0])
	for j, i := range k.missed {
		r := reply{Answer: k.found[j]}
		if k.refs != nil {
			r.Ref = k.refs.Ref(r.NIR)
		}
		k.persons[k.placeOf(i)], dst[k.places[j]] = known1{i + 1, r}, r
	}
	k.new += len(k.missed)
	return dst
}

// makeRoom makes places, and more of them where they have not been enough.
func (k *known) makeRoom() {
	most := 1 << bits.Len32(uint32(min(k.people.Len(), mostKnown)-1))
	n := len(k.persons)
	switch {
	case n == 0:
		n = min(leastKnown, most)
	case n < most && k.new > n:
		n = min(4*n, most)
	default:
		return
	}
	before := k.persons
	k.persons, k.shift, k.new = make([]known1, n), 33-bits.Len32(uint32(n)), 0
	for _, p := range before {
		if p.of != 0 {
			k.persons[k.placeOf(p.of-1)] = p
		}
	}
}

// placeOf spreads persons over the places: those of a practice have neighbouring numbers.
func (k *known) placeOf(i uint32) uint32 { return uint32(uint64(i*2_654_435_769) >> k.shift) }

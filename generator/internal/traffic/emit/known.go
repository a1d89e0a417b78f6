package emit

import (
	"math/bits"

	"github.com/breachsim/breachsim/generator/internal/population"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/nir"
)

// known remembers what the directory answers about persons, and how logs name the numbers:
// users ask for their own patients again and again. It changes nothing but the speed.
type known struct {
	people *population.Persons
	refs   *nir.Refs // nil = the logs omit the number
	pairs  []pair
	new    int // persons remembered since there were so many pairs

	missed []uint32 // persons who are not known, and where they are asked for
	places []int
	found  []population.Answer
}

// pair is where a person is remembered, in one line of the cache: the later of two first.
type pair [2]reply

// reply is what the directory knows to a look-up, with the reference of the number.
type reply struct {
	NIR     nir.NIR // the holder's number
	Ref     uint64
	of      uint32 // 1 + the person; 0 = nobody
	Holder  uint32
	End     int32 // last day of the holder's rights, in days since 1970
	Persons uint8 // persons returned
	Dept    uint8
	letters uint8
	page    onPage
}

// onPage is what the page of a person shows beside the names, in bits, in the order of
// [portal.Shown].
type onPage uint8

const (
	showsCover onPage = 1 << iota
	showsAid
	showsFull
	showsDoctor
)

// replyOf is the reply that an answer about a person makes.
func replyOf(i uint32, a *population.Answer, refs *nir.Refs) reply {
	r := reply{
		NIR: a.NIR, of: i + 1, Holder: a.Holder, End: a.End, Persons: uint8(a.Persons), Dept: a.Dept,
		letters: a.Shown.Letters,
	}
	page := OnPage(a.Shown)
	for i, yes := range [...]bool{page.Cover, page.Aid, page.Full, page.Doctor} {
		if yes {
			r.page |= 1 << i
		}
	}
	if refs != nil {
		r.Ref = refs.Ref(r.NIR)
	}
	return r
}

// shown is what the page of a person found shows of the record.
func (r *reply) shown() portal.Shown {
	return portal.Shown{
		Letters: r.letters, Cover: r.page&showsCover != 0, Aid: r.page&showsAid != 0,
		Full: r.page&showsFull != 0, Doctor: r.page&showsDoctor != 0,
	}
}

// So many pairs there are at first, and at most: of 64 bytes, some 16 MB. There are four
// times as many when as many persons as there are places have been asked for anew.
const (
	leastKnown = 1 << 11
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
		switch p := k.pairOf(i); i + 1 {
		case p[0].of:
			dst = append(dst, p[0])
		case p[1].of:
			dst = append(dst, p[1])
		default:
			k.missed, k.places = append(k.missed, i), append(k.places, len(dst))
			dst = append(dst, reply{})
		}
	}
	k.found = k.people.Answers(k.missed, k.found[:0])
	for j, i := range k.missed {
		r := &dst[k.places[j]]
		*r = replyOf(i, &k.found[j], k.refs)
		k.remember(r)
	}
	k.new += len(k.missed)
	return dst
}

// remember puts a reply in the place of the one that has been there longer.
func (k *known) remember(r *reply) {
	p := k.pairOf(r.of - 1)
	p[1], p[0] = p[0], *r
}

// makeRoom makes places, and more of them where they have not been enough.
func (k *known) makeRoom() {
	most := 1 << bits.Len32(uint32(min((k.people.Len()+1)/2, mostKnown)-1))
	n := len(k.pairs)
	switch {
	case n == 0:
		n = min(leastKnown, most)
	case n < most && k.new > 2*n:
		n = min(4*n, most)
	default:
		return
	}
	before := k.pairs
	k.pairs, k.new = make([]pair, n), 0
	for i := range before {
		for j := len(before[i]) - 1; j >= 0; j-- { // the later one last
			if r := &before[i][j]; r.of != 0 {
				k.remember(r)
			}
		}
	}
}

// pairOf is where a person is remembered. Those of a practice have neighbouring numbers,
// and so neighbouring places, which the processor reads together.
func (k *known) pairOf(i uint32) *pair { return &k.pairs[i&uint32(len(k.pairs)-1)] }

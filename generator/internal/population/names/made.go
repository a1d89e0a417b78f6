package names

import (
	"math/bits"
	"slices"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/chain"
	"github.com/breachsim/breachsim/generator/internal/population/geo"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// Draws under geo.Key about rare surnames, which are the same for every seed;
// 0 is the order of a department's communes by size.
const (
	shortTailNames = (1 + iota) << 32 // surnames of a start and an end
	longTailNames                     // surnames with a syllable between
)

// tailEnd is the number of surnames told apart; beyond the 218,982 published
// ones lie those borne by too few to be listed.
const tailEnd = 972_000

// tailNames are the parts of rare surnames and the orders in which they are put together.
type tailNames struct {
	starts, vowels, consonants, ends []uint16 // an end has the E by which it is joined
	short, long                      chain.Shuffle

	// The births between the ranks of facts.SurnameCoverage, and beyond the last, as
	// cumulative shares; and the ranks at which these steps begin, with the end.
	shares random.Ladder
	begin  [tailSteps + 1]uint32
}

const tailSteps = len(facts.SurnameCoverage)

func newTailNames(words *lexicon) (t tailNames) {
	t.starts, t.vowels = words.all(surnameStarts[:]), words.all(surnameVowels[:])
	t.consonants = words.all(surnameConsonants[:])
	for _, end := range surnameEnds {
		t.ends = append(t.ends, words.number(joined(end)))
	}
	t.short = chain.NewShuffle(geo.Key.At(shortTailNames), uint32(len(surnameStarts)*len(surnameEnds)))
	t.long = chain.NewShuffle(geo.Key.At(longTailNames), tailEnd)
	var births []uint64
	share := 10_000
	for j, c := range slices.Backward(facts.SurnameCoverage[:]) {
		t.begin[j] = uint32(c.Rank)
		births, share = append(births, uint64(share-c.Share)), c.Share
	}
	slices.Reverse(births)
	t.begin[tailSteps], t.shares = tailEnd, random.NewLadder(births)
	return t
}

// rank returns the rank beyond the list, by the published coverage, for two draws.
func (t *tailNames) rank(u, v uint64) uint32 {
	j := 0
	for _, share := range t.shares[1:tailSteps] {
		if uint64(uint32(u)) >= share { // no search: nobody could foretell its way
			j++
		}
	}
	width, _ := bits.Mul64(v, uint64(t.begin[j+1]-t.begin[j]))
	return t.begin[j] + uint32(width)
}

// joined is an end, with an E before a consonant.
func joined(end string) string {
	switch end[0] {
	case 'A', 'E', 'I', 'O', 'U':
		return end
	}
	return "E" + end
}

// name makes the surname of a rank beyond the published list: a start and an end for
// the first ranks, with a syllable between for the others. Ranks and names correspond
// nearly one to one, so that rare names are shared by as few people as in the published
// figures. Nobody could foretell which of the two it is, so there is no branch on it.
func (t *tailNames) name(rank uint32) Name {
	const starts, ends = uint32(len(surnameStarts)), uint32(len(surnameEnds))
	const vowels = uint32(len(surnameVowels))
	rank -= uint32(facts.SurnameCoverage[0].Rank)
	order, short := &t.long, rank < starts*ends
	if short {
		order = &t.short
	}
	x := order.At(rank)
	start, rest := x%starts, x/starts
	end, middle := rest%ends, rest/ends
	if short {
		start, end = x/ends, x%ends
	}
	syllable := Name(0).put(1, t.vowels[middle%vowels]).put(2, t.consonants[middle/vowels])
	if short {
		syllable = 0
	}
	return syllable.put(0, t.starts[start]).put(3, t.ends[end])
}

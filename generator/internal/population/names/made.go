package names

import (
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/chain"
	"github.com/breachsim/breachsim/generator/internal/population/geo"
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
	starts, vowels, consonants, ends []word // an end has the E by which it is joined
	short, long                      chain.Shuffle
}

func newTailNames() (t tailNames) {
	t.starts, t.vowels = newWords(surnameStarts[:]), newWords(surnameVowels[:])
	t.consonants = newWords(surnameConsonants[:])
	for _, end := range surnameEnds {
		t.ends = append(t.ends, newWord(joined(end)))
	}
	t.short = chain.NewShuffle(geo.Key.At(shortTailNames), uint32(len(surnameStarts)*len(surnameEnds)))
	t.long = chain.NewShuffle(geo.Key.At(longTailNames), tailEnd)
	return t
}

// joined is an end, with an E before a consonant.
func joined(end string) string {
	switch end[0] {
	case 'A', 'E', 'I', 'O', 'U':
		return end
	}
	return "E" + end
}

// append makes the surname of a rank beyond the published list: a start
// and an end for the first ranks, with a syllable between for the others. Ranks
// and names correspond nearly one to one, so that rare names are shared by as
// few people as in the published figures.
func (t *tailNames) append(dst []byte, rank uint32) []byte {
	const starts, ends, vowels = len(surnameStarts), len(surnameEnds), len(surnameVowels)
	rank -= uint32(facts.SurnameCoverage[0].Rank)
	if rank < uint32(starts*ends) {
		x := int(t.short.At(rank))
		return t.ends[x%ends].append(t.starts[x/ends].append(dst))
	}
	x := int(t.long.At(rank))
	dst = t.starts[x%starts].append(dst)
	x /= starts
	end := &t.ends[x%ends]
	x /= ends
	dst = t.vowels[x%vowels].append(dst)
	return end.append(t.consonants[x/vowels].append(dst))
}

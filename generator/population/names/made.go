package names

import (
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/population/chain"
	"github.com/breachsim/breachsim/generator/population/geo"
)

// Draws under geo.Key about rare surnames, which are the same for every seed;
// 0 is the order of a department's communes by size.
const (
	shortTailNames = (1 + iota) << 32 // surnames of a start and an end
	longTailNames                     // surnames with a syllable between
)

// appendTailName makes the surname of a rank beyond the published list: a start
// and an end for the first ranks, with a syllable between for the others. Ranks
// and names correspond nearly one to one, so that rare names are shared by as
// few people as in the published figures.
func appendTailName(dst []byte, rank uint32) []byte {
	const pairs = uint32(len(surnameStarts) * len(surnameEnds))
	rank -= uint32(facts.SurnameCoverage[0].Rank)
	if rank < pairs {
		order := chain.NewShuffle(geo.Key.At(shortTailNames), pairs)
		x := int(order.At(rank))
		return appendEnd(append(dst, surnameStarts[x/len(surnameEnds)]...), surnameEnds[x%len(surnameEnds)])
	}
	order := chain.NewShuffle(geo.Key.At(longTailNames), tailEnd)
	x := int(order.At(rank))
	dst = append(dst, surnameStarts[x%len(surnameStarts)]...)
	x /= len(surnameStarts)
	end := surnameEnds[x%len(surnameEnds)]
	x /= len(surnameEnds)
	dst = append(dst, surnameVowels[x%len(surnameVowels)]...)
	dst = append(dst, surnameConsonants[x/len(surnameVowels)]...)
	return appendEnd(dst, end)
}

// appendEnd joins an end, with an E before a consonant.
func appendEnd(dst []byte, end string) []byte {
	if c := end[0]; c != 'A' && c != 'E' && c != 'I' && c != 'O' && c != 'U' {
		dst = append(dst, 'E')
	}
	return append(dst, end...)
}

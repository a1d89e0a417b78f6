package names

import (
	"strings"

	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// nameCommunity is a community's names made ready to draw from.
type nameCommunity struct {
	first [2]zipfList // men, women
	last  zipfList
}

// zipfList is names of falling frequency: the name at place j has weight
// 1/(j+zipfFlat), Zipf's law with a flat top.
type zipfList struct {
	names []uint16
	alias random.Alias
}

const zipfFlat = 4

func newZipfList(words *lexicon, text string) (l zipfList) {
	var weights []uint64
	for j, name := range strings.Fields(text) {
		l.names = append(l.names, words.number(strings.ReplaceAll(name, "_", " ")))
		weights = append(weights, 1_000_000/uint64(j+zipfFlat))
	}
	l.alias = random.NewAlias(weights)
	return l
}

func (l *zipfList) pick(u uint64) Name { return Name(l.names[l.alias.Pick(u)]) }

// namesAbroad holds the communities of each group of countries, and the starts and ends
// of surnames.
type namesAbroad struct {
	list  [birthplace.Origins][]nameCommunity
	alias [birthplace.Origins]random.Alias
	made  [birthplace.Origins][2][]uint16
}

func newNamesAbroad(words *lexicon) (out namesAbroad) {
	var weights [birthplace.Origins][]uint64
	for j := range communities {
		c := &communities[j]
		men, women := newZipfList(words, c.men), newZipfList(words, c.women)
		out.list[c.group] = append(out.list[c.group], nameCommunity{
			first: [2]zipfList{men, women}, last: newZipfList(words, c.last),
		})
		weights[c.group] = append(weights[c.group], c.weight)
	}
	for g := range weights {
		out.alias[g] = random.NewAlias(weights[g])
		out.made[g] = [2][]uint16{words.all(foreignSurnames[g][0]), words.all(foreignSurnames[g][1])}
	}
	return out
}

// community returns the community that a draw names, of a group of countries.
func (n *namesAbroad) community(from birthplace.Origin, u uint64) *nameCommunity {
	return &n.list[from][n.alias[from].Pick(u)]
}

// madeAbroad is the share of surnames, in hundredths, that no list holds.
const madeAbroad = 25

// surname draws a surname of a community from a group of countries.
func (n *namesAbroad) surname(of *nameCommunity, from birthplace.Origin, r *random.Rand) Name {
	if r.Below(100) >= madeAbroad {
		return of.last.pick(r.Uint64())
	}
	start := oneOf(n.made[from][0], r)
	return Name(start).put(1, oneOf(n.made[from][1], r))
}

package names

import (
	"strings"
	"sync"

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
	names []string
	alias random.Alias
}

const zipfFlat = 4

func newZipfList(text string) zipfList {
	l := zipfList{names: strings.Fields(text)}
	weights := make([]uint64, len(l.names))
	for j := range weights {
		l.names[j] = strings.ReplaceAll(l.names[j], "_", " ")
		weights[j] = 1_000_000 / uint64(j+zipfFlat)
	}
	l.alias = random.NewAlias(weights)
	return l
}

func (l *zipfList) pick(u uint64) string { return l.names[l.alias.Pick(u)] }

// namesAbroad holds the communities of each group of countries.
type namesAbroad struct {
	list  [birthplace.Origins][]nameCommunity
	alias [birthplace.Origins]random.Alias
}

var foreignNames = sync.OnceValue(func() *namesAbroad {
	var out namesAbroad
	var weights [birthplace.Origins][]uint64
	for j := range communities {
		c := &communities[j]
		out.list[c.group] = append(out.list[c.group], nameCommunity{
			first: [2]zipfList{newZipfList(c.men), newZipfList(c.women)}, last: newZipfList(c.last),
		})
		weights[c.group] = append(weights[c.group], c.weight)
	}
	for g := range weights {
		out.alias[g] = random.NewAlias(weights[g])
	}
	return &out
})

// communityOf returns the community of the person i from a group of countries.
// First name and surname come from the same one.
func (p *Bearers) communityOf(i uint32, from birthplace.Origin) *nameCommunity {
	all := foreignNames()
	u := p.communityKey.At(uint64(i)).Uint64()
	return &all.list[from][all.alias[from].Pick(u)]
}

// madeAbroad is the share of surnames, in hundredths, that no list holds.
const madeAbroad = 25

// appendForeignSurname appends a surname of a community.
func appendForeignSurname(dst []byte, of *nameCommunity, from birthplace.Origin, r *random.Rand) []byte {
	if r.Below(100) >= madeAbroad {
		return append(dst, of.last.pick(r.Uint64())...)
	}
	starts, ends := foreignSurnames[from][0], foreignSurnames[from][1]
	dst = append(dst, starts[r.Below(uint64(len(starts)))]...)
	return append(dst, ends[r.Below(uint64(len(ends)))]...)
}

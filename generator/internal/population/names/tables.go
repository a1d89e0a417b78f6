package names

import (
	"sync"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// nameTables are the published name counts made ready to draw from.
type nameTables struct {
	first [2][facts.FirstNameDecades]nameList // men, women
	last  [facts.SurnameDecades]random.Alias  // over surnames
	words []word                              // the surnames
	tail  random.Ladder                       // ranks beyond the published list, see tailRank
	tails tailNames                           // their names
}

// nameList is the first names of one sex and decade: list[Pick] or, for the
// last step, a name that is not among the 150 most frequent.
type nameList struct {
	names []*facts.FirstName
	words []word
	known []uint16 // by name: a bit for each decade in whose list it is
	alias random.Alias
}

var names = sync.OnceValue(func() *nameTables {
	t := new(nameTables)
	for s, sex := range [2]byte{'M', 'F'} {
		of := facts.FirstNamesOf(sex)
		for d := range t.first[s] {
			l := &t.first[s][d]
			var weights []uint64
			for j := range of.List {
				if n := &of.List[j]; n.Births[d] > 0 {
					l.names, l.words = append(l.names, n), append(l.words, newWord(n.Name))
					l.known = append(l.known, decadesOf(n))
					weights = append(weights, uint64(n.Births[d]))
				}
			}
			l.alias = random.NewAlias(append(weights, uint64(of.Rest[d])))
		}
	}
	list := facts.Surnames()
	weights := make([]uint64, len(list))
	for j := range list {
		t.words = append(t.words, newWord(list[j].Name))
	}
	for d := range t.last {
		for j := range list {
			weights[j] = uint64(list[j].Births[d])
		}
		t.last[d] = random.NewAlias(weights)
	}
	t.tail, t.tails = random.NewLadder(tailWeights()), newTailNames()
	return t
})

// decadesOf tells in which decades a name is among the most frequent, a bit each.
func decadesOf(n *facts.FirstName) (bits uint16) {
	for d, births := range n.Births {
		if births > 0 {
			bits |= 1 << d
		}
	}
	return bits
}

// listed is the share, in thousandths, of a decade's births that have one of
// the 5,000 listed surnames: births in the list over births of 1891-1900 to
// 1991-2000, computed from Insee's two name files (the first from the second).
var listed = [facts.SurnameDecades]uint64{446, 446, 443, 434, 428, 432, 422, 411, 406, 389, 377}

// tailWeights gives the births that fall between the ranks of
// facts.SurnameCoverage, and beyond the last.
func tailWeights() []uint64 {
	cover := facts.SurnameCoverage[:]
	var w []uint64
	for j := 1; j < len(cover); j++ {
		w = append(w, uint64(cover[j].Share-cover[j-1].Share))
	}
	return append(w, uint64(10_000-cover[len(cover)-1].Share))
}

// tailRank draws a rank beyond the list by the published coverage.
func (t *nameTables) tailRank(r *random.Rand) uint32 {
	cover := facts.SurnameCoverage[:]
	j := t.tail.Pick(uint32(r.Uint64()))
	from, to := cover[j].Rank, tailEnd
	if j+1 < len(cover) {
		to = cover[j+1].Rank
	}
	return uint32(from) + uint32(r.Below(uint64(to-from)))
}

// decadeOf draws the table for a birth year: mostly that of its decade, towards
// either end more and more that of the next one, so that fashions pass
// smoothly. first is the year in which the first decade begins.
func decadeOf(year, first, count int, r *random.Rand) int {
	x := max(year-first, 0)
	d, off := x/10, x%10*2-9 // off: half-years from the middle of the decade
	next := 0
	if int(r.Below(20)) < max(off, -off) {
		next = 1
	}
	if off < 0 {
		next = -next
	}
	return min(max(d+next, 0), count-1)
}

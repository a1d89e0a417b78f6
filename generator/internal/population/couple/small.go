package couple

import (
	"sort"

	"github.com/breachsim/breachsim/generator/internal/population/chain"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
)

// In a department with few persons there are one or two of each age and sex, and
// lines of one age would leave most of them single. There, women and men who
// live as couples are ranked by age, and partners have about the same rank:
//
//	women  24 26 | 31 33 | 40 44 ···      blocks of ranks; in each the men are
//	men    27 25 | 36 30 | 41 49 ···      in a keyed order
//
// Which of an age are ranked is what the lines say: those at their beginning.
// Endogamy is left to chance.

const (
	// rankBlocks is into how many blocks the couples of a department fall: about
	// seven years of age each, so that gaps spread by some three years.
	rankBlocks = 10
	// rankedShare is how many of the women's share of couples there are, in
	// thousandths: elsewhere some find nobody.
	rankedShare = 915
	// Beyond these gaps of ages, man less woman, the same rank makes no couple:
	// among half a dozen persons it may be that of a grandson.
	leastRanked, mostRanked = -12, 20
)

// newLineup ranks as many women as men, of each age in proportion to the share
// that lives as a couple.
func (p *Table) newLineup(d uint8) *lineup {
	var weights [2][residence.Ages]uint64 // thousandths of a person
	var sums [2]uint64
	for age := CoupleAge; age < residence.Ages; age++ {
		for sex := range weights {
			cell := uint8(2*age + sex)
			n, most := uint64(p.res.Count(d, cell)), uint64(p.common(d, cell))
			weights[sex][age] = min(n*coupleRates()[sex][age], most*1000)
			sums[sex] += weights[sex][age]
		}
	}
	phase := p.key.At(couplesRounding | uint64(d)).Below(1000)
	couples := min((sums[1]*rankedShare/1000+phase)/1000, (sums[0]+999)/1000, (sums[1]+999)/1000)
	for {
		l := new(lineup)
		if couples == 0 || p.rank(l, d, couples, &weights) {
			return l
		}
		couples--
	}
}

// rank counts the ages of a number of couples; ok is false if an age has not as
// many persons, as the rounding of very few may have it.
func (p *Table) rank(l *lineup, d uint8, couples uint64, weights *[2][residence.Ages]uint64) (ok bool) {
	for sex := range weights {
		var sum, run uint64
		for _, w := range weights[sex] {
			sum += w
		}
		phase := p.key.At(ageRounding | uint64(d)<<8 | uint64(sex)).Below(sum)
		for age, w := range weights[sex] {
			run += w
			l.of[sex][age+1] = uint32((run*couples + phase) / sum)
			if n := l.of[sex][age+1] - l.of[sex][age]; n > 0 && n > p.common(d, uint8(2*age+sex)) {
				return false
			}
		}
	}
	return true
}

// ranked finds the partner of the other sex in a small department.
func (p *Table) ranked(l *lineup, s residence.Spot, at uint32) Companion {
	sex := s.Cell % 2
	own, other, age := &l.of[sex], &l.of[1-sex], s.Cell/2
	if at >= own[age+1]-own[age] {
		return Companion{}
	}
	rank := p.across(l, s.Dept, sex, own[age]+at)
	theirs := uint8(sort.Search(residence.Ages, func(age int) bool { return other[age+1] > rank }))
	if years := older(sex, age, theirs); years < leastRanked || years > mostRanked {
		return Companion{}
	}
	cell := 2*theirs + 1 - sex
	r := p.births.Row(s.Dept, cell)
	return p.standing(&r, s.Dept, cell, rank-other[theirs])
}

// older returns by how many years the man is older.
func older(sex, age, theirs uint8) int {
	if sex == 0 {
		return int(age) - int(theirs)
	}
	return int(theirs) - int(age)
}

// across returns the rank of the partner of one of a sex with a rank.
func (p *Table) across(l *lineup, d, sex uint8, rank uint32) uint32 {
	couples := l.of[0][residence.Ages]
	size := (couples + rankBlocks - 1) / rankBlocks
	first := rank / size * size
	sh := chain.NewShuffle(p.key.At(rankOrder|uint64(d)<<16|uint64(first)), min(size, couples-first))
	if sex == 0 {
		return first + sh.Find(rank-first)
	}
	return first + sh.At(rank-first)
}

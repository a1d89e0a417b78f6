package birthplace

import (
	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
)

// originWeights gives the groups of countries among those born abroad, in
// hundredths, by age: 0-14, 15-29, 30-44, 45-59, 60-74, 75 and over. Set so
// that they agree with Insee's totals for 2021-2022: Africa 48 % of immigrants
// (Maghreb 29 %), Europe 31 % (Portugal, Spain, Italy 16 %), Asia 14 %, and
// the 1.65 million French at birth who were born abroad, most of them in North
// Africa before 1962.
var originWeights = [...][Origins]uint64{
	{12, 25, 17, 22, 8, 9, 7},
	{8, 15, 22, 28, 7, 13, 7},
	{8, 14, 28, 26, 7, 11, 6},
	{12, 13, 30, 22, 7, 10, 6},
	{17, 12, 44, 10, 5, 8, 4},
	{22, 15, 48, 5, 4, 4, 2},
}

// overseasOrigins replaces them overseas: the neighbours of each department.
var overseasOrigins = [...][Origins]uint64{
	{1, 3, 2, 3, 2, 3, 86}, // Guadeloupe
	{1, 4, 2, 4, 2, 4, 83}, // Martinique
	{1, 2, 1, 2, 1, 4, 89}, // Guyane
	{1, 5, 3, 80, 1, 8, 2}, // La Réunion
	{0, 1, 0, 97, 0, 1, 1}, // Mayotte
}

// bornAbroad is the share born abroad by five years of age, in thousandths: few
// children, most at 35 to 50, and again at 60 to 65 and from 80. The curve is a
// calibration; its mean in each department is scaled to abroadPermille.
var bornAbroad = [...]uint64{
	12, 25, 35, 50, 85, 120, 160, 185, 190, 180, 170, 165, 185, 175, 165, 160, 170, 150, 130, 130, 130, 130,
}

// abroadPermille is the share of all residents born abroad in 2022 (Insee:
// 8.658 of 67.8 million).
const abroadPermille = 128

// bornAtHome is the share of those born in France who were born where they
// live, in thousandths, by age as in originWeights. A calibration: slightly
// over half of the adults live in the department of their birth.
var bornAtHome = [...]uint64{790, 650, 540, 540, 540, 560}

// homeOverseas is the same for the overseas departments, at every age.
const homeOverseas = 880

// sharesOf computes the weights of the columns of birth for the residents of
// one department, of one age and birth year.
type sharesOf struct {
	deps     []facts.Department
	national uint64          // population of all departments
	regional [depts]uint64   // population of a department's region
	factor   [depts]uint64   // a department's rate of birth abroad, mean = 1<<16
	scale    [depts]uint64   // of bornAbroad, 16 binary places
	weights  [Columns]uint64 // result, reused
}

func newShares() *sharesOf {
	s := &sharesOf{deps: facts.Departments()}
	var rated uint64
	for i, a := range s.deps {
		s.national += uint64(a.Population)
		rated += uint64(a.Population) * uint64(a.Immigrants)
		for _, b := range s.deps {
			if a.Region == b.Region {
				s.regional[i] += uint64(b.Population)
			}
		}
	}
	for d, dep := range s.deps {
		s.factor[d] = uint64(dep.Immigrants) * s.national << 16 / rated
	}
	s.scaleAbroad()
	return s
}

// scaleAbroad scales the curve of ages in each department so that abroadPermille
// would be born abroad with its own mix of ages and a rate of 1.
func (s *sharesOf) scaleAbroad() {
	var persons, abroad residence.GroupMix
	for age, c := range facts.Ages() {
		for sex, n := range [2]int{c.Men, c.Women} {
			g := residence.AgeGroup(2*age + sex)
			persons[g] += uint64(n)
			abroad[g] += uint64(n) * bornAbroad[age/5]
		}
	}
	for d, mix := range residence.GroupMixes() {
		var all, born uint64
		for g, w := range mix {
			all += w >> 20
			born += (w >> 20) * (abroad[g] << 10 / persons[g])
		}
		s.scale[d] = abroadPermille << 26 / (born / all)
	}
}

// band returns the row of originWeights for an age.
func band(age int) int { return min(age/15, len(originWeights)-1) }

// columnsFor returns the weights of the columns for residents of d aged age and
// born in year. The result is valid until the next call.
func (s *sharesOf) columnsFor(d, age, year int) []uint64 {
	clear(s.weights[:])
	// Thousandths of the residents, with 16 binary places for what is abroad.
	abroad := bornAbroad[age/5] * s.scale[d] >> 16 * s.factor[d]
	abroad = min(abroad, 700<<16)
	s.addAbroad(d, age, abroad)
	s.addFrance(d, age, 1000<<16-abroad)
	s.historic(year)
	return s.weights[:]
}

func (s *sharesOf) addAbroad(d, age int, share uint64) {
	mix := &originWeights[band(age)]
	if d >= OverseasFirst {
		mix = &overseasOrigins[d-OverseasFirst]
	}
	var sum uint64
	for _, w := range mix {
		sum += w
	}
	for g, w := range mix {
		s.weights[ColAbroad+g] = share * w / sum
	}
}

// OverseasFirst is the first overseas department.
const OverseasFirst = 96

// addFrance spreads those born in France: at home, and of the others 45 % over
// the same region and 55 % over the country, by population; the overseas
// departments count half there.
func (s *sharesOf) addFrance(d, age int, share uint64) {
	home := bornAtHome[band(age)]
	if d >= OverseasFirst {
		home = homeOverseas
	}
	away := share * (1000 - home) / 1000
	s.weights[d] += share - away
	for b, dep := range s.deps {
		pop := uint64(dep.Population)
		if b >= OverseasFirst {
			pop /= 2
		}
		near := uint64(0)
		if dep.Region == s.deps[d].Region {
			near = away * 45 / 100 * pop / s.regional[d]
		}
		s.weights[b] += near + away*55/100*pop/s.national
	}
}

// seine gives the share, in hundredths, of those born before 1968 in today's
// 91 to 95 who carry 75 (the Seine); the others carry 78 (Seine-et-Oise).
// Weighted by population from the code changes of 1 January 1968.
var seine = [5]uint64{0, 86, 65, 81, 0}

// Columns that the rules of history name.
const (
	colParis    = 75
	colYvelines = 78
	colEssonne  = 91
)

// historic moves births to the prefixes of their year: no 91 to 95 before
// 1968, 20 for Corsica before 1976.
func (s *sharesOf) historic(year int) {
	if year < 1976 {
		s.weights[ColCorsica] = s.weights[ColCorseDuSud] + s.weights[ColCorseDuSud+1]
		s.weights[ColCorseDuSud], s.weights[ColCorseDuSud+1] = 0, 0
	}
	if year >= 1968 {
		return
	}
	for j, part := range seine {
		w := s.weights[colEssonne+j]
		s.weights[colParis] += w * part / 100
		s.weights[colYvelines] += w - w*part/100
		s.weights[colEssonne+j] = 0
	}
}

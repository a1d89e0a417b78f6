package household

import (
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// TwinYear is the twins of one department and age: pairs of children who were also
// born in that department. Both margins of the residence tables stay as they are: the
// pairs are taken from the persons that are there.
//
//	row of the boys    ···|22 1 22 1 22 1|··········|···   born at home: first the
//	row of the girls   ···|22 1 22 1 22 1|········|·····   twins, then the others
//	                       └ zone ───────┘
//
// Pairs come in threes: two boys, two girls, one of each, the natural mix of
// the sexes. What a pair shares (month, day, code of the place) is computed
// from the pair's number, the same for both.
type TwinYear struct {
	Pairs uint32
	turn  uint8                  // with which of the three mixes the first pair begins
	Zone  [2]uint32              // rank at which the zone begins, boys and girls
	Count [2]uint32              // twins: boys and girls
	upTo  [MotherSpan + 1]uint32 // pairs whose mother was younger than MotherFirst+b
}

// twinRate is the part of deliveries that bring twins, in millionths: 1.6 %
// (France, 2015-2021; Insee and the perinatal surveys give 1.5 to 1.7).
const twinRate = 16_000

// fewestWomen is the number of women of each age that a department needs for
// twins to be told apart there.
const fewestWomen = 20

// mixes are the sexes of three pairs in turn: two boys, two girls, a boy and a
// girl; boysOf and girlsOf count them.
var mixes = [3][2]uint32{{2, 0}, {0, 2}, {1, 1}}

// Twin is a twin's place in its pair.
type Twin struct {
	Pair  uint32
	Order uint8 // 0 for the first-born, 1 for the second
}

// OfSex returns how many twins of a sex (0 boys, 1 girls) the first n pairs
// have.
func (t *TwinYear) OfSex(sex uint8, n uint32) uint32 {
	sum := n / 3 * 3
	for k := range n % 3 {
		sum += mixes[(uint32(t.turn)+k)%3][sex]
	}
	return sum
}

// At returns the pair of the z-th twin of a sex.
func (t *TwinYear) At(sex uint8, z uint32) Twin {
	pair, left := z/3*3, z%3
	for k := uint32(t.turn); ; k++ {
		has := mixes[k%3][sex]
		if left < has {
			order := uint8(left)
			if has == 1 {
				order = t.second(pair, sex)
			}
			return Twin{Pair: pair, Order: order}
		}
		left -= has
		pair++
	}
}

// second tells whether the twin of a sex is the second-born of a mixed pair.
func (t *TwinYear) second(pair uint32, sex uint8) uint8 {
	return uint8(random.Key(pair).Uint64()&1) ^ sex
}

// members returns sex and number within the sex of the two twins of a pair,
// the first-born first.
func (t *TwinYear) members(pair uint32) (sexes [2]uint8, z [2]uint32) {
	mix := mixes[(uint32(t.turn)+pair)%3]
	boys, girls := t.OfSex(0, pair), t.OfSex(1, pair)
	switch {
	case mix[0] == 2:
		return [2]uint8{0, 0}, [2]uint32{boys, boys + 1}
	case mix[1] == 2:
		return [2]uint8{1, 1}, [2]uint32{girls, girls + 1}
	case t.second(pair, 0) == 1:
		return [2]uint8{1, 0}, [2]uint32{girls, boys}
	}
	return [2]uint8{0, 1}, [2]uint32{boys, girls}
}

// ZoneOf says whether the person of a rank is a twin, and the how-manieth of
// its sex.
func (t *TwinYear) ZoneOf(sex uint8, rank uint32) (z uint32, ok bool) {
	z = rank - t.Zone[sex]
	return z, z < t.Count[sex] // wraps around before the zone
}

// singly returns the number, among the children of one age who were born
// singly, of the child at place s with number v among all.
func (t *TwinYear) singly(s residence.Spot, v uint32) uint32 {
	sex := s.Cell % 2
	if s.Rank >= t.Zone[sex] {
		v -= t.Count[sex]
	}
	if sex == 1 {
		v -= t.Count[0]
	}
	return v
}

package population

import (
	"breachsim/generator/internal/random"
	"breachsim/generator/population/birthplace"
	"breachsim/generator/population/residence"
)

// Twins are pairs of children of one department and age who were also born in
// that department. Both margins of the residence tables stay as they are: the
// pairs are taken from the persons that are there.
//
//	row of the boys    ···|22 1 22 1 22 1|··········|···   born at home: first the
//	row of the girls   ···|22 1 22 1 22 1|········|·····   twins, then the others
//	                       └ zone ───────┘
//
// Pairs come in threes: two boys, two girls, one of each, the natural mix of
// the sexes. What a pair shares (month, day, code of the place) is computed
// from the pair's number, the same for both.
type twinYear struct {
	pairs uint32
	turn  uint8                  // with which of the three mixes the first pair begins
	zone  [2]uint32              // rank at which the zone begins, boys and girls
	count [2]uint32              // twins: boys and girls
	upTo  [motherSpan + 1]uint32 // pairs whose mother was younger than motherFirst+b
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

// twin is a twin's place in its pair.
type twin struct {
	pair  uint32
	order uint8 // 0 for the first-born, 1 for the second
}

// ofSex returns how many twins of a sex (0 boys, 1 girls) the first n pairs
// have.
func (t *twinYear) ofSex(sex uint8, n uint32) uint32 {
	sum := n / 3 * 3
	for k := range n % 3 {
		sum += mixes[(uint32(t.turn)+k)%3][sex]
	}
	return sum
}

// at returns the pair of the z-th twin of a sex.
func (t *twinYear) at(sex uint8, z uint32) twin {
	pair, left := z/3*3, z%3
	for k := uint32(t.turn); ; k++ {
		has := mixes[k%3][sex]
		if left < has {
			order := uint8(left)
			if has == 1 {
				order = t.second(pair, sex)
			}
			return twin{pair: pair, order: order}
		}
		left -= has
		pair++
	}
}

// second tells whether the twin of a sex is the second-born of a mixed pair.
func (t *twinYear) second(pair uint32, sex uint8) uint8 {
	return uint8(random.Key(pair).Uint64()&1) ^ sex
}

// members returns sex and number within the sex of the two twins of a pair,
// the first-born first.
func (t *twinYear) members(pair uint32) (sexes [2]uint8, z [2]uint32) {
	mix := mixes[(uint32(t.turn)+pair)%3]
	boys, girls := t.ofSex(0, pair), t.ofSex(1, pair)
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

// zoneOf says whether the person of a rank is a twin, and the how-manieth of
// its sex.
func (t *twinYear) zoneOf(sex uint8, rank uint32) (z uint32, ok bool) {
	z = rank - t.zone[sex]
	return z, z < t.count[sex] // wraps around before the zone
}

// buildTwins decides on the pairs of one age in one department.
func (h *households) buildTwins(res *residence.Table, births *birthplace.Table, d, age uint8, k random.Key) {
	t := &h.twins[int(d)*residence.HolderAge+int(age)]
	*t = twinYear{}
	r := k.At2(uint64(d), uint64(age)).Rand()
	for a := range uint8(motherAges) {
		if res.Count(d, woman(motherFirst+a)) < fewestWomen {
			return
		}
	}
	n := uint64(h.childCount(res, d, age))
	t.turn = uint8(r.Below(3))
	t.pairs = uint32((n*twinRate + r.Below(1_000_000+twinRate)) / (1_000_000 + twinRate))
	var room [2]uint32
	for sex := range uint8(2) {
		row := births.Row(d, 2*age+sex)
		t.zone[sex] = row.From(d) // the column of birth is the department
		room[sex] = row.From(d+1) - t.zone[sex]
	}
	for t.pairs > 0 && (t.ofSex(0, t.pairs) > room[0] || t.ofSex(1, t.pairs) > room[1]) {
		t.pairs--
	}
	t.count = [2]uint32{t.ofSex(0, t.pairs), t.ofSex(1, t.pairs)}
}

// singly returns the number, among the children of one age who were born
// singly, of the child at place s with number v among all.
func (t *twinYear) singly(s residence.Spot, v uint32) uint32 {
	sex := s.Cell % 2
	if s.Rank >= t.zone[sex] {
		v -= t.count[sex]
	}
	if sex == 1 {
		v -= t.count[0]
	}
	return v
}

// Twin reports whether person i is a twin under 16.
func (p *Persons) Twin(i uint32) bool {
	s := p.res.Spot(i)
	t := p.twinsIn(s.Cell, s.Dept)
	if t == nil {
		return false
	}
	_, twin := t.zoneOf(s.Cell%2, s.Rank)
	return twin
}

package household

import (
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/chain"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// New forms the families of those who live where res says and were born
// where places says.
func New(key random.Key, res *residence.Table, places *birthplace.Table) *Table {
	h := &Table{res: res, places: places}
	h.childKey = key.Stream(streamChild)
	h.motherKey = key.Stream(streamMother)
	h.siblingKey = key.Stream(streamSibling)
	h.twinKey = key.Stream(streamTwin)
	births, family := key.Stream(streamBirths), key.Stream(streamFamily)
	for d := range uint8(depts) {
		for age := range uint8(residence.HolderAge) {
			h.buildTwins(d, age, h.twinKey)
			h.buildChildren(d, age, births)
		}
		for j := range uint8(motherAges) {
			h.buildMothers(d, j, family)
		}
	}
	return h
}

// buildChildren shares the children of one age over their mothers' ages, in
// proportion to the women there are and their fertility at the birth.
func (h *Table) buildChildren(d, age uint8, births random.Key) {
	var weights [MotherSpan]uint64
	var sum uint64
	for b := range weights {
		weights[b] = fertility[b] * uint64(h.res.Count(d, woman(age+MotherFirst+uint8(b))))
		sum += weights[b]
	}
	if sum == 0 {
		return // nobody to be the mother: these children stand alone
	}
	t := &h.twins[int(d)*residence.HolderAge+int(age)]
	n := h.childCount(d, age) - 2*t.Pairs
	r := births.At2(uint64(d), uint64(age)).Rand()
	phase, phaseTwins := uint32(r.Uint64()>>(64-chain.CutBits)), uint32(r.Uint64()>>(64-chain.CutBits))
	var ladder [MotherSpan + 1]uint32
	at := &h.children[int(d)*residence.HolderAge+int(age)]
	for b, share := range chain.Cumulate(ladder[:0], weights[:]) {
		at.before[b] = chain.CutAt(n, share, phase)
		t.upTo[b] = chain.CutAt(t.Pairs, share, phaseTwins)
	}
}

// childCount returns the number of children of an age in a department.
func (h *Table) childCount(d, age uint8) uint32 {
	row := h.res.Cells(d)
	return row[2*int(age)+2] - row[2*int(age)]
}

// buildMothers counts the children of the women aged MotherFirst+j.
func (h *Table) buildMothers(d, j uint8, family random.Key) {
	at := int(d)*motherAges + int(j)
	m, t := &h.mothers[at], &h.pairs[at]
	m.women = h.res.Count(d, woman(MotherFirst+j))
	last, densest := uint32(0), uint32(0)
	for a := range residence.HolderAge {
		m.before[a+1], t.before[a+1] = m.before[a], t.before[a]
		b := int(j) - a
		if b < 0 || b >= MotherSpan {
			continue
		}
		c, twins := &h.children[int(d)*residence.HolderAge+a], &h.twins[int(d)*residence.HolderAge+a]
		n := c.before[b+1] - c.before[b]
		m.before[a+1] += n
		t.before[a+1] += twins.upTo[b+1] - twins.upTo[b]
		last, densest = n, max(densest, last+n)
	}
	r := family.At2(uint64(d), uint64(j)).Rand()
	of := births{
		women: m.women, singles: m.before[residence.HolderAge], pairs: t.before[residence.HolderAge], densest: densest,
	}
	m.kinds = familiesOf(of, MotherFirst+int(j), &r)
	for k := range m.kinds {
		m.mothers += m.kinds[k].count
	}
}

// buildTwins decides on the pairs of one age in one department.
func (h *Table) buildTwins(d, age uint8, k random.Key) {
	t := &h.twins[int(d)*residence.HolderAge+int(age)]
	*t = TwinYear{}
	r := k.At2(uint64(d), uint64(age)).Rand()
	for a := range uint8(motherAges) {
		if h.res.Count(d, woman(MotherFirst+a)) < fewestWomen {
			return
		}
	}
	n := uint64(h.childCount(d, age))
	t.turn = uint8(r.Below(3))
	t.Pairs = uint32((n*twinRate + r.Below(1_000_000+twinRate)) / (1_000_000 + twinRate))
	var room [2]uint32
	for sex := range uint8(2) {
		row := h.places.Row(d, 2*age+sex)
		t.Zone[sex] = row.From(d) // the column of birth is the department
		room[sex] = row.From(d+1) - t.Zone[sex]
	}
	for t.Pairs > 0 && (t.OfSex(0, t.Pairs) > room[0] || t.OfSex(1, t.Pairs) > room[1]) {
		t.Pairs--
	}
	t.Count = [2]uint32{t.OfSex(0, t.Pairs), t.OfSex(1, t.Pairs)}
}

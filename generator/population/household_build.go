package population

import (
	"breachsim/generator/internal/random"
	"breachsim/generator/population/birthplace"
	"breachsim/generator/population/chain"
	"breachsim/generator/population/residence"
)

func (h *households) build(key random.Key, res *residence.Table, places *birthplace.Table) {
	h.childKey = key.Stream(streamChild)
	h.motherKey = key.Stream(streamMother)
	h.siblingKey = key.Stream(streamSibling)
	h.twinKey = key.Stream(streamTwin)
	births, family := key.Stream(streamBirths), key.Stream(streamFamily)
	for d := range uint8(depts) {
		for age := range uint8(residence.HolderAge) {
			h.buildTwins(res, places, d, age, h.twinKey)
			h.buildChildren(res, d, age, births)
		}
		for j := range uint8(motherAges) {
			h.buildMothers(res, d, j, family)
		}
	}
}

// buildChildren shares the children of one age over their mothers' ages, in
// proportion to the women there are and their fertility at the birth.
func (h *households) buildChildren(res *residence.Table, d, age uint8, births random.Key) {
	var weights [motherSpan]uint64
	var sum uint64
	for b := range weights {
		weights[b] = fertility[b] * uint64(res.Count(d, woman(age+motherFirst+uint8(b))))
		sum += weights[b]
	}
	if sum == 0 {
		return // nobody to be the mother: these children stand alone
	}
	t := &h.twins[int(d)*residence.HolderAge+int(age)]
	n := h.childCount(res, d, age) - 2*t.pairs
	r := births.At2(uint64(d), uint64(age)).Rand()
	phase, phaseTwins := uint32(r.Uint64()>>(64-chain.CutBits)), uint32(r.Uint64()>>(64-chain.CutBits))
	var ladder [motherSpan + 1]uint32
	at := &h.children[int(d)*residence.HolderAge+int(age)]
	for b, share := range chain.Cumulate(ladder[:0], weights[:]) {
		at.before[b] = chain.CutAt(n, share, phase)
		t.upTo[b] = chain.CutAt(t.pairs, share, phaseTwins)
	}
}

// woman returns the cell of women of an age.
func woman(age uint8) uint8 { return 2*age + 1 }

// childCount returns the number of children of an age in a department.
func (h *households) childCount(res *residence.Table, d, age uint8) uint32 {
	row := res.Cells(d)
	return row[2*int(age)+2] - row[2*int(age)]
}

// buildMothers counts the children of the women aged motherFirst+j.
func (h *households) buildMothers(res *residence.Table, d, j uint8, family random.Key) {
	at := int(d)*motherAges + int(j)
	m, t := &h.mothers[at], &h.pairs[at]
	m.women = res.Count(d, woman(motherFirst+j))
	last, densest := uint32(0), uint32(0)
	for a := range residence.HolderAge {
		m.before[a+1], t.before[a+1] = m.before[a], t.before[a]
		b := int(j) - a
		if b < 0 || b >= motherSpan {
			continue
		}
		c, twins := &h.children[int(d)*residence.HolderAge+a], &h.twins[int(d)*residence.HolderAge+a]
		n := c.before[b+1] - c.before[b]
		m.before[a+1] += n
		t.before[a+1] += twins.upTo[b+1] - twins.upTo[b]
		last, densest = n, max(densest, last+n)
	}
	r := family.At2(uint64(d), uint64(j)).Rand()
	of := births{women: m.women, singles: m.before[residence.HolderAge], pairs: t.before[residence.HolderAge], densest: densest}
	m.kinds = familiesOf(of, motherFirst+int(j), &r)
	for k := range m.kinds {
		m.mothers += m.kinds[k].count
	}
}

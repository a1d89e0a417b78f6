package population

import (
	"breachsim/generator/internal/random"
)

// familySizes is the number of family sizes that the women of one age in one
// department have; in all but tiny populations these are 1 to 5 children.
const familySizes = 5

// sizeOrder is the order in which family sizes take their slots: the most
// frequent first, so that most children need one step.
var sizeOrder = [familySizes]uint32{2, 1, 3, 4, 5}

// meanFamily is the mean number of children under 16 of mothers aged 16, 21,
// 26 and so on, in hundredths; all together 1.8. A calibration.
var meanFamily = [...]uint64{105, 125, 155, 180, 198, 196, 175, 145, 120, 110, 105}

// familiesOf shares children out over women of one age: about children/mean
// of them become mothers, most of one or two children, fewer of more.
//
//	f3, f4, f5 follow from the mean; f1 and f2 then from
//	f1 + f2 = mothers - f3 - f4 - f5,  f1 + 2·f2 = children - 3·f3 - 4·f4 - 5·f5
func familiesOf(women, children uint32, age int, r *random.Rand) (out [familySizes]families) {
	if children == 0 {
		return out
	}
	mean := meanFamily[(age-motherFirst)/5]
	mothers := uint32(min(max((uint64(children)*100+mean/2)/mean, 1), uint64(women)))
	excess := uint64(0) // of the true mean over 1.1, in millionths
	if ratio := uint64(children) * 1_000_000 / uint64(mothers); ratio > 1_100_000 {
		excess = ratio - 1_100_000
	}
	many := func(ppm uint64) uint32 {
		return uint32((uint64(mothers)*(excess*ppm/1_000_000) + r.Below(1_000_000)) / 1_000_000)
	}
	f3, f4, f5 := many(190_000), many(50_000), many(12_000)
	few := int64(mothers) - int64(f3) - int64(f4) - int64(f5)
	theirs := int64(children) - 3*int64(f3) - 4*int64(f4) - 5*int64(f5)
	f2 := theirs - few
	f1 := few - f2
	if few < 0 || f1 < 0 || f2 < 0 {
		return evenFamilies(mothers, children)
	}
	for j, count := range [...]uint32{uint32(f2), uint32(f1), f3, f4, f5} {
		out[j] = families{count: count, size: sizeOrder[j]}
	}
	return out
}

// evenFamilies gives all mothers the same number of children, or one more: the
// rule for numbers too small for a distribution.
func evenFamilies(mothers, children uint32) (out [familySizes]families) {
	size, more := children/mothers, children%mothers
	out[0] = families{count: mothers - more, size: size}
	out[1] = families{count: more, size: size + 1}
	return out
}

// The slots of the women of one age are their children, youngest first. The
// sizes divide them one after the other: of rest slots, m = count·size are
// taken by the size and rest-m left to the next, evenly along the ages
// (slot x is taken if ⌊(x+1)·m/rest⌋ > ⌊x·m/rest⌋; Bresenham's line). So each
// size has children of all ages.
//
// The slots of one size are then cut into layers, first the youngest child of
// every family, then the second youngest, and so on, so that siblings are some
// years apart:
//
//	slots   0 ········ count ········ 2·count
//	        └ youngest ─┘└── eldest ───┘        for two children
//
// Families of two are first cut into two halves of that kind, or the gap would
// be half of sixteen years.

// family returns the family and layer that a slot belongs to.
func (h *households) family(m *motherYear, d, j uint8, slot uint32) (family, layer uint32) {
	x, rest := uint64(slot), uint64(m.before[holderAge])
	first := uint32(0)
	for step := range m.families {
		f := &m.families[step]
		part := uint64(f.count) * uint64(f.size)
		taken := x * part / rest
		if (x+1)*part/rest > taken {
			g, layer := h.unlayer(f, d, j, uint32(taken))
			return first + g, layer
		}
		x -= taken
		rest -= part
		first += f.count
	}
	panic("population: a child without a family") // the counts add up, so never
}

// slot is the inverse of family.
func (h *households) slot(m *motherYear, d, j uint8, family, layer uint32) uint32 {
	var rests [familySizes]uint64
	rest := uint64(m.before[holderAge])
	step := 0
	for ; family >= m.families[step].count; step++ {
		f := &m.families[step]
		rests[step] = rest
		rest -= uint64(f.count) * uint64(f.size)
		family -= f.count
	}
	f := &m.families[step]
	part := uint64(f.count) * uint64(f.size)
	p := uint64(h.layer(f, d, j, family, layer))
	x := ((p+1)*rest+part-1)/part - 1
	for step--; step >= 0; step-- {
		rest = rests[step]
		part = uint64(m.families[step].count) * uint64(m.families[step].size)
		x = x * rest / (rest - part)
	}
	return uint32(x)
}

// half returns the families of one of the two halves that a size is cut into,
// and how many come before; sizes other than two have one half only.
func half(f *families, second bool) (before, count uint32) {
	if f.size != 2 || f.count < 2 {
		return 0, f.count
	}
	if second {
		return f.count / 2, f.count - f.count/2
	}
	return 0, f.count / 2
}

// unlayer maps a position among the slots of one size to family and layer.
func (h *households) unlayer(f *families, d, j uint8, pos uint32) (family, layer uint32) {
	before, count := half(f, false)
	if pos >= count*f.size {
		before, count = half(f, true)
	}
	pos -= before * f.size
	layer = pos / count
	sh := h.layerOrder(f.size, count, d, j, layer)
	return before + sh.At(pos%count), layer
}

// layer is the inverse of unlayer.
func (h *households) layer(f *families, d, j uint8, family, layer uint32) uint32 {
	before, count := half(f, false)
	if family >= before+count {
		before, count = half(f, true)
	}
	sh := h.layerOrder(f.size, count, d, j, layer)
	return before*f.size + layer*count + sh.Find(family-before)
}

func (h *households) layerOrder(size, count uint32, d, j uint8, layer uint32) shuffle {
	name := uint64(size)<<32 | uint64(layer)<<16 | uint64(d)<<8 | uint64(j)
	return newShuffle(h.siblingKey.At(name), count)
}

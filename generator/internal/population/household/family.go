package household

import (
	"github.com/breachsim/breachsim/generator/internal/population/chain"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/internal/random"
)

// The slots of the women of one age are their children born singly, youngest
// first. The kinds of families divide them one after the other: of rest slots,
// m = count·size are taken by the kind and rest-m left to the next, evenly
// along the ages (slot x is taken if ⌊(x+1)·m/rest⌋ > ⌊x·m/rest⌋; Bresenham's
// line). So each kind has children of all ages.
//
// The slots of one kind are then cut into layers, first the youngest child of
// every family, then the second youngest, and so on, so that siblings are some
// years apart; a short gap is made by cutting into several such halves first:
//
//	slots   0 ········ count ········ 2·count
//	        └ youngest ─┘└── eldest ───┘        two children, far apart
//	        └ y ┘└── e ─┘└ y ──┘└─ e ──┘        two children, close together
//
// Every other layer is mixed a little, no slot moving further than the spread,
// so that gaps differ.

// family returns the family and layer that a slot belongs to.
func (h *Table) family(of women, slot uint32) (family, layer uint32) {
	m := of.year
	x, rest := uint64(slot), uint64(m.before[residence.HolderAge])
	first := uint32(0)
	for k := range m.kinds[:singleKinds] {
		f := &m.kinds[k]
		part := uint64(f.count) * uint64(f.size)
		taken, over := x*part/rest, x*part%rest
		if over+part >= rest { // so ⌊(x+1)·part/rest⌋ is more
			g, layer := h.unlayer(of, f, uint32(taken))
			return first + g, layer
		}
		x -= taken
		rest -= part
		first += f.count
	}
	panic("population: a child without a family") // the counts add up, so never
}

// slot is the inverse of family.
func (h *Table) slot(of women, family, layer uint32) uint32 {
	m := of.year
	var rests [kinds]uint64
	rest := uint64(m.before[residence.HolderAge])
	step := 0
	for ; family >= m.kinds[step].count; step++ {
		f := &m.kinds[step]
		rests[step] = rest
		rest -= uint64(f.count) * uint64(f.size)
		family -= f.count
	}
	f := &m.kinds[step]
	part := uint64(f.count) * uint64(f.size)
	p := uint64(h.layer(of, f, family, layer))
	x := ((p+1)*rest+part-1)/part - 1
	for step--; step >= 0; step-- {
		rest = rests[step]
		part = uint64(m.kinds[step].count) * uint64(m.kinds[step].size)
		x = x * rest / (rest - part)
	}
	return uint32(x)
}

// half returns the families of one of the halves that a kind is cut into:
// how many come before, and how many they are.
func (f *kind) half(g uint32) (before, count uint32) {
	before = uint32(uint64(f.count) * uint64(g) / uint64(f.halves))
	return before, uint32(uint64(f.count)*uint64(g+1)/uint64(f.halves)) - before
}

// unlayer maps a position among the slots of one kind to family and layer.
func (h *Table) unlayer(of women, f *kind, pos uint32) (family, layer uint32) {
	g := uint32(0)
	before, count := f.half(g)
	for pos >= (before+count)*uint32(f.size) {
		g++
		before, count = f.half(g)
	}
	pos -= before * uint32(f.size)
	layer = pos / count
	x := pos % count
	if layer%2 == 1 {
		lo, mix := f.mix(h.layerKey(of, f, layer<<8|g), x, count)
		x = lo + mix.At(x-lo)
	}
	return before + x, layer
}

// layer is the inverse of unlayer.
func (h *Table) layer(of women, f *kind, family, layer uint32) uint32 {
	g := uint32(0)
	before, count := f.half(g)
	for family >= before+count {
		g++
		before, count = f.half(g)
	}
	x := family - before
	if layer%2 == 1 {
		lo, mix := f.mix(h.layerKey(of, f, layer<<8|g), x, count)
		x = lo + mix.Find(x-lo)
	}
	return before*uint32(f.size) + layer*count + x
}

// layerKey names the draws of one layer of a half of a kind.
func (h *Table) layerKey(of women, f *kind, name uint32) random.Key {
	return h.siblingKey.At(uint64(f.size)<<48 | uint64(name)<<16 | uint64(of.dept)<<8 | uint64(of.j))
}

// mix returns the order of the part of a layer in which x lies, and where the
// part begins.
func (f *kind) mix(key random.Key, x, count uint32) (lo uint32, order chain.Shuffle) {
	// Parts begin half a spread early, so that no family stands at the edge of
	// its part in every layer.
	spread := uint32(f.spread)
	off := spread / 2
	part := (x + off) / spread
	hi := min((part+1)*spread-off, count)
	if part > 0 {
		lo = part*spread - off
	}
	return lo, chain.NewShuffle(key.At(uint64(part)), hi-lo)
}

package household

import "github.com/breachsim/breachsim/generator/internal/random"

// kind is a number of families of one make: so many children born one by one,
// and perhaps a pair of twins.
type kind struct {
	count  uint32 // families
	spread uint16 // how far a layer is mixed, in slots; at least 1
	size   uint8  // children born singly
	halves uint8  // parts that the slots are cut into, each with its own layers
}

// The kinds of families, in the order in which they take slots. Two children
// come in two kinds, with a short and with a long gap between them.
const (
	one = iota
	twoClose
	twoApart
	three
	four
	five
	twinsAndOne
	twinsAlone

	kinds
	singleKinds = twinsAlone // those that take slots of children born singly
)

// kindSizes is the number of children born singly, by kind.
var kindSizes = [kinds]uint8{1, 2, 2, 3, 4, 5, 1, 0}

// meanFamily is the mean number of children under 16 of mothers aged 16, 21,
// 26 and so on, in hundredths; all together 1.8. A calibration.
var meanFamily = [...]uint64{100, 115, 153, 180, 198, 197, 176, 146, 120, 110, 105}

const (
	// closeShare is the part, in hundredths, of the families of two in which
	// the gap is the shortest that fits. A calibration on a median gap of three
	// years.
	closeShare = 95
	// twinSiblings is the part, in hundredths, of the twins' families that have
	// a further child under 16. A calibration.
	twinSiblings = 55
)

// births is what the families of the women of one age are made from.
type births struct {
	women   uint32
	singles uint32 // children born singly
	pairs   uint32 // of twins
	densest uint32 // of the singles, the most in two neighbouring years

	mothers, children uint32 // those without twins and their children
}

// familiesOf shares children out over women of one age: about children/mean
// of them become mothers, most of one or two children, fewer of more.
//
//	f3, f4, f5 follow from the mean; f1 and f2 then from
//	f1 + f2 = mothers - f3 - f4 - f5,  f1 + 2·f2 = children - 3·f3 - 4·f4 - 5·f5
func familiesOf(b births, age int, r *random.Rand) (out [kinds]kind) {
	if b.singles+b.pairs == 0 {
		return out
	}
	mean := meanFamily[(age-MotherFirst)/5]
	all := uint64(b.singles) + 2*uint64(b.pairs)
	mothers := uint32(min(max((all*100+mean/2)/mean, 1), uint64(b.women)))
	withOne := uint32(uint64(b.pairs) * twinSiblings / 100)
	if b.singles < 5*withOne || uint64(b.singles)*10 < 25*uint64(b.densest) {
		withOne = 0 // too few, or too close, to keep them apart from the twins
	}
	out[twinsAndOne].count, out[twinsAlone].count = withOne, b.pairs-withOne
	children := b.singles - withOne
	if children > 0 {
		b.mothers = min(min(max(mothers, b.pairs+1), b.women)-b.pairs, children)
		b.children = children
		share := func(f3, f4, f5, f2, f1 uint32) {
			near := f2 * closeShare / 100
			for k, count := range [...]uint32{f1, near, f2 - near, f3, f4, f5} {
				out[k].count = count
			}
		}
		if !ordinary(&b, r, share) {
			evenFamilies(&out, b.mothers, children)
		}
	}
	for k := range out {
		out[k].lay(k, b)
	}
	return out
}

// ordinary finds the numbers of families of three, four, five, two and one; it
// reports false where the numbers are too small for them.
func ordinary(b *births, r *random.Rand, share func(f3, f4, f5, f2, f1 uint32)) bool {
	excess := uint64(0) // of the true mean over 1.1, in millionths
	if ratio := uint64(b.children) * 1_000_000 / uint64(b.mothers); ratio > 1_100_000 {
		excess = ratio - 1_100_000
	}
	many := func(size uint32, ppm uint64) uint32 {
		u := r.Below(1_000_000)
		if b.singles < size*b.densest {
			return 0 // not within the women's years of bearing
		}
		return uint32((uint64(b.mothers)*(excess*ppm/1_000_000) + u) / 1_000_000)
	}
	f3, f4, f5 := many(3, 190_000), many(4, 50_000), many(5, 12_000)
	few := int64(b.mothers) - int64(f3) - int64(f4) - int64(f5)
	theirs := int64(b.children) - 3*int64(f3) - 4*int64(f4) - 5*int64(f5)
	f2 := theirs - few
	f1 := few - f2
	if few < 0 || f1 < 0 || f2 < 0 {
		return false
	}
	share(f3, f4, f5, uint32(f2), uint32(f1))
	return true
}

// evenFamilies gives all mothers the same number of children, or one more: the
// rule for numbers too small for a distribution. Its sizes are in the places of
// the first two kinds.
func evenFamilies(out *[kinds]kind, mothers, children uint32) {
	size, more := children/mothers, children%mothers
	out[one] = kind{count: mothers - more, size: uint8(size)}
	out[twoClose] = kind{count: more, size: uint8(size + 1)}
}

// lay decides how the slots of a kind are cut and mixed. The distance of two
// siblings' slots is a layer's length, more or less the spread; it must not
// fall below the slots of two neighbouring years, so that siblings are born in
// years at least two apart. The 1 more is for rounding.
func (f *kind) lay(k int, b births) {
	if f.size == 0 {
		f.size = kindSizes[k]
	}
	f.halves, f.spread = 1, 1
	if f.count == 0 || f.size < 2 {
		return
	}
	slots := uint64(f.count) * uint64(f.size)
	apart := uint32((slots*uint64(b.densest)+uint64(b.singles)-1)/uint64(b.singles)) + 1
	if k == twoClose || k == three {
		f.halves = uint8(min(max(f.count*27/(apart*25), 1), 4))
	}
	if layer := f.count / uint32(f.halves); layer >= apart {
		f.spread = uint16(layer - apart + 1) // no department has 65,536 women of an age
	}
}

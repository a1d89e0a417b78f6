package birth

import "breachsim/generator/population/birthplace"

// Order numbers are given one after the other, from 1 each month in each commune. So
// those of a cohort lie as low as France's births allow, however few of its people a
// world has, with gaps for those who have died or left; and some communes have many
// more births than others.

// france is how many persons the published population has.
const france = 67_813_396

// mostOfMonth is no less than the part of a year's births in any month, in thousandths.
const mostOfMonth = 90

// numbersPerPerson is how many numbers were given for each person who still lives in
// France, in tenths, by age from: the others have died or left. Rounded up from life
// tables; an assumption below 60.
var numbersPerPerson = [...]struct {
	from  uint8
	tenth uint64
}{{95, 120}, {90, 50}, {85, 30}, {80, 22}, {70, 17}, {60, 15}, {0, 14}}

// given returns how many numbers a month of a cell and column of France gave at most.
func (r *Register) given(cell, col uint8) uint64 {
	n := uint64(r.places.Size(cell, col))
	for _, x := range &numbersPerPerson {
		if cell/2 >= x.from {
			n *= x.tenth
			break
		}
	}
	return n * r.scale >> scaleBits * mostOfMonth / 10_000
}

// scaleBits is the number of binary places of Register.scale.
const scaleBits = 16

// plainRoom is how many slots a cohort of those aged 16 to 99 gives out: what its
// largest month needs and more.
func (r *Register) plainRoom(cell, col uint8) uint32 {
	return uint32(min(r.given(cell, col)+4, uint64(r.places.Slots(col))))
}

// stripedRoom is the same for a cohort with children, of so many codes: whole stripes,
// one more than are taken at least.
func (r *Register) stripedRoom(c Cohort, codes uint32) uint32 {
	others, twins := r.inMonth(c.young, c.Col, c.month)
	stripes := (others+codes-1)/codes + twins + (r.count(&c, c.old)+codes-1)/codes + 1
	stripes = max(stripes, uint32(r.given(c.young, c.Col)/uint64(codes)))
	return min(stripes, birthplace.Capacity) * codes
}

// size returns how many slots of the rest fall to the next code, with so many codes
// behind it: five ninths, as far as it has numbers and the others have for what is
// left.
func size(rest, behind uint32) uint32 {
	if behind == 0 {
		return rest
	}
	n := min(rest*5/9+1, rest, birthplace.Capacity)
	if most := behind * birthplace.Capacity; rest-n > most {
		n = rest - most
	}
	return n
}

// slot returns the slot at a place among those of a plain order, code after code.
func (o *slotOrder) slot(at uint32) uint32 {
	rest := o.room
	for code := uint32(0); ; code++ {
		n := size(rest, o.codes-1-code)
		if at < n {
			return code*birthplace.Capacity + at
		}
		at, rest = at-n, rest-n
	}
}

// place is the inverse of slot; ok is false where the code does not go so far.
func (o *slotOrder) place(code, at uint32) (x uint32, ok bool) {
	rest := o.room
	for c := range code {
		rest -= size(rest, o.codes-1-c)
	}
	if code >= o.codes || at >= size(rest, o.codes-1-code) {
		return 0, false
	}
	return o.room - rest + at, true
}

package names

import "github.com/breachsim/breachsim/generator/internal/random"

// years says in whose decade's table to look for a year of birth.
type years struct {
	first int // in which the first decade begins
	of    []yearTables
}

// yearTables are two decades, of which the second is taken for so many twentieths of the
// births.
type yearTables struct{ decade, other, share uint8 }

// newYears takes mostly a year's own decade, towards either end more and more the next
// one, so that fashions pass smoothly.
func newYears(first, decades int) years {
	y := years{first: first}
	for x := range 10 * (decades + 1) { // and for ever like the last of these
		off := x%10*2 - 9 // half-years from the middle of the decade
		next := 1
		if off < 0 {
			next = -1
		}
		in := func(d int) uint8 { return uint8(min(max(d, 0), decades-1)) }
		y.of = append(y.of, yearTables{decade: in(x / 10), other: in(x/10 + next), share: uint8(max(off, -off))})
	}
	return y
}

// decade draws the table for a birth year.
func (y *years) decade(year int, r *random.Rand) uint8 {
	t := y.of[min(max(year-y.first, 0), len(y.of)-1)]
	if r.Below(20) < uint64(t.share) {
		return t.other
	}
	return t.decade
}

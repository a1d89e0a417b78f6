package birthplace

import (
	"cmp"
	"slices"
	"sync"

	"github.com/breachsim/breachsim/generator/facts"
	"github.com/breachsim/breachsim/generator/nir"
)

const depts = facts.DepartmentCount

// Columns of birth are the place prefixes that a NIR can begin with: the 96
// metropolitan departments and the 5 overseas ones in canonical order, then
// Corsica before 1976 ("20"), then the groups of countries.
const (
	ColCorsica = depts
	ColAbroad  = depts + 1
	Columns    = ColAbroad + Origins
)

// Origin is where a person was born, as far as names and rights depend on it.
type Origin uint8

// The groups of countries of birth. Each has its own block of country codes
// in the NIR, all between 518 and 989, where no country's code lies (those in
// use are 100 to 517).
const (
	SouthernEurope Origin = iota // codes 600-639
	OtherEurope                  // 640-699
	Maghreb                      // 700-739
	OtherAfrica                  // 740-799
	MiddleEast                   // 800-839, with Turkey
	OtherAsia                    // 840-899
	Americas                     // 900-989, with Oceania
	France                       // not abroad

	Origins = int(France)
)

// countryBlocks holds the first and last code of each group.
var countryBlocks = [Origins][2]uint16{
	{600, 639}, {640, 699}, {700, 739}, {740, 799}, {800, 839}, {840, 899}, {900, 989},
}

// Capacity is the number of order numbers that one commune code can give in a
// month to one sex: 001 to 999.
const Capacity = 999

// column is one place prefix with the codes that numbers may use there.
type column struct {
	prefix string
	codes  []uint16 // rising
}

// room returns how many numbers a month of one sex has room for.
func (c *column) room() uint32 { return uint32(len(c.codes)) * Capacity }

// place returns the place part of a NIR for the code at position j.
func (c *column) place(j uint32) nir.Place { return nir.PlaceOf(c.prefix, c.codes[j]) }

// corePlaces returns the columns with the codes they use unless a population
// is so large that they overflow: the four codes free in every department; for
// Paris, which stands for the whole Seine before 1968 with 45,000 births a
// year and sex, every code listed free; the block of each country group.
var corePlaces = sync.OnceValue(func() [Columns]column {
	var out [Columns]column
	for d, dep := range facts.Departments() {
		out[d] = column{prefix: dep.Code, codes: coreCodes(dep.Code)}
		if dep.Code == "75" {
			out[d].codes = facts.FreeCodes(dep.Code)
		}
	}
	out[ColCorsica] = column{prefix: "20", codes: coreCodes("20")}
	for g, block := range countryBlocks {
		c := column{prefix: "99"}
		for code := block[0]; code <= block[1]; code++ {
			c.codes = append(c.codes, code)
		}
		out[ColAbroad+g] = c
	}
	return out
})

// coreCodes returns facts.CoreCodes as written after a prefix.
func coreCodes(prefix string) []uint16 {
	codes := slices.Clone(facts.CoreCodes[:])
	if len(prefix) == 3 {
		for j := range codes {
			codes[j] -= 900
		}
	}
	return codes
}

// widen returns the column with at least want codes, drawn from the published
// list of its department; the list (27 codes or more) has room for sixteen
// times the population of France. Country blocks are wide enough as they are.
func (c column) widen(want int) column {
	if want <= len(c.codes) {
		return c
	}
	codes := slices.Clone(c.codes)
	for _, code := range slices.Backward(facts.FreeCodes(c.prefix)) {
		if len(codes) == want {
			break
		}
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	c.codes = codes
	return c
}

// TextOrder lists the columns as their numbers sort: 2A and 2B after 29. The caller
// must not change it.
func TextOrder() *[Columns]uint8 { return textOrders() }

// textOrders lists the columns as their numbers sort: 2A and 2B after 29.
var textOrders = sync.OnceValue(func() *[Columns]uint8 {
	var out [Columns]uint8
	places := corePlaces()
	for k := range out {
		out[k] = uint8(k)
	}
	slices.SortFunc(out[:], func(a, b uint8) int {
		return cmp.Or(cmp.Compare(places[a].prefix, places[b].prefix),
			cmp.Compare(places[a].codes[0], places[b].codes[0]))
	})
	return &out
})

// ColumnOf reads a place part: which column it belongs to and its code.
func ColumnOf(place nir.Place) (col uint8, code uint16, ok bool) {
	v := uint32(place & 0xfffff)
	prefix, code := v/1000, uint16(v%1000)
	switch flag := place >> 20; {
	case flag > 2 || flag != 0 && prefix != 20:
		return 0, 0, false
	case flag == 1:
		return ColCorseDuSud, code, true
	case flag == 2:
		return ColCorseDuSud + 1, code, true
	case prefix >= 1 && prefix <= 19:
		return uint8(prefix - 1), code, true
	case prefix == 20:
		return ColCorsica, code, true
	case prefix >= 21 && prefix <= 95:
		return uint8(prefix), code, true
	case prefix == 97:
		return overseas(v/100, code%100)
	case prefix == 99:
		return abroad(code)
	}
	return 0, 0, false
}

// ColCorseDuSud is the column of 2A; 2B follows, and from 21 to 95 a column's
// number is its department's.
const ColCorseDuSud = 19

func overseas(prefix uint32, code uint16) (uint8, uint16, bool) {
	switch {
	case prefix >= 971 && prefix <= 974:
		return uint8(96 + prefix - 971), code, true
	case prefix == 976:
		return 100, code, true
	}
	return 0, 0, false
}

func abroad(code uint16) (uint8, uint16, bool) {
	for g, block := range countryBlocks {
		if code >= block[0] && code <= block[1] {
			return uint8(ColAbroad + g), code, true
		}
	}
	return 0, 0, false
}

// OriginOf returns the group of countries of a column of birth.
func OriginOf(col uint8) Origin {
	if col < ColAbroad {
		return France
	}
	return Origin(col - ColAbroad)
}

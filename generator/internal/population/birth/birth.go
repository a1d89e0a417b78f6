package birth

import (
	"cmp"
	"slices"

	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/chain"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/record"
)

// Birth follows the chain from a place of residence to a place of birth.
func (r *Register) Birth(s residence.Spot) Birth {
	t := r.places
	row := t.Row(s.Dept, s.Cell)
	col, from := row.Column(s.Rank)
	before, n := t.PlaceIn(s.Dept, s.Cell, col)
	return r.BirthIn(s, Standing{Col: col, From: from, Before: before, Size: n})
}

// Standing is where a person of a department, age and sex stands by birth: in which
// column, after how many of that row; and how many of the column's group live in
// departments before, of how many in all.
type Standing struct {
	From, Before, Size uint32
	Col                uint8
}

// BirthIn is the second half of Birth, for a person whose standing is known.
func (r *Register) BirthIn(s residence.Spot, of Standing) Birth {
	at, n := of.Before+s.Rank-of.From, of.Size
	if s.Cell < 2*residence.HolderAge && of.Col < depts {
		if w := r.home.TwinsIn(s.Cell, of.Col); w != nil {
			z, twin := w.ZoneOf(s.Cell%2, s.Rank)
			if twin && s.Dept == of.Col {
				return r.twinBirth(w, s, z)
			}
			if n -= w.Count[s.Cell%2]; s.Dept >= of.Col {
				at -= w.Count[s.Cell%2]
			}
		}
	}
	month, rank := r.places.Month(s.Cell, of.Col, at, n)
	return Birth{Cell: s.Cell, Col: of.Col, Month: month, rank: rank}
}

// Resident is the inverse of birth.
func (r *Register) Resident(b Birth) residence.Spot {
	if b.Pair != 0 {
		return r.twinSpot(b)
	}
	t := r.places
	group := t.GroupOf(b.Cell, b.Col)
	key, n := t.GroupKey(b.Cell, b.Col), group[depts]
	w := r.home.TwinsIn(b.Cell, b.Col)
	if w != nil {
		n -= w.Count[b.Cell%2]
	}
	sh := chain.NewShuffle(key, n)
	at := sh.Find(t.MonthStart(key, n, b.Month) + b.rank)
	if w != nil && at >= group[b.Col] {
		at += w.Count[b.Cell%2]
	}
	d, found := slices.BinarySearch(group, at)
	if found {
		for group[d+1] == at { // departments with nobody
			d++
		}
	} else {
		d--
	}
	row := t.Row(uint8(d), b.Cell)
	return residence.Spot{Rank: at - group[d] + row.From(b.Col), Dept: uint8(d), Cell: b.Cell}
}

// newYear is the part of those born in January outside Europe, in thousandths, whose
// day of birth nobody noted and who have the first: 3 in 100 of all of them (assumed).
const newYear = 300

// drawNewYear names the draw whether it is one of them.
const drawNewYear = 1

// day returns the day of the month of person i, evenly spread but for New Year; twins
// have it from their pair.
func (r *Register) day(i uint32, b Birth, year int) uint8 {
	k := r.dayKey.At(uint64(i))
	if b.Pair != 0 {
		k = r.home.PairKey(b.Cell, b.Col, b.Pair).At(pairDay)
	}
	if b.Month == 0 && b.Col >= birthplace.ColAbroad && k.At(drawNewYear).Below(1000) < newYear {
		switch birthplace.OriginOf(b.Col) {
		case birthplace.SouthernEurope, birthplace.OtherEurope:
		default:
			return 1
		}
	}
	return uint8(k.Below(uint64(DaysIn(year, b.Month+1)))) + 1
}

// DaysIn returns the length of a month, 1 to 12.
func DaysIn(year int, month uint8) int {
	switch {
	case month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0):
		return 29
	case month == 2:
		return 28
	case month == 4 || month == 6 || month == 9 || month == 11:
		return 30
	}
	return 31
}

// BirthDate returns the date of birth of person i, born as b.
func (r *Register) BirthDate(i uint32, b Birth) record.Date {
	year, month := r.Year(b.Cell), b.Month+1
	return record.Date{Year: int16(year), Month: month, Day: r.day(i, b, year)}
}

// ByBirth compares two persons by their dates of birth.
func (r *Register) ByBirth(i, j uint32) int {
	a, b := r.BirthDate(i, r.Birth(r.res.Spot(i))), r.BirthDate(j, r.Birth(r.res.Spot(j)))
	return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Day, b.Day))
}

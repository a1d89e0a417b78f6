package rights

import (
	"github.com/breachsim/breachsim/generator/internal/population/birth"
	"github.com/breachsim/breachsim/generator/internal/population/birthplace"
	"github.com/breachsim/breachsim/generator/internal/population/kin"
	"github.com/breachsim/breachsim/generator/internal/population/residence"
	"github.com/breachsim/breachsim/generator/record"
)

// Rights end for few: who leaves the country or changes schemes, whose residence
// permit runs out, whose state medical aid is not renewed. Look-ups of such persons are
// answered "no rights" from the day after. How many there are is assumed, so that
// somewhat less than one look-up in a hundred meets one; complementary cover ends and
// is renewed each year without anybody losing rights, and is not told here.

// closing gives the share whose rights have ended or end in the reference year, in
// ten-thousandths of those of an age from; twice as many of those born outside Europe.
var closing = [...]struct {
	from uint8
	rate uint64
}{{60, 90}, {45, 120}, {30, 160}, {16, 220}, {0, 100}}

const (
	// closedBefore is the part of them, in hundredths, whose rights ended in the two
	// years before the reference year.
	closedBefore = 65
	// aidLapses is the share, in hundredths, of those with state medical aid who do
	// not renew it in time.
	aidLapses = 15
)

// closingRate returns the share of a cell and column in ten-thousandths.
func closingRate(cell, col uint8) (rate uint64) {
	for _, c := range &closing {
		if cell/2 >= c.from {
			rate = c.rate
			break
		}
	}
	switch birthplace.OriginOf(col) {
	case birthplace.France, birthplace.SouthernEurope, birthplace.OtherEurope:
		return rate
	}
	return 2 * rate
}

// End returns the last day of the rights of a holder of a cell, born in col; ok is
// false where they have no end. Children share it.
func (p *Table) End(holder uint32, s residence.Spot, col uint8) (end record.Date, ok bool) {
	draw := p.key.At(endDraw | uint64(holder)).Rand()
	u := draw.Below(10_000)
	if col >= birthplace.ColAbroad && p.Aided(holder, s, col) {
		// A year at a time, from the first of a month; renewed for another one by most.
		year, month := p.refYear, uint8(draw.Below(12))+1
		if draw.Below(100) >= aidLapses {
			year++
		}
		return record.Date{Year: int16(year), Month: month, Day: uint8(birth.DaysIn(year, month))}, true
	}
	if u >= closingRate(s.Cell, col) {
		return record.Date{}, false
	}
	year := p.refYear
	if draw.Below(100) < closedBefore {
		year -= 1 + int(draw.Below(2))
	}
	month := uint8(draw.Below(12)) + 1
	day := uint8(birth.DaysIn(year, month)) // more often than not the last of a month
	if draw.Below(100) < 40 {
		day = uint8(draw.Below(uint64(day))) + 1
	}
	return record.Date{Year: int16(year), Month: month, Day: day}, true
}

// Period returns the days on which the rights of a subject with aid or without, born on
// a day, begin and end; no year for rights without an end.
func (p *Table) Period(s *kin.Subject, aid bool, born record.Date) (start, end record.Date) {
	holder := s.Spot
	if s.Holder != s.Index {
		holder = s.Mother
	}
	end, ended := p.End(s.Holder, holder, s.Parent.Col)
	start = p.begin(s.Holder, holder.Cell, aid)
	if s.Spot.Cell >= 2*residence.HolderAge {
		born.Year += residence.HolderAge
		if born.Day > 28 {
			born.Day = uint8(min(int(born.Day), birth.DaysIn(int(born.Year), born.Month)))
		}
	}
	if after(born, start) {
		start = born
	}
	if ended && after(start, end) {
		if start = p.first(); after(born, start) {
			start, end = born, born // a child born to somebody without rights
		}
	}
	return start, end
}

// first is the day on which universal protection began, or one long before a world
// that is older.
func (p *Table) first() record.Date {
	return record.Date{Year: int16(min(2016, p.refYear-6)), Month: 1, Day: 1}
}

// begin draws since when a holder has been with the fund, if old enough: for two in
// five since universal protection began on 1 January 2016, for some since the scheme
// of the self-employed joined the general one, for the others since a move or a new
// job, recent ones more often. The shares are assumed.
func (p *Table) begin(holder uint32, cell uint8, aid bool) record.Date {
	draw := p.key.At(periodDraw | uint64(holder)).Rand()
	first := p.first()
	u, years := draw.Below(100), uint64(p.refYear-1-int(first.Year))
	settled := uint64(40)
	if cell/2 >= 65 {
		settled = 68
	}
	switch {
	case aid: // renewed since
		return record.Date{Year: int16(p.refYear - 2 - int(draw.Below(3))), Month: uint8(draw.Below(12)) + 1, Day: 1}
	case u < settled:
		return first
	case u < settled+6 && p.refYear > 2020:
		return record.Date{Year: 2020, Month: 1, Day: 1}
	}
	// Not in the last months, so that nobody is looked up before.
	at := max(draw.Below(years*12+9), draw.Below(years*12+9))
	d := record.Date{Year: first.Year + int16(at/12), Month: uint8(at%12) + 1, Day: 1}
	if draw.Below(100) < 45 {
		d.Day = uint8(draw.Below(uint64(birth.DaysIn(int(d.Year), d.Month)))) + 1
	}
	return d
}

// after tells whether a day comes after another one.
func after(a, b record.Date) bool {
	return a.Year > b.Year || a.Year == b.Year && (a.Month > b.Month || a.Month == b.Month && a.Day > b.Day)
}

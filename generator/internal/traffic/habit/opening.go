package habit

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/scenarios"
)

const million = calendar.Million

// at is a time on the clock in minutes since midnight, with the weight of the
// accounts that have it.
type at struct {
	minute int64
	weight uint64
}

// day is a day of the week from Sunday = 0 on, with the weight of the accounts that
// have it off.
type day struct {
	weekday int
	weight  uint64
}

// opening is how the opening hours of a class differ between its accounts: each
// account draws its own once and keeps them. Hours are what practices and
// pharmacies publish at their doors; the shares are assumptions unless their line
// says where they come from.
type opening struct {
	opens, shuts []at
	noon, back   []at  // when those shut and open again that shut at noon
	through      int64 // share of accounts that stay open at noon
	smallThrough int64 // the same of accounts below the median volume
	always       int64 // share of accounts that are open round the clock, on all days

	dayOff, halfOff int64    // share of accounts with a fixed weekday off, or half of one
	offDay          []day    // which, by weight
	afternoon       int64    // of halves off, the share that is the afternoon
	saturday        int64    // share of accounts that work on Saturdays at all
	saturdayNoon    int64    // of these, the share that shuts at noon
	sunday          int64    // share of accounts that work on every Sunday
	weekends        int64    // the others who take turns work one weekend in so many; 0 = none do
	inTurn          int64    // share of accounts that take turns
	present         int64    // chance that an account works on a day on which it is open
	opener          int64    // share of accounts that sign in on opening, day after day
	night           roster   // nights on duty
	lateMost        int64    // part of its work that an account does outside its hours at most
	steady          int64    // share of accounts whose session stays open between two persons
	slots           [3]int64 // weights of appointments of 15, 20 and 30 minutes
}

// roster is how a class takes turns on duty at night.
type roster struct {
	share         int64 // of accounts that are on the roster
	least, most   int64 // length of its cycle in days, drawn by département: one night in so many
	deep          int64 // of those on the roster, the share that is up after midnight
	evening, dawn int64 // chances that a session of the day falls into 20:00 to 24:00 or 0:00 to 7:00
	shift         int64 // share of accounts that work such nights twice a week or so
}

const all = million

// hour is a time on the clock in minutes.
func hour(h, m int64) int64 { return h*60 + m }

// openings lists the opening hours of the classes in the order of
// scenarios.Profile.
func openings() (list [scenarios.NumProfiles]opening) {
	for i := range list {
		list[i] = practiceOpening()
	}
	other := &list[scenarios.Other]
	other.inTurn, other.weekends, other.night = all, 33, roster{shift: 12_000, evening: 300_000, dawn: 120_000}
	other.slots = [3]int64{20, 30, 50}
	list[scenarios.Pharmacy] = pharmacyOpening()
	list[scenarios.Nurse] = nurseOpening()
	list[scenarios.HospitalDesk] = deskOpening()
	list[scenarios.Lab] = labOpening()
	list[scenarios.Vaccination] = deskOpening()
	v := &list[scenarios.Vaccination]
	v.always, v.saturday, v.sunday = 0, 900_000, 550_000
	v.opens, v.shuts = []at{{hour(9, 0), 6}, {hour(8, 30), 4}}, []at{{hour(18, 0), 5}, {hour(19, 0), 5}}
	return list
}

// practiceOpening is a doctor's: 54 hours in 9.5 half days (DREES panel, 2019), so
// four fifths have a day or half a day off in the week, mostly Wednesday or
// Thursday. Two in five take part in the duty of general practice (CNOM, 2021:
// 39 %), a quarter of these after midnight, where most areas have none any more.
func practiceOpening() opening {
	return opening{
		opens: []at{{hour(8, 0), 25}, {hour(8, 30), 30}, {hour(9, 0), 30}, {hour(9, 30), 10}, {hour(10, 0), 5}},
		shuts: []at{
			{hour(17, 30), 10}, {hour(18, 0), 20}, {hour(18, 30), 15},
			{hour(19, 0), 30}, {hour(19, 30), 15}, {hour(20, 0), 10},
		},
		noon:    []at{{hour(12, 0), 35}, {hour(12, 30), 40}, {hour(13, 0), 25}},
		back:    []at{{hour(13, 30), 25}, {hour(14, 0), 55}, {hour(14, 30), 20}},
		through: 120_000, smallThrough: 120_000,
		dayOff: 360_000, halfOff: 440_000, afternoon: 850_000,
		offDay:   []day{{1, 5}, {2, 12}, {3, 33}, {4, 35}, {5, 15}},
		saturday: 457_000, saturdayNoon: 900_000,
		weekends: 13, inTurn: 400_000, present: 985_000,
		opener: 350_000, lateMost: 900_000, steady: 400_000, slots: [3]int64{60, 28, 12},
		night: roster{
			share: 400_000, least: 15, most: 40, deep: 250_000, evening: 350_000, dawn: 100_000, shift: 12_000,
		},
	}
}

// pharmacyOpening is a shop's: most small ones shut at noon, and three in twenty on
// Monday morning. On duty one night in three to six weeks, by area; nearly all are on a
// roster (Code de la santé publique, L5125-17), and two in five answer the door
// after midnight.
func pharmacyOpening() opening {
	return opening{
		opens:   []at{{hour(8, 0), 6}, {hour(8, 30), 40}, {hour(9, 0), 46}, {hour(9, 30), 8}},
		shuts:   []at{{hour(19, 0), 30}, {hour(19, 30), 44}, {hour(20, 0), 20}, {hour(20, 30), 4}, {hour(21, 0), 2}},
		noon:    []at{{hour(12, 0), 25}, {hour(12, 15), 20}, {hour(12, 30), 55}},
		back:    []at{{hour(14, 0), 80}, {hour(14, 15), 20}},
		through: 700_000, smallThrough: 200_000,
		halfOff: 150_000, offDay: []day{{1, 1}},
		saturday: 950_000, saturdayNoon: 250_000,
		sunday: 25_000, weekends: 28, inTurn: all, present: all,
		opener: 800_000, lateMost: 400_000, steady: 750_000,
		night: roster{share: 900_000, least: 21, most: 42, deep: 400_000, evening: 350_000, dawn: 100_000},
	}
}

// nurseOpening is that of home care: two rounds a day, one weekend in two.
func nurseOpening() opening {
	return opening{
		opens:   []at{{hour(6, 30), 25}, {hour(7, 0), 40}, {hour(7, 30), 20}, {hour(8, 0), 15}},
		shuts:   []at{{hour(19, 0), 30}, {hour(19, 30), 30}, {hour(20, 0), 25}, {hour(20, 30), 15}},
		through: all, smallThrough: all,
		dayOff: 450_000, offDay: []day{{1, 2}, {2, 2}, {3, 3}, {4, 3}, {5, 2}},
		saturday: 100_000, weekends: 2, inTurn: 900_000, present: 985_000,
		opener: 150_000, lateMost: 900_000, steady: 150_000,
		night: roster{shift: 8_000, evening: 300_000, dawn: 120_000},
	}
}

// deskOpening is that of a hospital: two desks in five belong to an emergency ward.
func deskOpening() opening {
	return opening{
		opens:   []at{{hour(7, 0), 30}, {hour(7, 30), 30}, {hour(8, 0), 40}},
		shuts:   []at{{hour(17, 30), 20}, {hour(18, 0), 30}, {hour(19, 0), 30}, {hour(20, 0), 20}},
		through: all, smallThrough: all, always: 400_000,
		saturday: 700_000, sunday: 250_000, present: all, opener: 800_000, steady: all,
	}
}

// labOpening is that of a laboratory: blood is taken before breakfast.
func labOpening() opening {
	return opening{
		opens: []at{{hour(6, 30), 20}, {hour(7, 0), 45}, {hour(7, 30), 35}},
		shuts: []at{{hour(17, 0), 20}, {hour(18, 0), 40}, {hour(18, 30), 25}, {hour(19, 0), 15}},
		noon:  []at{{hour(12, 30), 1}}, back: []at{{hour(14, 0), 1}}, through: 700_000, smallThrough: 700_000,
		saturday: 900_000, saturdayNoon: 800_000, sunday: 50_000, present: all, opener: 900_000, steady: all,
	}
}

// halfDay is the part of a day's work that an account does which works on half of
// it: what people cannot bring in the one half they mostly bring in the other.
const halfDay = 600_000

// full is the part that the others do, so that both make the demand of the day, by
// weekday, in millionths. On weekends nothing is made up for.
func (o *opening) full() (parts [7]int64) {
	sum := int64(0)
	for _, d := range o.offDay {
		sum += int64(d.weight)
	}
	for w := range parts {
		parts[w] = million
	}
	for _, d := range o.offDay {
		off := o.halfOff * int64(d.weight) / sum
		half := off * million / (million - o.dayOff*int64(d.weight)/sum) // of those that work on that day
		parts[d.weekday] = (million - half*halfDay/million) * million / (million - half)
	}
	return parts
}

// open is the share of accounts that are open on a weekday, in millionths.
func (o *opening) open(w int) int64 {
	part := int64(0)
	switch w {
	case 0:
		part = o.byTurns(o.sunday)
	case 6:
		part = o.byTurns(o.saturday)
	default:
		part = million
		sum := int64(0)
		for _, d := range o.offDay {
			sum += int64(d.weight)
		}
		for _, d := range o.offDay {
			if d.weekday == w {
				part -= o.dayOff * int64(d.weight) / sum
			}
		}
	}
	return (o.always + (million-o.always)*part/million) * o.present / million
}

// byTurns is the share of accounts that work on a day of a weekend of which some
// work always and others by turns.
func (o *opening) byTurns(always int64) int64 {
	if o.weekends == 0 {
		return always
	}
	return always + (million-always)*o.inTurn/million/o.weekends
}

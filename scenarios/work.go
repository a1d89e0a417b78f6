package scenarios

import "time"

// Work is when a class of account works: what the plan draws honest sessions
// by, and what the check of a file reckons with. Weekdays run from Sunday on.
type Work struct {
	Weekday [7]int64   // demand, relative to the mean of Monday to Friday, in millionths
	Open    [7]int64   // share of accounts that work at all that day, in millionths
	Hours   [24]uint64 // weights of the hours of local time
}

// Shapes of a day by hour: two humps with a dip at noon for practices, a
// shallower dip for pharmacies, an early peak for laboratories, desks round
// the clock. Assumptions, after the hours that practices publish.
var (
	practiceHours = [24]uint64{2, 1, 1, 1, 1, 1, 2, 6, 42, 86, 90, 78, 26, 10, 64, 80, 80, 68, 38, 9, 4, 3, 2, 2}
	pharmacyHours = [24]uint64{3, 2, 2, 1, 1, 1, 2, 3, 38, 78, 90, 88, 46, 34, 70, 78, 86, 86, 60, 14, 4, 4, 3, 3}
	nurseHours    = [24]uint64{2, 1, 1, 1, 1, 3, 14, 30, 34, 30, 26, 30, 60, 80, 70, 40, 30, 34, 50, 60, 36, 16, 4, 0}
	deskHours     = [24]uint64{6, 5, 4, 4, 4, 6, 14, 44, 86, 100, 94, 80, 58, 66, 80, 78, 66, 50, 36, 26, 20, 15, 11, 8}
	labHours      = [24]uint64{1, 1, 1, 1, 1, 2, 20, 92, 100, 90, 72, 50, 26, 24, 46, 44, 38, 26, 10, 3, 1, 1, 1, 1}
)

// Weekday demand of general practice, from the sickness fund's count that
// Monday makes 20 % of the week and Sunday 1 %; the split of the other days is
// an assumption. Monday to Friday average 1.
var officeWeek = [7]int64{55_000, 1_111_000, 1_028_000, 889_000, 944_000, 1_028_000, 500_000}

const daily = one // open on every day of the kind

var (
	practice = Work{officeWeek, [7]int64{30_000, 967_000, 942_000, 868_000, 861_000, 932_000, 466_000}, practiceHours}
	desk     = Work{[7]int64{330_000, 1_080_000, 1_010_000, 980_000, 970_000, 960_000, 420_000},
		[7]int64{550_000, daily, daily, daily, daily, daily, 820_000}, deskHours}
)

var works = [NumProfiles]Work{
	GP: practice,
	Pharmacy: {[7]int64{60_000, 1_090_000, 1_000_000, 950_000, 950_000, 1_010_000, 820_000},
		[7]int64{60_000, daily, daily, daily, daily, daily, 952_000}, pharmacyHours},
	Nurse: {[7]int64{480_000, 1_050_000, 1_000_000, 980_000, 970_000, 1_000_000, 600_000},
		[7]int64{443_000, 911_000, 911_000, 874_000, 874_000, 911_000, 497_000}, nurseHours},
	Other:        practice,
	HospitalDesk: desk,
	Lab: {[7]int64{40_000, 1_100_000, 1_020_000, 960_000, 970_000, 950_000, 600_000},
		[7]int64{50_000, daily, daily, daily, daily, daily, 900_000}, labHours},
	Vaccination: {desk.Weekday, [7]int64{550_000, daily, daily, daily, daily, daily, 900_000}, practiceHours},
}

// Work is when the class works.
func (p Profile) Work() Work { return works[p] }

// BankDemand is what a public holiday leaves of a day's demand, in millionths.
const BankDemand = 60_000

// atWorkDay is the share of accounts that must be open on a weekday for it to
// count as one of the profile's working days; a quarter of the busiest hour
// makes an hour one of its working hours.
const (
	atWorkDay  = 400_000
	atWorkHour = 4
)

// AtWork tells in which hours of a day the class is usually at work: none on
// public holidays, and on weekdays on which most accounts are shut.
func (p Profile) AtWork(d time.Weekday, bank bool) (open [24]bool) {
	w := &works[p]
	if bank || w.Open[d] < atWorkDay {
		return open
	}
	most := uint64(0)
	for _, h := range w.Hours {
		most = max(most, h)
	}
	for i, h := range w.Hours {
		open[i] = h*atWorkHour >= most
	}
	return open
}

// volumeMedian is the median of what owners look up on an ordinary working day,
// in thousandths. No figure is published; these are orders of magnitude.
var volumeMedian = [NumProfiles]int64{
	GP: 6_000, Pharmacy: 20_000, Nurse: 3_000, Other: 4_000, HospitalDesk: 90_000, Lab: 120_000, Vaccination: 150_000,
}

// MedianMilli is the median of what owners of the class look up on an ordinary
// working day, in thousandths of a look-up.
func (p Profile) MedianMilli() int64 { return volumeMedian[p] }

package traffic

import (
	"breachsim/generator/calendar"
	"breachsim/scenarios"
)

// HalfHours is how the work of a profile's ordinary day lies over its 48 half
// hours of local time: shares with 32 binary places that sum to one.
func HalfHours(p scenarios.Profile) (shares [48]uint64) {
	all := profiles()
	l := all[p].hours
	for i := range shares {
		shares[i] = l[i+1] - l[i]
	}
	return shares
}

// DayDemand is the look-ups that a profile makes on a day, relative to its
// ordinary working day, in millionths: weekday, public holidays, epidemics.
func DayDemand(p scenarios.Profile, d *calendar.Day) int64 {
	all := profiles()
	demand := all[p].weekday[d.Weekday] * (d.Demand / 1000) / 1000
	if d.Bank {
		demand = demand * 60 / 1000
	}
	return demand
}

// atWork is the share of days of a kind on which a profile must be open for
// the day to count as one of its working days, and the share of its busiest
// half hour that makes a half hour one of its working hours.
const (
	atWorkDay  = 400_000
	atWorkHour = 4 // a quarter
)

// AtWork tells in which half hours of a day a profile is usually at work: none
// on public holidays, and on weekdays on which most accounts are shut.
func AtWork(p scenarios.Profile, d *calendar.Day) (open [48]bool) {
	all := profiles()
	if d.Bank || all[p].open[d.Weekday] < atWorkDay {
		return open
	}
	shares, most := HalfHours(p), uint64(0)
	for _, s := range shares {
		most = max(most, s)
	}
	for i, s := range shares {
		open[i] = s >= most/atWorkHour
	}
	return open
}

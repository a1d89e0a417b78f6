package habit

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/scenarios"
)

// HalfHours is how the work of a profile's ordinary day lies over its 48 half
// hours of local time: shares with 32 binary places that sum to one.
func HalfHours(p scenarios.Profile) (shares [48]uint64) {
	l := halfHours(p.Work().Hours)
	for i := range shares {
		shares[i] = l[i+1] - l[i]
	}
	return shares
}

// DayDemand is the look-ups that a profile makes on a day, relative to its
// ordinary working day, in millionths: weekday, public holidays, epidemics, seasons.
func DayDemand(p scenarios.Profile, d *calendar.Day) int64 {
	w := p.Work()
	demand := w.Weekday[d.Weekday] * (d.DemandOf(p) / 1000) / 1000
	if d.Bank {
		demand = demand * scenarios.BankDemand / calendar.Million
	}
	return demand
}

// OpenOn tells in which half hours of a day account k is open, by what is written at its door:
// its opening hours, the half days on which it is shut, its week-ends. None on public
// holidays; holidays of its own do not count. A half hour counts whose middle lies within.
func (h *Habits) OpenOn(k uint32, d *calendar.Day) (open [48]bool) {
	if d.Bank {
		return open
	}
	t := Today{own: &h.own[k], hours: h.Of(k).Hours, day: d}
	if halves := t.own.halves(d); halves != 0 {
		t.lay(halves)
	}
	for i := range open {
		middle := int64(i)*30 + 15
		for _, b := range t.open {
			open[i] = open[i] || middle >= b.from && middle < b.to
		}
	}
	return open
}

// AtWork tells in which half hours of a day a profile is usually at work: none
// on public holidays, and on weekdays on which most accounts are shut.
func AtWork(p scenarios.Profile, d *calendar.Day) (open [48]bool) {
	hours := p.AtWork(d.Weekday, d.Bank)
	for i := range open {
		open[i] = hours[i/2]
	}
	return open
}

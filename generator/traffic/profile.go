package traffic

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

// profile is how one class of account works. Shares are in millionths, times
// in microseconds.
type profile struct {
	weekday    [7]int64 // demand from Sunday on, relative to the mean of Monday to Friday
	open       [7]int64 // chance that the account works at all that day
	hours      random.Ladder
	late       random.Ladder
	lateShare  int64 // of the scenario's after-hours share that applies to this class
	perSession int64 // look-ups to a session, on average
	think      int64 // median between actions in a burst
	pause      int64 // median between bursts
	burst      int64 // chance that a pause follows an action
	typed      int64 // share of numbers typed by hand; the rest come from a card
	outside    int64 // share of persons from outside the panel
	regular    int64 // share of persons on a four-week rhythm
	service    int64 // chance that a look-up leads to a use of another service
	services   []event.Service
	purpose    event.Purpose
	booked     int64 // share of accounts where people come by appointment
	couples    int64 // chance that the partner is looked up next
	leave      int64 // part of a profile's annual leave in which the account is silent
}

// Weekday demand of general practice, from the sickness fund's count that
// Monday makes 20 % of the week and Sunday 1 %; the split of the other days is
// an assumption. Monday to Friday average 1.
var officeWeek = [7]int64{55_000, 1_111_000, 1_028_000, 889_000, 944_000, 1_028_000, 500_000}

// halfHours spreads weights of whole hours over half hours.
func halfHours(hours [24]uint64) random.Ladder {
	w := make([]uint64, 0, 48)
	for _, h := range hours {
		w = append(w, h, h)
	}
	return random.NewLadder(w)
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
	lateHours     = [24]uint64{10, 6, 4, 4, 5, 9, 18, 30, 4, 0, 0, 0, 10, 8, 0, 0, 0, 0, 10, 60, 80, 66, 34, 10}
)

const (
	never  = 0
	always = 1_000_000
)

// profiles lists the classes in the order of scenarios.Profile.
func profiles() [scenarios.NumProfiles]profile {
	work := []event.Service{event.ReferringDoctor, event.SickLeave, event.SickLeave, event.LongTermProtocol, event.Transport, event.Messages}
	office := []event.Service{event.Payments, event.Payments, event.Messages}
	late := halfHours(lateHours)
	base := profile{
		weekday: officeWeek, open: [7]int64{30_000, 970_000, 970_000, 930_000, 950_000, 970_000, 450_000},
		hours: halfHours(practiceHours), late: late, lateShare: always, perSession: 5,
		think: 24 * calendar.Second, pause: 9 * calendar.Minute, burst: 450_000, typed: 450_000, outside: 90_000, regular: 250_000,
		service: 220_000, services: work, purpose: event.Visit, booked: 700_000, couples: 30_000, leave: always,
	}
	var all [scenarios.NumProfiles]profile
	for i := range all {
		all[i] = base
	}
	p := &all[scenarios.Pharmacy]
	p.weekday = [7]int64{60_000, 1_090_000, 1_000_000, 950_000, 950_000, 1_010_000, 820_000}
	p.open = [7]int64{60_000, always, always, always, always, always, 950_000}
	p.hours, p.lateShare, p.perSession, p.typed = halfHours(pharmacyHours), 250_000, 9, 300_000
	p.regular, p.service, p.services, p.purpose, p.leave = 450_000, 40_000, office, event.Dispensing, never
	p.booked, p.couples = 0, 55_000
	n := &all[scenarios.Nurse]
	n.weekday = [7]int64{480_000, 1_050_000, 1_000_000, 980_000, 970_000, 1_000_000, 600_000}
	n.open = [7]int64{450_000, 900_000, 900_000, 880_000, 880_000, 900_000, 550_000}
	n.hours, n.perSession, n.typed, n.outside, n.regular = halfHours(nurseHours), 4, 700_000, 40_000, 500_000
	n.service, n.services, n.purpose, n.booked, n.couples = 80_000, office, event.HomeCare, 0, 70_000
	o := &all[scenarios.Other]
	o.perSession, o.outside, o.service, o.services = 4, 130_000, 70_000, office
	d := &all[scenarios.HospitalDesk]
	d.weekday = [7]int64{330_000, 1_080_000, 1_010_000, 980_000, 970_000, 960_000, 420_000}
	d.open = [7]int64{950_000, always, always, always, always, always, 970_000}
	d.hours, d.lateShare, d.perSession, d.typed, d.outside = halfHours(deskHours), never, 30, 650_000, 160_000
	d.think, d.pause, d.burst, d.regular = 40*calendar.Second, 5*calendar.Minute, 300_000, 60_000
	d.service, d.services, d.purpose, d.leave = 15_000, office, event.Admission, never
	d.booked, d.couples = 0, 8_000
	l := &all[scenarios.Lab]
	l.weekday = [7]int64{40_000, 1_100_000, 1_020_000, 960_000, 970_000, 950_000, 600_000}
	l.open = [7]int64{50_000, always, always, always, always, always, 900_000}
	l.hours, l.lateShare, l.perSession, l.typed, l.outside = halfHours(labHours), never, 32, 500_000, 120_000
	l.think, l.pause, l.burst, l.regular = 32*calendar.Second, 5*calendar.Minute, 280_000, 150_000
	l.service, l.services, l.purpose, l.leave = 10_000, office, event.Invoicing, never
	l.booked, l.couples = 0, 25_000
	v := &all[scenarios.Vaccination]
	*v = *d
	v.hours, v.outside, v.regular, v.purpose = base.hours, 900_000, 0, event.Vaccination
	return all
}

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

// halfHours spreads weights of whole hours over half hours.
func halfHours(hours [24]uint64) random.Ladder {
	w := make([]uint64, 0, 48)
	for _, h := range hours {
		w = append(w, h, h)
	}
	return random.NewLadder(w)
}

// lateHours is the shape of work outside office hours. An assumption.
var lateHours = [24]uint64{10, 6, 4, 4, 5, 9, 18, 30, 4, 0, 0, 0, 10, 8, 0, 0, 0, 0, 10, 60, 80, 66, 34, 10}

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
		late: late, lateShare: always, perSession: 5,
		think: 24 * calendar.Second, pause: 9 * calendar.Minute, burst: 450_000, typed: 450_000, outside: 90_000, regular: 250_000,
		service: 220_000, services: work, purpose: event.Visit, booked: 700_000, couples: 30_000, leave: always,
	}
	var all [scenarios.NumProfiles]profile
	for i := range all {
		all[i] = base
	}
	p := &all[scenarios.Pharmacy]
	p.lateShare, p.perSession, p.typed = 250_000, 9, 300_000
	p.regular, p.service, p.services, p.purpose, p.leave = 450_000, 40_000, office, event.Dispensing, never
	p.booked, p.couples = 0, 55_000
	n := &all[scenarios.Nurse]
	n.perSession, n.typed, n.outside, n.regular = 4, 700_000, 40_000, 500_000
	n.service, n.services, n.purpose, n.booked, n.couples = 80_000, office, event.HomeCare, 0, 70_000
	o := &all[scenarios.Other]
	o.perSession, o.outside, o.service, o.services = 4, 130_000, 70_000, office
	d := &all[scenarios.HospitalDesk]
	d.lateShare, d.perSession, d.typed, d.outside = never, 30, 650_000, 160_000
	d.think, d.pause, d.burst, d.regular = 40*calendar.Second, 5*calendar.Minute, 300_000, 60_000
	d.service, d.services, d.purpose, d.leave = 15_000, office, event.Admission, never
	d.booked, d.couples = 0, 8_000
	l := &all[scenarios.Lab]
	l.lateShare, l.perSession, l.typed, l.outside = never, 32, 500_000, 120_000
	l.think, l.pause, l.burst, l.regular = 32*calendar.Second, 5*calendar.Minute, 280_000, 150_000
	l.service, l.services, l.purpose, l.leave = 10_000, office, event.Invoicing, never
	l.booked, l.couples = 0, 25_000
	v := &all[scenarios.Vaccination]
	*v = *d
	v.outside, v.regular, v.purpose = 900_000, 0, event.Vaccination
	for i := range all {
		w := scenarios.Profile(i).Work()
		all[i].weekday, all[i].open, all[i].hours = w.Weekday, w.Open, halfHours(w.Hours)
	}
	return all
}

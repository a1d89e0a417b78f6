package traffic

import (
	"breachsim/generator/calendar"
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

// profile is how one class of account works. Shares are in millionths, times
// in microseconds.
type Profile struct {
	Weekday    [7]int64 // demand from Sunday on, relative to the mean of Monday to Friday
	Open       [7]int64 // chance that the account works at all that day
	Hours      random.Ladder
	Late       random.Ladder
	LateShare  int64 // of the scenario's after-hours share that applies to this class
	PerSession int64 // look-ups to a session, on average
	Think      int64 // median between actions in a burst
	Pause      int64 // median between bursts
	Burst      int64 // chance that a pause follows an action
	Typed      int64 // share of numbers typed by hand; the rest come from a card
	Outside    int64 // share of persons from outside the panel
	Regular    int64 // share of persons on a four-week rhythm
	Service    int64 // chance that a look-up leads to a use of another service
	Services   []event.Service
	Purpose    event.Purpose
	Booked     int64 // share of accounts where people come by appointment
	Couples    int64 // chance that the partner is looked up next
	Leave      int64 // part of a profile's annual leave in which the account is silent
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
func profiles() [scenarios.NumProfiles]Profile {
	work := []event.Service{event.ReferringDoctor, event.SickLeave, event.SickLeave, event.LongTermProtocol, event.Transport, event.Messages}
	office := []event.Service{event.Payments, event.Payments, event.Messages}
	late := halfHours(lateHours)
	base := Profile{
		Late: late, LateShare: always, PerSession: 5,
		Think: 24 * calendar.Second, Pause: 9 * calendar.Minute, Burst: 450_000, Typed: 450_000, Outside: 90_000, Regular: 250_000,
		Service: 220_000, Services: work, Purpose: event.Visit, Booked: 700_000, Couples: 30_000, Leave: always,
	}
	var all [scenarios.NumProfiles]Profile
	for i := range all {
		all[i] = base
	}
	p := &all[scenarios.Pharmacy]
	p.LateShare, p.PerSession, p.Typed = 250_000, 9, 300_000
	p.Regular, p.Service, p.Services, p.Purpose, p.Leave = 450_000, 40_000, office, event.Dispensing, never
	p.Booked, p.Couples = 0, 55_000
	n := &all[scenarios.Nurse]
	n.PerSession, n.Typed, n.Outside, n.Regular = 4, 700_000, 40_000, 500_000
	n.Service, n.Services, n.Purpose, n.Booked, n.Couples = 80_000, office, event.HomeCare, 0, 70_000
	o := &all[scenarios.Other]
	o.PerSession, o.Outside, o.Service, o.Services = 4, 130_000, 70_000, office
	d := &all[scenarios.HospitalDesk]
	d.LateShare, d.PerSession, d.Typed, d.Outside = never, 30, 650_000, 160_000
	d.Think, d.Pause, d.Burst, d.Regular = 40*calendar.Second, 5*calendar.Minute, 300_000, 60_000
	d.Service, d.Services, d.Purpose, d.Leave = 15_000, office, event.Admission, never
	d.Booked, d.Couples = 0, 8_000
	l := &all[scenarios.Lab]
	l.LateShare, l.PerSession, l.Typed, l.Outside = never, 32, 500_000, 120_000
	l.Think, l.Pause, l.Burst, l.Regular = 32*calendar.Second, 5*calendar.Minute, 280_000, 150_000
	l.Service, l.Services, l.Purpose, l.Leave = 10_000, office, event.Invoicing, never
	l.Booked, l.Couples = 0, 25_000
	v := &all[scenarios.Vaccination]
	*v = *d
	v.Outside, v.Regular, v.Purpose = 900_000, 0, event.Vaccination
	for i := range all {
		w := scenarios.Profile(i).Work()
		all[i].Weekday, all[i].Open, all[i].Hours = w.Weekday, w.Open, halfHours(w.Hours)
	}
	return all
}

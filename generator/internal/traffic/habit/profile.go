package habit

import (
	"github.com/breachsim/breachsim/generator/calendar"
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// Profile is how one class of account works. Shares are in millionths, times
// in microseconds.
type Profile struct {
	Weekday    [7]int64 // demand from Sunday on, relative to the mean of Monday to Friday
	Open       [7]int64 // share of accounts that are open that day
	full       [7]int64 // part of the day's work that an account does which is open all day
	Hours      random.Ladder
	LateShare  int64 // of the scenario's after-hours share that applies to this class
	PerSession int64 // look-ups to a session, on average
	Think      int64 // median between actions in a burst
	Pause      int64 // median between bursts
	Burst      int64 // chance that a pause follows an action
	Typed      int64 // share of numbers typed by hand; the rest come from a card
	Outside    int64 // share of passers-by among the persons of the département
	Regular    int64 // share of those who are due again among the others
	Children   int64 // share of look-ups that are for a child, under a parent's number
	Visits     cycle // how those of the panel come back
	Renewal    cycle // how those come back who are due again
	Service    int64 // chance that a look-up leads to a use of another service
	Services   []event.Service
	Purpose    event.Purpose
	Booked     int64 // share of accounts where people come by appointment
	Couples    int64 // chance that the partner is looked up next
	Leave      int64 // part of a profile's annual leave in which the account is silent

	needs  needs
	bounds *bounds // of needs
}

// halfHours spreads weights of whole hours over half hours.
func halfHours(hours [24]uint64) random.Ladder {
	w := make([]uint64, 0, 48)
	for _, h := range hours {
		w = append(w, h, h)
	}
	return random.NewLadder(w)
}

const (
	never  = 0
	always = 1_000_000
)

// classes lists the classes in the order of scenarios.Profile.
func classes() (all [scenarios.NumProfiles]Profile) {
	for i := range all {
		all[i] = practice()
	}
	pharmacy(&all[scenarios.Pharmacy])
	nurse(&all[scenarios.Nurse])
	other(&all[scenarios.Other])
	hospitalDesk(&all[scenarios.HospitalDesk])
	lab(&all[scenarios.Lab])
	vaccination(&all[scenarios.Vaccination])
	laws := openings()
	for i := range all {
		w := scenarios.Profile(i).Work()
		all[i].Weekday, all[i].Hours, all[i].full = w.Weekday, halfHours(w.Hours), laws[i].full()
		for d := range all[i].Open {
			all[i].Open[d] = laws[i].open(d)
		}
		all[i].needs = demands[i].table()
		all[i].bounds = all[i].needs.bounds()
	}
	return all
}

// office are the services of those who write no prescriptions.
func office() []event.Service { return []event.Service{event.Payments, event.Payments, event.Messages} }

// practice is a doctor's practice, and what the other classes have in common with
// it.
func practice() Profile {
	return Profile{
		LateShare: always, PerSession: 5,
		Think: 24 * calendar.Second, Pause: 9 * calendar.Minute, Burst: 450_000,
		Typed: 450_000, Outside: 20_000, Regular: 150_000, Children: 150_000,
		Visits: anyTime(4), Renewal: renewal(84), // long-term prescriptions are for three months
		Service: 220_000, Services: []event.Service{
			event.ReferringDoctor, event.SickLeave, event.SickLeave,
			event.LongTermProtocol, event.Transport, event.Messages,
		},
		Purpose: event.Visit, Booked: 700_000, Couples: 30_000, Leave: always,
	}
}

func pharmacy(p *Profile) {
	p.LateShare = 250_000
	p.PerSession = 9
	p.Typed = 300_000
	p.Outside, p.Regular, p.Children = 60_000, 450_000, 110_000
	p.Visits, p.Renewal = anyTime(3), renewal(28)
	p.Service, p.Services = 40_000, office()
	p.Purpose = event.Dispensing
	p.Booked = 0
	p.Couples = 55_000
	p.Leave = never
}

func nurse(p *Profile) {
	p.PerSession = 4
	p.Typed = 700_000
	p.Outside, p.Regular, p.Children = 30_000, 500_000, 25_000
	p.Visits, p.Renewal = anyTime(1), renewal(28)
	p.Service, p.Services = 80_000, office()
	p.Purpose = event.HomeCare
	p.Booked = 0
	p.Couples = 70_000
}

func other(p *Profile) {
	p.PerSession = 4
	p.Outside = 80_000
	p.Service, p.Services = 70_000, office()
}

func hospitalDesk(p *Profile) {
	p.LateShare = never
	p.PerSession = 30
	p.Think, p.Pause, p.Burst = 40*calendar.Second, 5*calendar.Minute, 300_000
	p.Typed = 650_000
	p.Outside, p.Regular, p.Children = 100_000, 60_000, 90_000
	p.Service, p.Services = 15_000, office()
	p.Purpose = event.Admission
	p.Booked = 0
	p.Couples = 8_000
	p.Leave = never
}

func lab(p *Profile) {
	p.LateShare = never
	p.PerSession = 32
	p.Think, p.Pause, p.Burst = 32*calendar.Second, 5*calendar.Minute, 280_000
	p.Typed = 500_000
	p.Outside, p.Regular, p.Children = 80_000, 150_000, 50_000
	p.Service, p.Services = 10_000, office()
	p.Purpose = event.Invoicing
	p.Booked = 0
	p.Couples = 25_000
	p.Leave = never
}

// vaccination is a centre: a hospital's desk that nearly everybody comes to once.
func vaccination(p *Profile) {
	hospitalDesk(p)
	p.Outside = 900_000
	p.Regular = 0
	p.Purpose = event.Vaccination
}

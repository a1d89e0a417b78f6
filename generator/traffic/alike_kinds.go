package traffic

import (
	"breachsim/generator/accounts"
	"breachsim/generator/event"
	"breachsim/scenarios"
)

// alikeKind is how one kind of look-alike is placed and told.
type alikeKind struct {
	manner   bool            // changes usual sessions; else errands with sessions of their own
	class    uint8           // of manners: which accounts are asked first
	profiles uint8           // a bit for each profile that shows it first; 0 = any
	password bool            // only accounts with a password
	coast    bool            // only at the coast or in the mountains
	days     [7]bool         // days of the week on which an errand may fall, from Sunday on
	label    event.Label     // of its events
	actor    event.ActorKind // 0 = the account's own users
	purpose  event.Purpose   // 0 = the profile's own
}

// manners is how many kinds change usual sessions; each is tried first on a
// share of the accounts of its own.
const manners = 6

const (
	doctors    = 1<<scenarios.GP | 1<<scenarios.Other
	counters   = 1 << scenarios.Pharmacy
	homeVisits = 1 << scenarios.Nurse
	desks      = 1<<scenarios.HospitalDesk | 1<<scenarios.Lab
	practices  = doctors | counters | homeVisits
)

var (
	officeDays = [7]bool{false, true, true, true, true, true, false}
	shopDays   = [7]bool{false, true, true, true, true, true, true}
	sundays    = [7]bool{true}
	anyDay     = [7]bool{true, true, true, true, true, true, true}
)

// kinds lists the look-alikes in the order of scenarios.LookAlikeKind.
var kinds = [scenarios.NumLookAlikes]alikeKind{
	scenarios.BatchRightsCheck:       {profiles: homeVisits | 1<<scenarios.Other | counters, days: shopDays, purpose: event.Invoicing},
	scenarios.SoftwarePolling:        {profiles: doctors | homeVisits, days: anyDay, actor: event.Software, purpose: event.AppointmentCheck},
	scenarios.VaccinationDay:         {profiles: doctors | counters | 1<<scenarios.Vaccination, days: shopDays, purpose: event.Vaccination},
	scenarios.LocumTakeover:          {manner: true, class: 0, profiles: doctors | homeVisits, actor: event.Locum},
	scenarios.PracticeMove:           {manner: true, class: 1, profiles: doctors | homeVisits},
	scenarios.AuditCatchUp:           {profiles: doctors | homeVisits, days: sundays, purpose: event.FileReview},
	scenarios.StaleListTyping:        {profiles: doctors | homeVisits, days: officeDays, purpose: event.ListUpdate},
	scenarios.CareHomeRound:          {profiles: doctors | homeVisits, days: officeDays, purpose: event.HomeCare},
	scenarios.TravellingVPN:          {manner: true, class: 2, profiles: practices, days: anyDay},
	scenarios.NetworkFailover:        {manner: true, class: 3, profiles: practices, days: shopDays},
	scenarios.ForgottenPasswordBurst: {profiles: practices, password: true, days: [7]bool{false, true}, purpose: 0},
	scenarios.NightDuty:              {profiles: counters | 1<<scenarios.GP, days: anyDay, purpose: event.Duty},
	scenarios.TouristSeason:          {manner: true, class: 4, profiles: counters, coast: true},
	scenarios.LargeDesk:              {manner: true, class: 5, profiles: desks},
	scenarios.BrowserRestart:         {profiles: practices, days: shopDays},
	scenarios.Pentest:                {days: officeDays, label: event.Test, actor: event.Tester, purpose: event.SecurityTest},
	scenarios.Curiosity:              {days: anyDay, label: event.Policy, purpose: event.NoReasonGiven},
	scenarios.TwinSites:              {profiles: counters, days: shopDays},
}

// fits reports whether an account is of the sort that shows the kind.
func (k *alikeKind) fits(a *accounts.Account) bool {
	return (k.profiles == 0 || k.profiles>>a.Profile&1 == 1) &&
		(!k.password || a.Auth == event.Password) && (!k.coast || coast()[a.Dept])
}

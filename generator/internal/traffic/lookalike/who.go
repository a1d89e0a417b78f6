package lookalike

import "github.com/breachsim/breachsim/scenarios"

// Profiles is a set of profiles, a bit for each.
type Profiles uint16

// Those that show look-alikes.
const (
	Doctors    Profiles = 1<<scenarios.GP | 1<<scenarios.Other
	Counters   Profiles = 1 << scenarios.Pharmacy
	HomeVisits Profiles = 1 << scenarios.Nurse
	Desks      Profiles = 1<<scenarios.HospitalDesk | 1<<scenarios.Lab
	Practices           = Doctors | Counters | HomeVisits
	Others     Profiles = 1 << scenarios.Other
	GPs        Profiles = 1 << scenarios.GP
	Centres    Profiles = 1 << scenarios.Vaccination
)

func (p Profiles) has(x scenarios.Profile) bool { return p == 0 || p>>x&1 == 1 }

// OfficeDays are Monday to Friday.
func OfficeDays() [7]bool { return [7]bool{false, true, true, true, true, true, false} }

// ShopDays are Monday to Saturday.
func ShopDays() [7]bool { return [7]bool{false, true, true, true, true, true, true} }

// Sundays are Sundays alone.
func Sundays() [7]bool { return [7]bool{true} }

// Mondays are Mondays alone.
func Mondays() [7]bool { return [7]bool{false, true} }

// AnyDay is all of them.
func AnyDay() [7]bool { return [7]bool{true, true, true, true, true, true, true} }

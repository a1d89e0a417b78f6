package fidelity

import "github.com/breachsim/breachsim/scenarios"

// volume is the median account's look-ups a working day.
type volume struct {
	name   string
	median int64 // thousandths
}

// volumes by profile. No figure is published.
var volumes = [scenarios.NumProfiles]volume{
	scenarios.GP:           {"general practitioners", 6_000},
	scenarios.Pharmacy:     {"pharmacies", 20_000},
	scenarios.Nurse:        {"nurses", 3_000},
	scenarios.Other:        {"other professions", 4_000},
	scenarios.HospitalDesk: {"hospital desks", 90_000},
	scenarios.Lab:          {"laboratories", 120_000},
	scenarios.Vaccination:  {"vaccination centres", 150_000},
}

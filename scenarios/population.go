package scenarios

import "time"

// Population sizes the world.
type Population struct {
	Accounts       int
	InsuredPersons int
	ProfileMix     []ProfileShare // in the order of Profiles, sums to one
	Newcomers      Newcomers
}

// Newcomers are accounts that are opened while the world runs.
type Newcomers struct {
	Share Share     // of the accounts of each profile that somebody works with; 0 = none
	From  time.Time // its day is the first on which one is opened
	Over  Micros    // whole days over which they are opened
}

// Days is the number of days on which newcomers' accounts are opened.
func (n *Newcomers) Days() int32 { return max(int32(n.Over/wholeDay), 1) }

// Profile is a class of account.
type Profile uint8

// The profiles, in canonical order.
const (
	GP Profile = iota
	Pharmacy
	Nurse
	Other
	HospitalDesk
	Lab
	Vaccination
	NumProfiles
)

// ProfileShare is one entry of the mix.
type ProfileShare struct {
	Profile Profile
	Share   Share
}

// Expected is the expected number of accounts of a profile, in millionths.
func (p *Population) Expected(of Profile) int64 { return int64(p.Accounts) * int64(p.share(of)) }

func (p *Population) share(of Profile) Share {
	for _, m := range p.ProfileMix {
		if m.Profile == of {
			return m.Share
		}
	}
	return 0
}

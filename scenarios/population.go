package scenarios

// Population sizes the world.
type Population struct {
	Accounts       int
	InsuredPersons int
	ProfileMix     []ProfileShare // in the order of Profiles, sums to one
}

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

package scenarios

import (
	"slices"

	"github.com/breachsim/breachsim/scenarios/apportion"
)

// Ask is a number of accounts that a campaign takes: of a profile, and got in
// ways that need accounts of one kind.
type Ask struct {
	Profile Profile     // NumProfiles = any
	How     Acquisition // one that needs accounts of a kind of its own, or CredentialReplay for all that need none
	Count   int
}

// Special reports whether a way to an account needs accounts of a kind of its
// own: whoever chooses accounts chooses for these ways first.
func (a Acquisition) Special() bool { return a >= SessionTheft }

// Kind is the kind of account that a way needs.
func (a Acquisition) Kind() AccountKind {
	switch a {
	case DormantAccount:
		return LeftAccount
	case SelfRegistration:
		return UnusedAccount
	}
	return BusyAccount
}

// Ways counts the accounts got in each way of the mix, in its order.
func (a *AccountAccess) Ways() []int {
	weights := make([]uint64, len(a.Acquire))
	for i := range a.Acquire {
		weights[i] = uint64(a.Acquire[i].Share)
	}
	return apportion.LargestRemainders(a.Accounts, weights)
}

// Asks lists what a campaign asks for, in the order in which it is chosen: the
// ways that need a kind of account first, each spread over the profiles in
// proportion to what is left of them, then all others.
func (a *AccountAccess) Asks() (out []Ask) {
	left := slices.Clone(a.Profiles)
	if len(left) == 0 {
		left = []ProfileCount{{NumProfiles, a.Accounts}}
	}
	counts := a.Ways()
	for i, way := range a.Acquire {
		if !way.How.Special() {
			continue
		}
		weights := make([]uint64, len(left))
		for j := range left {
			weights[j] = uint64(left[j].Count)
		}
		for j, n := range apportion.LargestRemainders(counts[i], weights) {
			if n > 0 {
				out = append(out, Ask{left[j].Profile, way.How, n})
				left[j].Count -= n
			}
		}
	}
	for _, p := range left {
		if p.Count > 0 {
			out = append(out, Ask{p.Profile, CredentialReplay, p.Count})
		}
	}
	return out
}

// CampaignBits is how many bits a campaign's number has.
const CampaignBits = 14

// IDHash is a number of 64 bits for an id (FNV-1a).
func IDHash(id string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := range len(id) {
		h = (h ^ uint64(id[i])) * 0x100000001b3
	}
	return h
}

// Number numbers a campaign by its id alone, for the names of its events, so
// that neither the others nor the order of the file matter. Two ids of a file
// must not have one number, as one pair in 16,384 does.
func (k *Campaign) Number() uint16 { return CampaignNumber(k.ID) }

// CampaignNumber is the number of a campaign of an id, below 1<<CampaignBits. The hash
// is multiplied once more, since ids that differ in their last letter alone hit upon
// each other's numbers.
func CampaignNumber(id string) uint16 {
	return uint16(IDHash(id) * 0x9e3779b97f4a7c15 >> (64 - CampaignBits))
}

// Takes reports whether some account is got in a way.
func (a *AccountAccess) Takes(how Acquisition) bool {
	for _, x := range a.Acquire {
		if x.How == how && x.Share > 0 {
			return true
		}
	}
	return false
}

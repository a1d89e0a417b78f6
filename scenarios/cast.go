package scenarios

// AccountKind says whether anybody works with an account. It is hidden: no log
// and no record names it.
type AccountKind uint8

// The kinds.
const (
	BusyAccount   AccountKind = iota
	LeftAccount               // its owner has stopped working with it, two to six months before the world begins
	UnusedAccount             // opened in the four weeks before the world begins, and never used
	NumAccountKinds
)

// Shares of the kinds among the accounts of each profile; all others are busy.
// That practitioners leave accounts behind is known, since those idle for six
// months are blocked (from June 2023 on); how many there are is not.
// Assumptions.
const (
	LeftShare   Share = 15_000
	UnusedShare Share = 5_000
)

// Share is the share of a kind among the accounts of a profile.
func (k AccountKind) Share() Share {
	switch k {
	case LeftAccount:
		return LeftShare
	case UnusedAccount:
		return UnusedShare
	}
	return one - LeftShare - UnusedShare
}

// Counts is a number of accounts of each profile and kind, and behind the last
// profile of all profiles together.
type Counts [NumProfiles + 1][NumAccountKinds]int

// Cast counts the accounts of each profile and kind that the world has for
// every seed, at least. Of n accounts the whole part of share × n are of a
// profile, and of these the whole part of each kind's share are of the kind; nor
// are more than the nearest whole number to their share not busy. The few
// accounts that rounding leaves over are of any profile, so that all profiles
// together may have more busy accounts than their sum.
func Cast(p *Population) (c Counts) {
	spare := p.Accounts
	for _, m := range p.ProfileMix {
		spare -= m.Share.Of(p.Accounts)
	}
	all, busy := &c[NumProfiles], p.Accounts
	for _, m := range p.ProfileMix {
		n, idle := m.Share.Of(p.Accounts), LeftShare+UnusedShare
		c[m.Profile] = [NumAccountKinds]int{
			BusyAccount: n - idle.Nearest(n), LeftAccount: LeftShare.Of(n), UnusedAccount: UnusedShare.Of(n),
		}
		for k := range all {
			all[k] += c[m.Profile][k]
		}
		busy -= idle.Nearest(n + spare)
	}
	all[BusyAccount] = max(all[BusyAccount], busy)
	return c
}

// Of is the number of accounts of a kind and a profile; of NumProfiles, those
// of all profiles together.
func (c *Counts) Of(p Profile, k AccountKind) (n int) { return c[p][k] }

package scenarios

// AccountKind says whether anybody works with an account. It is hidden: no log
// and no record names it.
type AccountKind uint8

// The kinds.
const (
	BusyAccount    AccountKind = iota
	LeftAccount                // its owner has stopped working with it, two to six months before the world begins
	UnusedAccount              // opened in the four weeks before the world begins, and never used
	JoiningAccount             // opened while the world runs, and used from then on
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

// Share is the share of a kind among the accounts of a profile; newcomers count as busy.
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
	if p.Newcomers.Share > 0 {
		c.join(p.Newcomers.Share, len(p.ProfileMix))
	}
	return c
}

// join takes newcomers from the busy accounts: of each of so many profiles at most one
// more than the whole part of their share.
func (c *Counts) join(share Share, profiles int) {
	for p := range c {
		busy, more := &c[p][BusyAccount], 1
		if p == int(NumProfiles) {
			more = profiles
		}
		c[p][JoiningAccount] = share.Of(*busy)
		*busy = max(*busy-c[p][JoiningAccount]-more, 0)
	}
}

// Of is the number of accounts of a kind and a profile; of NumProfiles, those
// of all profiles together.
func (c *Counts) Of(p Profile, k AccountKind) (n int) { return c[p][k] }

// Manner reports whether a kind changes how an account's usual sessions look
// while it lasts. An account has one such look-alike at most; of the others, which
// add sessions of their own, it may have any number.
func (k LookAlikeKind) Manner() bool {
	switch k {
	case LocumTakeover, PracticeMove, TravellingVPN, NetworkFailover, TouristSeason, LargeDesk:
		return true
	}
	return false
}

// LookAlikeShort is an entry of benign.look_alikes that not every seed has the
// accounts for.
type LookAlikeShort struct {
	Entry int // its index
	Most  int // accounts, or sites, that every seed has room for; may be 0
}

// LookAlikesShort lists the entries that ask for more accounts than every seed
// has for them, in their order. Accounts that look alike must be busy, those
// behind a shared address need not be. Manners take their accounts away from the
// manners after them, and shared addresses theirs from later ones. What is not
// listed can be played: where the fitting profiles, départements or sites are too
// few, others do instead.
func LookAlikesShort(p *Population, list []LookAlike) (short []LookAlikeShort) {
	cast := Cast(p)
	busy := cast.Of(NumProfiles, BusyAccount)
	manners, shared := busy, p.Accounts
	for i := range list {
		l := &list[i]
		asked, most := l.Accounts, busy
		switch {
		case l.Kind == SharedNAT: // two accounts an address at least
			asked, most = l.Sites, shared/2
			shared -= 2 * min(asked, most)
		case l.Kind == TwinSites:
			asked, most = l.Sites, busy&^1
		case l.Kind.Manner():
			most = manners
			manners -= min(asked, most)
		}
		if asked > most {
			short = append(short, LookAlikeShort{i, most})
		}
	}
	return short
}

// MostCanaries is the number of canary persons of all controls together that
// every seed has room for among so many insured persons. Canaries live alone and
// have a number of their own: in worlds of any size and seed at least 28 persons
// in a hundred do, since small worlds have more of them.
func MostCanaries(persons int) int { return persons / 4 }

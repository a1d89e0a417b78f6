package scenarios

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

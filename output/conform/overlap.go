package conform

import (
	"net/netip"
	"slices"
	"time"

	"breachsim/scenarios"
)

// A campaign that could be told by whom it looks up, or where it comes from,
// would be no test: its targets are persons whom honest users look up as well,
// and addresses of proxies and carriers serve honest users on the same days.
//
// The least shares are those that make a difference to a detector; drawn by
// chance they would lie well above.
const (
	seenElsewhere = 0.3  // of the persons found: found by an honest user in some four weeks or more
	ownPatients   = 0.04 // where targets live near: found by the same account; some find few of theirs in six weeks
	sharedLines   = 0.2  // of the addresses of proxies and carriers: used by honest users
	enough        = 200  // persons below which a share says nothing
	enoughLines   = 20
	home          = "FR" // where honest users have their lines
)

// found is a person found by a look-up through an account.
type found struct {
	ref     uint64
	account string
}

// overlaps is what honest users have in common with campaigns. Of the persons it
// keeps those whose data some campaign got: memory does not grow with the log.
type overlaps struct {
	persons map[uint64]bool
	by      map[found]bool
	lines   map[netip.Addr]bool
	told    bool // persons are asked for
}

func newOverlaps(sc *scenarios.Scenario) overlaps {
	long := sc.Time.End.Sub(sc.Time.Start) >= 28*24*time.Hour
	few := sc.Population.InsuredPersons <= 400*sc.Population.Accounts
	return overlaps{map[uint64]bool{}, map[found]bool{}, map[netip.Addr]bool{}, long && few && len(sc.Campaigns) > 0}
}

func (o *overlaps) see(l *Line, p *period) {
	o.lines[l.SrcIP] = true
	if o.told && l.Result == "found" && l.NIRRef != 0 && p.exposed.numbers[l.NIRRef] {
		o.persons[l.NIRRef] = true
		o.by[found{l.NIRRef, l.Account}] = true
	}
}

// overlapOf compares a campaign's targets and addresses with those of honest users.
func (c *Checker) overlapOf(k *scenarios.Campaign, f *campaign) {
	o := &c.facts.overlaps
	if n := len(f.found); o.told && n >= enough {
		seen, own := 0, 0
		for x := range f.found {
			if o.persons[x.ref] {
				seen++
			}
			if o.by[x] {
				own++
			}
		}
		c.least(of(k, "persons found that honest users look up too"), seenElsewhere, seen, n)
		if k.Targets.RegionMatch >= 500_000 {
			c.least(of(k, "persons found who are patients of the account"), ownPatients, own, n)
		}
	}
	shared := 0
	for ip := range f.addresses {
		if o.lines[ip] {
			shared++
		}
	}
	kind, users := k.Network.Kind, c.sc.Population.Accounts
	// with few honest users there is nobody to share with, in a region fewer still
	roomy := users >= 5*k.Network.Pool && slices.Contains(k.Network.Countries, home) &&
		(k.Network.Region == 0 || users >= 5_000)
	if n := len(f.addresses); (kind == scenarios.ResidentialProxy || kind == scenarios.MobileCGNAT) &&
		n >= enoughLines && roomy {
		c.least(of(k, "addresses that honest users have too"), sharedLines, shared, n)
	}
}

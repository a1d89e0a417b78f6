package conform

import (
	"net/netip"
	"slices"
	"time"

	"github.com/breachsim/breachsim/scenarios"
)

// A campaign that could be told by whom it looks up, or where it comes from,
// would be no test: its targets are persons whom honest users look up as well,
// and addresses of proxies and carriers serve honest users on the same days.
//
// The least shares are those that make a difference to a detector; drawn by
// chance they would lie well above.
const (
	seenElsewhere = 0.3 // of the persons found: found by an honest user in some four weeks or more
	sharedLines   = 0.2 // of the addresses of proxies and carriers: used by honest users
	enough        = 200 // persons below which a share says nothing
	enoughLines   = 20
	home          = "FR" // where honest users have their lines
)

// Where targets live near the account, every second of these is one whom its users see,
// so region_match/2 of them. The log shows those whom they look up in its four to six
// weeks: 37 to 87 in a hundred where measured, over the built-in scenarios. Of a list
// drawn without regard to the account it shows one or two.
const (
	ownPatients  = 0.25 // of region_match/2, at least
	ownByOthers  = 0.1  // where others do the part of an account that rests: 14 in a hundred measured
	oneOfTheNear = 2    // is one whom the account's users see
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
	busy    map[string]int // persons found by an account's users, each time
	lines   map[netip.Addr]bool
	told    bool // persons are asked for
}

func newOverlaps(sc *scenarios.Scenario) overlaps {
	long := sc.Time.End.Sub(sc.Time.Start) >= 28*24*time.Hour
	few := sc.Population.InsuredPersons <= 400*sc.Population.Accounts
	return overlaps{persons: map[uint64]bool{}, by: map[found]bool{}, busy: map[string]int{},
		lines: map[netip.Addr]bool{}, told: long && few && len(sc.Campaigns) > 0}
}

func (o *overlaps) see(l *Line, p *period) {
	o.lines[l.SrcIP] = true
	if !o.told || l.Result != "found" || l.NIRRef == 0 {
		return
	}
	o.busy[l.Account]++
	if p.exposed.numbers[l.NIRRef] {
		o.persons[l.NIRRef] = true
		o.by[found{l.NIRRef, l.Account}] = true
	}
}

// overlapOf compares a campaign's targets and addresses with those of honest users.
func (c *Checker) overlapOf(k *scenarios.Campaign, f *campaign) {
	o := &c.facts.overlaps
	if n := len(f.found); o.told && n >= enough {
		seen := 0
		for x := range f.found {
			if o.persons[x.ref] {
				seen++
			}
		}
		c.least(of(k, "persons found that honest users look up too"), seenElsewhere, seen, n)
		if k.Targets.RegionMatch >= 500_000 || k.Targets.Cover >= 500_000 {
			c.ownOf(k, f)
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

// ownOf compares how many of the persons that a campaign found through an account are
// among those whom its users look up: of as many as they look up at all, so that accounts
// without a past, or fewer patients than the campaign asks for, have nothing to show.
func (c *Checker) ownOf(k *scenarios.Campaign, f *campaign) {
	o, through, own := &c.facts.overlaps, map[string]int{}, 0
	for x := range f.found {
		through[x.account]++
		if o.by[x] {
			own++
		}
	}
	could := 0
	for account, n := range through {
		could += min(n, o.busy[account])
	}
	if could < enough {
		return
	}
	part := ownPatients
	if turns(k) {
		part = ownByOthers
	}
	cover := ratio(k.Targets.Cover)
	share := (cover + (1-cover)*ratio(k.Targets.RegionMatch)/oneOfTheNear) * part
	c.least(of(k, "persons found who are patients of the account"), share, own, could)
}

package conform

import (
	"fmt"
	"net/netip"
	"slices"
	"time"

	"breachsim/output/read"
	"breachsim/scenarios"
)

// A campaign that could be told by whom it looks up, or where it comes from,
// would be no test: its targets are persons whom honest users look up as well,
// and addresses of proxies and carriers serve honest users on the same days.
//
// The least shares are those that make a difference to a detector; drawn by
// chance they would lie well above.
const (
	seenElsewhere = 0.3 // of the persons found: found by an honest user in some four weeks or more
	ownPatients   = 0.1 // where targets live near the account: found by the same account's users
	sharedLines   = 0.2 // of the addresses of proxies and carriers: used by honest users
	enough        = 200 // persons below which a share says nothing
	enoughLines   = 20
	home          = "FR" // where honest users have their lines
)

// found is a person found by a look-up through an account.
type found struct {
	ref     uint64
	account string
}

// overlaps is what honest users have in common with campaigns.
type overlaps struct {
	persons map[uint64]bool
	by      map[found]bool
	lines   map[netip.Addr]bool
}

func newOverlaps() overlaps {
	return overlaps{map[uint64]bool{}, map[found]bool{}, map[netip.Addr]bool{}}
}

func (o *overlaps) see(ev *read.Event) {
	o.lines[ev.SrcIP] = true
	if ev.Result == "found" && ev.NIRRef != 0 {
		o.persons[ev.NIRRef] = true
		o.by[found{ev.NIRRef, ev.Account}] = true
	}
}

// overlapOf compares a campaign's targets and addresses with those of honest
// users.
func (c *checker) overlapOf(k *scenarios.Campaign, f *campaignFacts) {
	o := &c.facts.overlaps
	seen, own := 0, 0
	for x := range f.found {
		if o.persons[x.ref] {
			seen++
		}
		if o.by[x] {
			own++
		}
	}
	n := len(f.found)
	long := c.sc.Time.End.Sub(c.sc.Time.Start) >= 28*24*time.Hour
	if long && n >= enough && c.sc.Population.InsuredPersons <= 400*c.sc.Population.Accounts {
		c.least(k.ID+": persons found whom honest users look up too", seenElsewhere, seen, n)
		if k.Targets.RegionMatch >= 500_000 {
			c.least(k.ID+": persons found who are patients of the account", ownPatients, own, n)
		}
	}
	shared := 0
	for ip := range f.addresses {
		if o.lines[ip] {
			shared++
		}
	}
	kind := k.Network.Kind
	roomy := c.sc.Population.Accounts >= 5*k.Network.Pool && slices.Contains(k.Network.Countries, home) &&
		(k.Network.Region == 0 || c.sc.Population.Accounts >= 5_000) // else there are few honest users to share with, in a region fewer
	if n := len(f.addresses); (kind == scenarios.ResidentialProxy || kind == scenarios.MobileCGNAT) && n >= enoughLines && roomy {
		c.least(k.ID+": addresses that honest users have too", sharedLines, shared, n)
	}
}

// least adds a share that may not be smaller.
func (c *checker) least(name string, want float64, k, n int) {
	c.add(float64(k) >= want*float64(n), name, fmt.Sprintf("%v or more", want), fmt.Sprintf("%.2f of %d", float64(k)/float64(n), n))
}

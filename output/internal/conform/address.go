package conform

import (
	"maps"
	"math"
	"net/netip"
	"slices"

	"github.com/breachsim/breachsim/scenarios"
)

// addressesOf compares the addresses of a campaign's robots with its pool.
func (c *Checker) addressesOf(k *scenarios.Campaign, f *campaign) {
	bounds := [2]int{c.leastAddresses(k), max(k.Network.Pool, 1)}
	if k.Network.Kind == scenarios.OwnerHost { // as many as the owners have
		bounds = [2]int{min(bounds[0], 1), math.MaxInt}
	}
	c.between(of(k, "addresses"), len(f.addresses), bounds, "truth/ips.jsonl")
	if k.Network.Kind == scenarios.OwnerHost {
		return
	}
	var strange flaws
	for _, ip := range slices.SortedFunc(maps.Keys(f.addresses), netip.Addr.Compare) {
		here := len(k.Network.Countries) == 0 || slices.Contains(k.Network.Countries, f.addresses[ip])
		strange.want(here, func() string { return "address " + ip.String() })
	}
	c.none(of(k, "addresses in other countries"), strange)
}

// leastAddresses is how many addresses a campaign has at least: all of the pool
// where it draws often enough, half of what could be where accounts keep theirs and
// work enough, and where nothing disturbs it one for each account. One that takes
// some oftener or chooses by place may do with a single one, and insiders come from
// their own.
func (c *Checker) leastAddresses(k *scenarios.Campaign) int {
	sessions, draws := c.period.sessionsOf(k.ID), c.draws(k)
	pool, evenly := k.Network.Pool, k.Network.Reuse == 0 && k.Network.Region == 0
	many := k.Network.Kind == scenarios.MobileCGNAT || k.Network.Kind == scenarios.ResidentialProxy
	least := 1
	switch {
	case takes(k, scenarios.Insider), sessions == 0 && c.defended && c.sc.Shut(k):
		return 0
	case evenly && min(sessions, draws) > 8*pool:
		least = pool
	case evenly && k.Rotation.IP <= scenarios.NeverRotate && sessions > 8*draws:
		least = min(pool, draws) / 2 // drawn with replacement, some twice
	}
	if k.Rotation.IP == scenarios.PerAccount && !many && k.Network.Reuse == 0 && c.undisturbed(k) {
		least = max(least, min(pool, k.Access.Accounts))
	}
	return least
}

// draws counts how often a campaign takes an address: an account at least once, and
// again each time that the life of its address is over.
func (c *Checker) draws(k *scenarios.Campaign) (n int) {
	if k.Rotation.IP > scenarios.NeverRotate {
		return math.MaxInt
	}
	for _, a := range c.period.usesOf(k.ID) {
		if a.First == 0 {
			continue
		}
		if n++; k.Rotation.IPLifetime > 0 {
			n += int(int64(a.Last-a.First) / int64(k.Rotation.IPLifetime))
		}
	}
	return n
}

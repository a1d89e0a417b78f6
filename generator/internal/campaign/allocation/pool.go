package allocation

import "github.com/breachsim/breachsim/scenarios"

// Pool is the addresses of a campaign. It is read-only after [NewPool] and safe
// for concurrent use.
type Pool struct {
	c     *Campaign
	exits []Exit
	near  map[uint8][]uint32 // exits by zone; empty without region_match
	same  map[line][]uint32  // of these, by provider too; empty without provider_match
	other map[line][]uint32  // and those of all other providers
}

// line is where an account's own line is, and whose.
type line struct {
	zone uint8
	net  uint16
}

// Exits lists the addresses of the pool. The caller must not change it.
func (p *Pool) Exits() []Exit { return p.exits }

// NewPool chooses the addresses of a campaign, as many as network.pool says, or as
// many as give the mean number of takes that network.ip_reuse asks for, where takes
// is how often one is taken (see [Campaign.Takes]) and 0 where it is not known. A
// pool that would need more addresses than network.pool has those that there are.
// The share network.region_match of them lies near the accounts, in each of their
// zones in turn; where there are more zones than such addresses, the last zones
// have none. An owner's own machine needs no pool: it is empty.
func NewPool(c *Campaign, accounts []Account, takes int64) *Pool {
	p := &Pool{c: c, near: map[uint8][]uint32{}, same: map[line][]uint32{}, other: map[line][]uint32{}}
	n := &c.Spec.Network
	if n.Kind == scenarios.OwnerHost {
		return p
	}
	size := min(max(n.Pool, 1), c.Accounts.Networks().PoolSize(n.Kind, n.Countries))
	if n.Reuse > 0 && takes > 0 {
		size = max(min(reused(takes, n.Reuse), size), 1)
	}
	f := newFilling(c, accounts, size)
	f.share(accounts)
	f.rent()
	for i := range f.slots {
		s := &f.slots[i]
		if !s.filled { // a zone has no more
			continue
		}
		if s.zone != anywhere {
			p.add(uint8(s.zone), s.exit.Net)
		}
		p.exits = append(p.exits, s.exit)
	}
	return p
}

// add lists the next exit among those of a zone.
func (p *Pool) add(zone uint8, net uint16) {
	next := uint32(len(p.exits))
	p.near[zone] = append(p.near[zone], next)
	if p.c.Spec.Network.Provider == 0 {
		return
	}
	p.same[line{zone, net}] = append(p.same[line{zone, net}], next)
	for own := range p.c.Accounts.Networks().Providers() {
		if own != net {
			p.other[line{zone, own}] = append(p.other[line{zone, own}], next)
		}
	}
}

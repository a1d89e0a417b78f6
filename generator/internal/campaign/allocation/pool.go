package allocation

import "github.com/breachsim/breachsim/scenarios"

// Pool is the addresses of a campaign. It is read-only after [NewPool] and safe
// for concurrent use.
type Pool struct {
	c     *Campaign
	exits []Exit
	near  map[uint8][]uint32 // exits by zone; empty without region_match
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
	p := &Pool{c: c, near: map[uint8][]uint32{}}
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
			p.near[uint8(s.zone)] = append(p.near[uint8(s.zone)], uint32(len(p.exits)))
		}
		p.exits = append(p.exits, s.exit)
	}
	return p
}

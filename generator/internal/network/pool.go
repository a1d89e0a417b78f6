package network

import (
	"slices"
	"strings"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// poolOf returns the pool of a campaign's network and how many addresses of
// each block it may use. The others of a block belong to honest sites, so a
// block is never the attacker's alone.
func poolOf(kind scenarios.NetworkKind) (p poolKind, use uint64, ok bool) {
	switch kind {
	case scenarios.Datacentre:
		return hostingPool, 3 << (poolBits4 - 2), true
	case scenarios.VPN:
		return vpnPool, 1 << exitBits, true
	case scenarios.ResidentialProxy:
		return homePool, 1 << (cellBits - 1), true
	case scenarios.MobileCGNAT:
		return mobilePool, 1 << natBits, true
	case scenarios.Tor:
		return relayPool, 1 << exitBits, true
	}
	return 0, 0, false
}

// Hosting returns the i-th address of a campaign's pool. Addresses of one
// (kind, countries, key) are distinct for distinct i below
// [Map.PoolSize], and start over beyond it. An empty list of countries,
// or one that the plan does not have for this kind, means all of them.
// For an owner's own machine (scenarios.OwnerHost) there is no pool: the
// result is none, and [Lines.Address] says where the owner is.
func (n *Map) Hosting(kind scenarios.NetworkKind, countries []string, key random.Key, i int) (
	addr event.Addr, net, place uint16,
) {
	p, use, ok := poolOf(kind)
	if !ok {
		return event.Addr{}, 0, 0
	}
	spans, total := n.pick(p, countries)
	perm := random.NewPerm(key.Stream(stHosting), uint64(total)*use)
	x := perm.At(uint64(i) % perm.Len())
	b := &n.pools[p][spans.nth(int(x/use))]
	// The last addresses of a block: the first are the sites'.
	bits := 32 - b.bits
	host := uint32(1)<<bits - 1 - uint32(x%use)
	return event.V4(uint32(b.addr.Lo) | n.scatter(uint32(b.addr.Lo), host, bits)), b.net, b.place
}

// PoolSize returns the number of distinct addresses that [Map.Hosting]
// can give out; 0 when the kind has no pool.
func (n *Map) PoolSize(kind scenarios.NetworkKind, countries []string) int {
	p, use, ok := poolOf(kind)
	if !ok {
		return 0
	}
	_, total := n.pick(p, countries)
	return total * int(use)
}

// HasCountry reports whether the plan has addresses of this kind in a country
// (ISO 3166-1 alpha-2).
func (n *Map) HasCountry(kind scenarios.NetworkKind, code string) bool {
	p, _, ok := poolOf(kind)
	return ok && slices.ContainsFunc(n.pools[p], func(b netBlock) bool { return n.country(&b) == code })
}

// nth returns the place of the i-th block of the choice in its pool.
func (s *spans) nth(i int) int {
	for _, in := range s {
		n := int(in.to - in.from)
		if i < n {
			return int(in.from) + i
		}
		i -= n
	}
	return 0
}

// sortPools brings the blocks of one country together.
func (n *Map) sortPools() {
	for p := range n.pools {
		pool := n.pools[p]
		slices.SortStableFunc(pool, func(a, b netBlock) int { return strings.Compare(n.country(&a), n.country(&b)) })
		for c, code := range countryCodes {
			from, _ := slices.BinarySearchFunc(pool, code, func(b netBlock, c string) int {
				return strings.Compare(n.country(&b), c)
			})
			to := from
			for to < len(pool) && n.country(&pool[to]) == code {
				to++
			}
			n.inCountry[p][c] = span{int32(from), int32(to)}
		}
	}
}

// pick chooses the blocks of a pool in the given countries, all of them if
// there are none, and counts them.
func (n *Map) pick(p poolKind, codes []string) (chosen spans, total int) {
	for c, code := range countryCodes {
		if slices.Contains(codes, code) {
			chosen[c] = n.inCountry[p][c]
			total += int(chosen[c].to - chosen[c].from)
		}
	}
	if total == 0 {
		return n.inCountry[p], len(n.pools[p])
	}
	return chosen, total
}

// scatter maps a number of a block to a host part: a keyed one-to-one shuffle
// of [0, 2^bits), so that neighbours in the plan are not neighbours in the
// address space. Each step (exclusive or, odd multiplication, shifted
// exclusive or) can be undone.
func (n *Map) scatter(base, x uint32, bits uint8) uint32 {
	k := uint32(n.key.At(uint64(base)).Uint64())
	mask := uint32(1)<<bits - 1
	x ^= k & mask
	x = x * (k>>bits<<1 | 1) & mask
	x ^= x >> (bits/2 + 1)
	x = x * 0x9e3779b1 & mask
	x ^= x >> (bits / 2)
	x = x * 0x85ebca6b & mask
	return x ^ x>>(bits/2+1)
}

// OutsideAddress returns the address of the machine that the key names: one of its
// sort, with its autonomous system and place. Two keys have the same one by chance
// alone, of 110,000 servers, 885,000 lines at home and 393,000 abroad.
func (n *Map) OutsideAddress(of Outside, key random.Key) (addr event.Addr, net, place uint16) {
	r := key.Rand()
	b := &n.outside[of][r.Below(uint64(len(n.outside[of])))]
	bits := 32 - b.bits
	most := uint64(1) << bits
	if of == Abroad {
		most >>= 1 // the upper half is the campaigns'
	}
	base := uint32(b.addr.Lo)
	return event.V4(base | n.scatter(base, uint32(r.Below(most)), bits)), b.net, b.place
}

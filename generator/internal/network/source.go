package network

import (
	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/scenarios"
)

// Which accounts can come from an address is asked of the plan of networks, not
// of the days of each account: an address lies in one block, a block serves one
// town, gateway or provider, and each account has one line, one gateway and at
// most one provider.
//
//	address ─► block ─► accounts with a way through that block ─► days on which that way gives it
//	                    MayUse                                     MayUseOn

// Addresses is a set of addresses, prepared for asking who can have them. It is
// read-only after [NewAddresses] and safe for concurrent use.
type Addresses struct {
	all      map[event.Addr]struct{}
	blocks   map[uint32]struct{} // first addresses of the blocks of hosting that they are in
	sites6   map[uint64]struct{} // upper halves of the IPv6 addresses
	grid     [numGrids]bool      // one of them is a provider's
	vpn      [numVPN]bool        // by provider
	mobile   bool                // one of them is a carrier's
	carrier  [numCarriers][len(gatewayDepts)]bool
	mainland [numCarriers]bool // one of them is the carrier's on the mainland
}

// NewAddresses prepares a set of addresses; it may be empty and hold addresses
// that the plan of networks does not have.
func NewAddresses(addrs []event.Addr) *Addresses {
	s := &Addresses{all: map[event.Addr]struct{}{}, blocks: map[uint32]struct{}{}, sites6: map[uint64]struct{}{}}
	for _, addr := range addrs {
		s.all[addr] = struct{}{}
		if !addr.Is4() {
			s.sites6[addr.Hi] = struct{}{}
			continue
		}
		s.addBlock(uint32(addr.Lo))
	}
	return s
}

// addBlock notes the block of an IPv4 address.
func (s *Addresses) addBlock(a uint32) {
	switch octet := a >> 24; octet {
	case 246:
		carrier, gateway := a>>16&0xff, a>>8&0xff
		if carrier < numCarriers && int(gateway) < len(gatewayDepts) && a&0xff < 1<<natBits {
			s.mobile, s.carrier[carrier][gateway] = true, true
			s.mainland[carrier] = s.mainland[carrier] || gateway < firstIslandGateway
		}
	case 247:
		s.blocks[a>>poolBits4<<poolBits4] = struct{}{}
	case 248:
		if provider := a >> 16 & 0xff; provider < numVPN {
			s.vpn[provider] = true
		}
	default:
		if grid := octet - 240; grid < numGrids {
			s.grid[grid] = true
		}
	}
}

// near reports whether an address of the set can be a line's, by its provider or
// its block.
func (s *Addresses) near(line *Line) bool {
	if grid := line.grid(); grid < numGrids {
		return s.grid[grid]
	}
	_, ok := s.blocks[line.base]
	return ok
}

// Has reports whether an address is in the set.
func (s *Addresses) Has(addr event.Addr) bool {
	_, ok := s.all[addr]
	return ok
}

// Mobile reports whether an address of a mobile carrier is in the set.
func (s *Addresses) Mobile() bool { return s.mobile }

// MayUse reports whether one of the first users of account k, counted from 0,
// can ever come from an address of the set. A yes means that one of their ways
// to the portal leads to the address, or through its carrier or VPN provider; a no
// is certain.
func (l *Lines) MayUse(k uint32, users int, s *Addresses) bool {
	line := &l.list[k]
	if line.vpn != 0 && s.vpn[line.vpn-1] || s.mobile && l.mayPhone(k, users, s) {
		return true
	}
	return l.mayLease(line, s) || line.second != 0 && l.mayLease(&l.seconds[line.second-1], s)
}

// mayLease reports whether an address of the set is a line's, under some lease or
// over IPv6.
func (l *Lines) mayLease(line *Line, s *Addresses) bool {
	if line.v6 {
		if _, ok := s.sites6[line.site6()]; ok {
			return true
		}
	}
	if !s.near(line) {
		return false
	}
	for lease := range uint32(leasesPerSite) {
		if addr, _ := l.lineAddress(line, lease); s.Has(addr) {
			return true
		}
	}
	return false
}

// mayPhone reports whether the telephone of one of the users leaves by a gateway
// of the set.
func (l *Lines) mayPhone(k uint32, users int, s *Addresses) bool {
	dept := l.list[k].dept
	for human := range users {
		carrier := l.carrierOf(k, uint8(human))
		if l.nets.overseas(dept) && s.carrier[carrier][l.nets.gateway[dept]] ||
			!l.nets.overseas(dept) && s.mainland[carrier] {
			return true
		}
	}
	return false
}

// MayUseOn reports whether a user of account k can come from an address of the
// set on a local day: whether one of the addresses that [Lines.Address] can
// give on that day, whatever the session, is in it.
func (l *Lines) MayUseOn(k uint32, human uint8, day int32, s *Addresses) bool {
	line := &l.list[k]
	who := l.who(k, human, day)
	if line.vpn != 0 && s.vpn[line.vpn-1] {
		if addr, _, _ := l.vpnExit(line, who.Uint64()); s.Has(addr) {
			return true
		}
	}
	if s.mobile {
		if addr, _, _ := l.mobileExit(k, human, who.Uint64()); s.Has(addr) {
			return true
		}
	}
	for _, line := range l.linesOf(k) {
		if line.v6 && s.Has(l.v6Address(line, who.Uint64())) {
			return true
		}
		if s.near(line) {
			if addr, _, _ := l.leased(line, day); s.Has(addr) {
				return true
			}
		}
	}
	return false
}

// Shares reports whether account k can come from an IPv4 address of the sort that
// a campaign's kind of network has: the fixed line of a home or a practice, a
// carrier's gateway, a provider's exit.
func (l *Lines) Shares(k uint32, kind scenarios.NetworkKind) bool {
	line := &l.list[k]
	switch kind {
	case scenarios.ResidentialProxy:
		return !line.v6 && l.nets.Serves(kind, line.net)
	case scenarios.MobileCGNAT:
		return true // on days on which the line fails, if on no others
	case scenarios.VPN:
		return line.vpn != 0
	}
	return false
}

// SharedAddress returns the address of such a sort that a user of account k has on
// a local day: what [Lines.Address] says for the sessions that go that way. The
// account must be one of those that [Lines.Shares] names.
func (l *Lines) SharedAddress(k uint32, human uint8, day int32, kind scenarios.NetworkKind) (
	addr event.Addr, net, place uint16,
) {
	line := &l.list[k]
	switch kind {
	case scenarios.MobileCGNAT:
		return l.mobileExit(k, human, l.who(k, human, day).Uint64())
	case scenarios.VPN:
		return l.vpnExit(line, l.who(k, human, day).Uint64())
	}
	return l.leased(line, day)
}

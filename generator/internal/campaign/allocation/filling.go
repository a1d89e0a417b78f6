package allocation

import (
	"slices"

	"github.com/breachsim/breachsim/generator/event"
	"github.com/breachsim/breachsim/generator/internal/portal"
	"github.com/breachsim/breachsim/generator/internal/random"
	"github.com/breachsim/breachsim/scenarios"
)

// Exit is one address of a pool.
type Exit struct {
	Addr       event.Addr
	Net, Place uint16 // indices into Catalog.Networks and Catalog.Places
}

// Apply gives a visit the address.
func (x Exit) Apply(v *portal.Visit) { v.Addr, v.Net, v.Place = x.Addr, x.Net, x.Place }

// sharedExits is the part of a pool, in millionths, whose addresses honest users
// of the portal have as well. A proxy sells the lines of real homes and practices,
// and an exit of a VPN serves whoever pays; behind a carrier's address are hundreds
// to thousands of users (Cloudflare, 2025). How often one of them uses this portal
// is not known: assumptions.
var sharedExits = map[scenarios.NetworkKind]uint64{
	scenarios.ResidentialProxy: 350_000, scenarios.VPN: 350_000, scenarios.MobileCGNAT: 800_000,
}

// anywhere is the zone of addresses that are near nobody.
const anywhere = -1

// slot is a place in a pool in the making.
type slot struct {
	exit   Exit
	zone   int16  // in which the address lies, or anywhere
	nth    int32  // among the places of the zone
	net    uint16 // autonomous system that it shall be of; 0 = any
	shared bool   // honest users shall have it as well
	filled bool
}

// filling is a pool in the making.
type filling struct {
	c     *Campaign
	slots []slot
	zoned map[int16]int32 // places of each zone
	taken map[event.Addr]struct{}
}

// newFilling says of each place where its address shall lie, and whether honest
// users shall have it.
func newFilling(c *Campaign, accounts []Account, size int) *filling {
	f := &filling{c: c, slots: make([]slot, size), zoned: map[int16]int32{}, taken: make(map[event.Addr]struct{}, size)}
	n := &c.Spec.Network
	zones := zonesOf(accounts)
	place := random.NewPerm(c.draw(drawNear), uint64(size))
	meets := random.NewPerm(c.draw(drawShared), uint64(size))
	nearby := (uint64(size)*uint64(n.Region) + random.Million - 1) / random.Million
	for i := range uint64(size) {
		s := &f.slots[i]
		s.zone, s.shared = anywhere, meets.At(i)*random.Million < sharedExits[n.Kind]*uint64(size)
		if at := place.At(i); at < nearby && len(zones) > 0 {
			s.zone = int16(zones[at%uint64(len(zones))])
		}
		s.nth = f.zoned[s.zone]
		f.zoned[s.zone]++
	}
	f.match(accounts)
	return f
}

// match says which of the places near accounts shall be of the provider of one of these, in turn.
func (f *filling) match(accounts []Account) {
	c := f.c
	if c.Spec.Network.Provider == 0 {
		return
	}
	providers := map[int16][]uint16{}
	for i := range accounts {
		if a := &accounts[i]; a.Near {
			providers[int16(a.Zone)] = append(providers[int16(a.Zone)], c.Accounts.Provider(a.Index))
		}
	}
	for i := range f.slots {
		s := &f.slots[i]
		nets, key := providers[s.zone], c.draw(drawProvider).At2(uint64(s.zone), uint64(s.nth))
		if len(nets) > 0 && key.Chance(int64(c.Spec.Network.Provider)) {
			s.net = nets[int(s.nth)%len(nets)]
		}
	}
}

// zonesOf lists where the campaign's accounts are, each zone once.
func zonesOf(accounts []Account) (out []uint8) {
	for i := range accounts {
		if a := &accounts[i]; a.Near && !slices.Contains(out, a.Zone) {
			out = append(out, a.Zone)
		}
	}
	return out
}

// fill puts an address into a place, if the pool does not have it.
func (f *filling) fill(s *slot, x Exit) bool {
	if _, has := f.taken[x.Addr]; has {
		return false
	}
	f.taken[x.Addr] = struct{}{}
	s.exit, s.filled = x, true
	return true
}

// A place whose address is taken tries others of the plan, in strides that come
// round to all of them.
const (
	mostRents  = 1 << 12
	rentStride = 104_729 // a prime, so it shares no factor with the size of a block

	// mostMatches is how many are looked at for one of a wanted provider.
	mostMatches = 1 << 8
)

// rent fills the places that are left with addresses that no practice has, each
// place from a number of its own, so that a place more or less that honest users
// have moves few others.
func (f *filling) rent() {
	nets, n, key := f.c.Accounts.Networks(), &f.c.Spec.Network, f.c.draw(drawFresh)
	for i := range f.slots {
		s := &f.slots[i]
		for try := 0; !s.filled && try < mostRents; try++ {
			var x Exit
			at := int(s.nth) + try*rentStride
			if s.zone == anywhere {
				x.Addr, x.Net, x.Place = nets.Hosting(n.Kind, n.Countries, key, at)
			} else {
				x.Addr, x.Net, x.Place = nets.HostingNear(n.Kind, uint8(s.zone), key, at)
			}
			if s.net == 0 || x.Net == s.net || try >= mostMatches {
				f.fill(s, x)
			}
		}
	}
}

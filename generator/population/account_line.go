package population

import (
	"breachsim/generator/event"
	"breachsim/generator/internal/random"
	"breachsim/scenarios"
)

// accessLine is how an account reaches the internet: its site's fixed line,
// and what stands in for it.
type accessLine struct {
	base  uint32 // first address of the line's block
	slot  uint32 // the site's number inside the block
	net   uint16 // of the fixed line
	place uint16
	bits  uint8 // of the block's host part
	lease uint8 // days of one lease; 0 = the address never changes
	v6    bool  // the site has a /56 of IPv6, and prefers it
	vpn   uint8 // 1 + provider; 0 = none
}

// leasesPerSite is the number of addresses a site comes round to.
const (
	leasesPerSite = 16
	sitesPerCell  = 1 << (cellBits - 1) / leasesPerSite
	hostedPerPool = 1 << (poolBits4 - 2)
)

// Shares of sites in millionths, and of sessions in 1/65536 (assumptions; 2
// to 5 % of professionals behind a VPN is a usual figure).
const (
	hostedSites  = 8_000   // work on a remote desktop in a data centre
	dualStack    = 110_000 // own sites of a provider with IPv6 that use it
	fixedLease   = 350_000 // have an address for good
	dailyLease   = 150_000 // get a new one each day
	vpnAccounts  = 30_000
	outageDays   = 6_000 // days on which a site's line fails
	vpnSessions  = 52_429
	mobileOutage = 45_875
)

// mobileSessions is the share of sessions over a mobile carrier on ordinary
// days, in 1/65536: home visits, tablets, a telephone as modem.
var mobileSessions = [scenarios.NumProfiles]uint64{
	scenarios.GP: 1_000, scenarios.Pharmacy: 130, scenarios.Nurse: 9_800, scenarios.Other: 1_300,
	scenarios.HospitalDesk: 0, scenarios.Lab: 0, scenarios.Vaccination: 2_600,
}

// gridShares weigh the providers of fixed lines.
var gridShares = [numFixed]uint64{38, 24, 19, 13, 6}

// lineDraw hands out lines. Sites get numbers inside their provider's block
// in the order of their first account, so no two sites share an address.
type lineDraw struct {
	a      *Accounts
	key    random.Key
	grid   random.Alias
	used   [numGrids * depts * numTowns]uint32
	hosted []uint32
	shared map[uint32]accessLine
	homes  []netBlock // hosting blocks at home
}

func newLineDraw(a *Accounts) *lineDraw {
	d := &lineDraw{a: a, key: a.key.Stream(stSiteLine), grid: random.NewAlias(gridShares[:]),
		shared: make(map[uint32]accessLine)}
	home := a.nets.inCountry[hostingPool][len(netCountries)]
	d.homes = a.nets.pools[hostingPool][home.from:home.to]
	d.hosted = make([]uint32, len(d.homes))
	return d
}

// line returns the line of an account.
func (d *lineDraw) line(p *Account) accessLine {
	l, ok := d.shared[p.Site]
	if !ok {
		l = d.site(p)
		if !isSolo(p.Site) {
			d.shared[p.Site] = l
		}
	}
	r := d.key.At2(whichVPN, uint64(p.Index)).Rand()
	if r.Chance(vpnAccounts) && !isHospital(p.Site) {
		l.vpn = uint8(1 + r.Below(numVPN))
	}
	return l
}

// site draws the line of a site.
func (d *lineDraw) site(p *Account) accessLine {
	r := d.key.At(uint64(p.Site)).Rand()
	if r.Chance(hostedSites) && !isHospital(p.Site) {
		return d.remoteDesktop(&r)
	}
	grid := d.grid.Pick(r.Uint64())
	l := accessLine{place: townPlace(p.Dept, int(p.Town)), bits: cellBits}
	switch {
	case isHospital(p.Site):
		grid = hospitals
	case r.Chance(fixedLease):
	case r.Chance(dailyLease):
		l.lease = 1
	default:
		l.lease = uint8(r.Between(1, 60))
	}
	used := &d.used[(grid*depts+int(p.Dept))*numTowns+int(p.Town)]
	l.slot = *used % sitesPerCell
	*used++
	l.net, l.base = d.a.nets.fixed[grid], cellAt(grid, p.Dept, int(p.Town))
	l.v6 = r.Chance(dualStack) && grid < v6Providers && isSolo(p.Site)
	return l
}

// remoteDesktop is the line of a site whose software runs in a data centre.
func (d *lineDraw) remoteDesktop(r *random.Rand) accessLine {
	i := r.Below(uint64(len(d.homes)))
	b := &d.homes[i]
	slot := d.hosted[i] % (hostedPerPool / leasesPerSite)
	d.hosted[i]++
	return accessLine{base: uint32(b.addr.Lo), slot: slot, net: b.net, place: b.place, bits: 32 - b.bits}
}

// Address returns where a session of account k comes from: its address, the
// autonomous system (index into Catalog.Networks) and the place (index into
// Catalog.Places). human counts the users of shared credentials from 0, day is
// the local date in days since 1970-01-01, session is any number that tells
// the sessions of one account and day apart.
//
// Most sessions leave by the fixed line of the site, which all its accounts
// share and whose address changes when a lease of 1 to 60 days ends, at local
// midnight. Some go over a mobile carrier, all day long when the line fails;
// a few accounts use a VPN provider. An IPv6 site shows an address per
// person and day inside its /56.
func (a *Accounts) Address(k uint32, human uint8, day int32, session uint64) (addr event.Addr, net, place uint16) {
	l, p := &a.lines[k], &a.list[k]
	who := a.sessionKey.At(uint64(k)<<8 | uint64(human)).At(uint64(uint32(day)))
	u := who.At(session).Uint64()
	if l.vpn != 0 && u&0xffff < vpnSessions {
		return a.vpnExit(l, who.Uint64())
	}
	mobile := mobileSessions[p.Profile]
	if a.leaseKey.At2(lineFails|uint64(p.Site), uint64(uint32(day))).Chance(outageDays) {
		mobile = mobileOutage
	}
	if u>>16&0xffff < mobile {
		return a.mobileExit(p, human, who.Uint64())
	}
	if l.v6 {
		return a.v6Address(p, l, who.Uint64())
	}
	return a.lineAddress(l, a.leaseOf(p.Site, l.lease, day)), l.net, l.place
}

// leaseOf returns which of its addresses a site has on a day.
func (a *Accounts) leaseOf(site uint32, days uint8, day int32) uint32 {
	key := a.leaseKey.At(uint64(site))
	if days == 0 {
		return uint32(key.Below(leasesPerSite))
	}
	// An odd step through the site's addresses: a new lease is a new address.
	u := key.Uint64()
	epoch := (uint32(day) + uint32(u>>32)%uint32(days)) / uint32(days)
	return (uint32(u) + epoch*(uint32(u>>8)|1)) % leasesPerSite
}

// vpnExit returns an exit of the account's VPN provider: nine in ten days at
// home, else in a country at random, as the day's draw u has it.
func (a *Accounts) vpnExit(l *accessLine, u uint64) (event.Addr, uint16, uint16) {
	c := 0
	if u&0xff < 26 {
		c = int(u >> 8 & 0xff % uint64(len(vpnCountries)))
	}
	b := &a.nets.blocks[a.nets.firstVPN+int(l.vpn-1)*len(vpnCountries)+c]
	return event.V4(uint32(b.addr.Lo) | uint32(u>>24&(1<<exitBits-1))), b.net, b.place
}

// mobileExit returns the carrier's shared address that a person's telephone
// has for the day.
func (a *Accounts) mobileExit(p *Account, human uint8, u uint64) (event.Addr, uint16, uint16) {
	b := &a.nets.blocks[a.nets.firstNAT+a.carrierOf(p, human)*len(gatewayDepts)+int(a.nets.gateway[p.Dept])]
	return event.V4(uint32(b.addr.Lo) | uint32(u>>32&(1<<natBits-1))), b.net, b.place
}

// carrierOf returns the carrier of a person's telephone.
func (a *Accounts) carrierOf(p *Account, human uint8) int {
	return int(a.leaseKey.At2(whichCarrier|uint64(p.Index), uint64(human)).Below(numCarriers))
}

// v6Address returns the address of one person's device for the day (RFC 8981)
// inside the site's /56.
func (a *Accounts) v6Address(p *Account, l *accessLine, u uint64) (event.Addr, uint16, uint16) {
	return event.Addr{Hi: a.site6(p, l), Lo: u}, l.net, l.place
}
